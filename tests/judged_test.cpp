// Public documents, file by file: every finding on them was judged by eye and is true. Another one, or one
// less, is to be judged before its number is written here.
#include <catch2/catch.hpp>
#include <map>
#include <string>
#include <vector>

#include "fixture.h"

namespace fs = std::filesystem;
using namespace celint;

namespace {

using Lines = std::vector<std::string>;

/// How often each rule of everybody's speaks of the documents of a folder, each file by itself.
Lines counts(const fs::path& folder, Severity least) {
  std::map<std::string_view, int> found;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file() || entry.path().extension() == ".tsv") continue;
    const auto result = run(entry.path());
    for (const Finding& finding : result->findings)
      if (finding.rule->severity >= least) ++found[finding.rule->id];
  }
  Lines lines;
  for (const auto& [rule, number] : found) lines.push_back(std::string(rule) + " " + std::to_string(number));
  return lines;
}

bool skips() {
  if (corpus().empty()) WARN("skipped: CELINT_CORPUS is not set");
  return corpus().empty();
}

}  // namespace

TEST_CASE("judged: Kubernetes manifests of public repositories") {
  if (skips()) return;
  CHECK(counts(corpus() / "k8s", Severity::note) ==
        Lines{"aws-auth-groups-lost 1", "aws-auth-misplaced-principal 3", "aws-auth-node-template 1",
              "aws-auth-not-read 5", "aws-auth-role-path 1", "aws-auth-unparsable 2",
              "node-mapping-missing 5", "placeholder-left 4", "role-arn-invalid 1", "whole-account-mapped 4",
              "wrong-api-group 2"});
}

TEST_CASE("judged: AWS managed policies") {
  if (skips()) return;
  CHECK(counts(corpus() / "managed-policies", Severity::warning) ==
        Lines{"ineffective-condition 6", "loose-condition 3", "policy-too-long 6", "unlisted-action 6"});
}

// Fusion without a compute account: the pods run as the namespace's default account.
TEST_CASE("judged: compute environments made from the documentation's forms") {
  if (skips()) return;
  CHECK(counts(corpus() / "seqera/constructed", Severity::warning) == Lines{"default-service-account 1"});
}
