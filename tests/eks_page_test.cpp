// The EKS page of the Seqera documentation, statement by statement: each that can be decided offline is held
// by a rule that fires where the statement does not hold.
#include <catch2/catch.hpp>
#include <set>

#include "fixture.h"

namespace fs = std::filesystem;
using namespace celint;

namespace {

/// A statement, by its number on the page from top to bottom, and the rule that holds it.
struct PageStatement {
  int number;
  std::string_view rule;
};

constexpr PageStatement kStatements[] = {
    {1, "describe-cluster-missing"},
    {2, "describe-cluster-missing"},
    {3, "platform-identity-untrusted"},
    {4, "service-account-role-missing"},
    {5, "platform-role-reused"},
    {6, "storage-leftover"},
    {8, "namespace-mismatch"},
    {14, "excess-permission"},
    {15, "excess-permission"},
    {16, "describe-cluster-missing"},
    {18, "excess-permission"},
    {19, "describe-cluster-missing"},
    {20, "excess-permission"},
    {21, "platform-identity-unbound"},
    {25, "excess-permission"},
    {26, "excess-permission"},
    {29, "excess-permission"},
    {30, "fusion-access-missing"},
    {31, "bucket-action-on-object-arn"},
    {32, "object-action-on-bucket-arn"},
    {33, "object-action-on-bucket-arn"},
    {36, "placeholder-left"},
    {38, "describe-cluster-missing"},
    {39, "policy-too-long"},
    {40, "platform-identity-untrusted"},
    {44, "policy-fragment"},
    {47, "secret-in-clear"},
    {49, "excess-permission"},
    {50, "platform-identity-untrusted"},
    {51, "trust-anyone"},
    {52, "describe-cluster-missing"},
    {54, "trust-whole-account"},
    {55, "fusion-workdir-not-s3"},
    {56, "service-account-role-missing"},
    {57, "storage-leftover"},
    {58, "fusion-tagging-missing"},
    {59, "placeholder-left"},
    {60, "subject-mismatch"},
    {61, "subject-unchecked"},
    {62, "oidc-key-mismatch"},
    {63, "service-account-role-missing"},
    {64, "role-arn-invalid"},
    {65, "service-account-role-missing"},
    {66, "platform-identity-unmapped"},
    {67, "platform-identity-unmapped"},
    {68, "platform-identity-unlisted"},
    {69, "aws-auth-unparsable"},
    {70, "platform-identity-unbound"},
    {71, "platform-identity-unmapped"},
    {72, "platform-identity-untrusted"},
    {73, "aws-auth-misplaced-principal"},
    {74, "platform-identity-unbound"},
    {77, "documented-limit-exceeded"},
    {78, "platform-mismatch"},
    {79, "fusion-without-wave"},
    {80, "s3-without-fusion"},
    {81, "describe-cluster-missing"},
    {83, "secret-in-clear"},
    {84, "platform-identity-untrusted"},
    {85, "describe-cluster-missing"},
    {86, "excess-permission"},
    {87, "bucket-region-mismatch"},
    {88, "cluster-region-mismatch"},
    {89, "shared-namespace"},
    {90, "default-service-account"},
    {91, "fusion-access-missing"},
    {92, "service-account-role-missing"},
    {93, "fusion-workdir-not-s3"},
    {94, "workdir-is-claim-name"},
    {95, "documented-limit-exceeded"},
    {96, "documented-limit-exceeded"},
    {97, "executor-not-kubernetes"},
    {98, "unknown-pod-option"},
    {99, "managed-setting-conflict"},
    {100, "inert-environment-variable"},
    {103, "workdir-outside-mount"},
    {104, "workdir-outside-mount"},
    {105, "default-service-account"},
    {106, "fusion-access-missing"},
    {107, "shared-service-account"},
    {108, "pod-cleanup-invalid"},
    {109, "pod-spec-malformed"},
    {110, "head-resources-implausible"},
};

/// Whether the rule fires on one of its bad cases.
bool fires(std::string_view id) {
  for (const fs::path& folder : folders(repository() / "fixtures" / id)) {
    if (!folder.filename().string().starts_with("bad-")) continue;
    const auto result = run(folder, Audience::audit);
    for (const Finding& finding : result->findings)
      if (finding.rule->id == id) return true;
  }
  return false;
}

}  // namespace

TEST_CASE("each statement of the EKS page that can be decided offline has a rule that fires") {
  std::set<std::string_view> proven;
  int last = 0;
  for (const PageStatement& statement : kStatements) {
    INFO("statement " << statement.number << ": " << statement.rule);
    CHECK(statement.number > last);
    last = statement.number;
    if (proven.contains(statement.rule)) continue;
    CHECK(fires(statement.rule));
    proven.insert(statement.rule);
  }
}
