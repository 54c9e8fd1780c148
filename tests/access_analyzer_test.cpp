// AWS's own validation of its managed policies is the oracle: the same codes at the same places, and nothing
// where it says nothing.
#include <algorithm>
#include <catch2/catch.hpp>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <tuple>

#include "fixture.h"
#include "report/report.h"

using namespace celint;
namespace fs = std::filesystem;
using Json = nlohmann::json;

namespace {

/// Policy, issue code, places in AWS's order.
using Issue = std::tuple<std::string, std::string, std::vector<std::string>>;
using Issues = std::multiset<Issue>;

/// Policies that AWS's validation was never asked about. Its API took none of that size (the next smaller,
/// of 27,152 characters, it did), and those that AWS had retired by then are there as older exports, which
/// begin with the document.
std::set<std::string> never_analysed(const World& world, const fs::path& folder) {
  constexpr std::size_t kTooLong = 50'000;
  std::set<std::string> names;
  for (const Policy& policy : world.policies) {
    const std::string name = world.path_of(policy.span);
    const auto text = nlohmann::ordered_json::parse(read_file(folder / name));
    if (policy.length > kTooLong || text["PolicyVersion"].items().begin().key() == "Document")
      names.insert(name);
  }
  return names;
}

/// `[{"value": "Statement"}, {"index": 0}]` as a JSON pointer.
std::string pointer_of(const Json& path) {
  Json::json_pointer pointer;
  for (const Json& part : path) {
    if (part.contains("index"))
      pointer /= part["index"].get<std::size_t>();
    else
      pointer /= part.contains("key") ? part["key"].get<std::string>() : part["value"].get<std::string>();
  }
  return pointer.to_string();
}

Issues expected_issues(const fs::path& folder) {
  Issues issues;
  for (const auto& entry : fs::directory_iterator(folder))
    for (const Json& finding : Json::parse(read_file(entry.path()))) {
      std::vector<std::string> places;
      for (const Json& location : finding["locations"]) places.push_back(pointer_of(location["path"]));
      issues.emplace(entry.path().filename().string(), finding["issueCode"], places);
    }
  return issues;
}

/// The pointer inside the policy of a get-policy-version export.
std::string inside(const std::string& pointer) {
  const std::string outer = "/PolicyVersion/Document";
  return pointer.starts_with(outer) ? pointer.substr(outer.size()) : pointer;
}

/// Members of a group are places like the first; what stands beside other codes' places is our own.
bool has_places(const std::string& code) { return code.starts_with("REDUNDANT_"); }

Issues found_issues(const std::string& report, const std::set<std::string>& never) {
  Issues issues;
  const Json parsed = Json::parse(report);
  for (const Json& finding : parsed["findings"]) {
    if (never.contains(finding["path"])) continue;
    for (const Json& alias : finding["aliases"]) {
      std::vector<std::string> places{inside(finding["pointer"])};
      if (has_places(alias))
        for (const Json& place : finding["related"]) places.push_back(inside(place["pointer"]));
      issues.emplace(finding["path"], alias, places);
    }
  }
  return issues;
}

/// AWS names further places, such as the Resource beside an Action, for codes that are no groups.
Issues with_first_places(const Issues& issues) {
  Issues cut;
  for (auto [name, code, places] : issues) {
    if (!has_places(code)) places.resize(1);
    cut.emplace(name, code, places);
  }
  return cut;
}

std::vector<std::string> lines(const Issues& issues, const Issues& others) {
  std::vector<std::string> out;
  for (const auto& [name, code, places] : issues)
    if (issues.count({name, code, places}) > others.count({name, code, places}))
      out.push_back(name + " " + code + " " + (places.empty() ? "" : places.front()));
  return out;
}

}  // namespace

TEST_CASE("managed policies: AWS's own validation says the same at the same places") {
  if (corpus().empty()) {
    WARN("skipped: CELINT_CORPUS is not set");
    return;
  }
  const auto result = run(corpus() / "managed-policies", Audience::audit);
  const Issues found =
      found_issues(json_report({result->sources, result->world, result->rules, result->findings}),
                   never_analysed(result->world, corpus() / "managed-policies"));
  const Issues expected = with_first_places(expected_issues(corpus() / "access-analyzer-oracle"));
  CHECK(expected.size() > 50);
  CHECK(lines(expected, found) == std::vector<std::string>{});
  CHECK(lines(found, expected) == std::vector<std::string>{});
}

// "AWS managed policies with this security warning", in AWS's reference of the checks.
TEST_CASE("managed policies: passed roles that AWS's documentation names") {
  if (corpus().empty()) {
    WARN("skipped: CELINT_CORPUS is not set");
    return;
  }
  for (const char* name :
       {"AWSElasticBeanstalkFullAccess", "AWSOpsWorksRole", "AmazonDynamoDBFullAccesswithDataPipeline"}) {
    const auto result = run(corpus() / "managed-policies" / (std::string(name) + ".json"), Audience::audit);
    INFO(name);
    CHECK(std::any_of(result->findings.begin(), result->findings.end(), [](const Finding& finding) {
      return finding.aliases == std::vector<std::string_view>{"PASS_ROLE_WITH_STAR_IN_RESOURCE"};
    }));
  }
}

TEST_CASE("managed policies: no error of the policy module") {
  if (corpus().empty()) {
    WARN("skipped: CELINT_CORPUS is not set");
    return;
  }
  const auto result = run(corpus() / "managed-policies", Audience::audit);
  CHECK(result->world.policies.size() > 370);
  for (const Finding& finding : result->findings)
    if (finding.rule->module == "policy" && finding.rule->severity == Severity::error)
      FAIL_CHECK(result->world.path_of(finding.span) << ": " << finding.message);
}
