#include "report/merge.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "link/world.h"
#include "read/worlds.h"
#include "report/report.h"
#include "report/sarif_parts.h"

using namespace celint;

namespace {

using Json = nlohmann::json;

/// A SARIF report with this many results of one level, in files `<path>0001`, ...
std::string sarif_with(const std::string& path, const std::string& level, int results) {
  const World world;
  const std::vector<Source> sources;
  const std::vector<const Rule*> rules;
  const std::vector<Finding> findings;
  const std::string frame = sarif_report({sources, world, rules, findings}, "check");
  std::string lines = "\n";
  for (int i = 0; i < results; ++i)
    lines += std::string(i == 0 ? "" : ",\n") + R"({"level":")" + level +
             R"(","locations":[{"physicalLocation":{"artifactLocation":{"uri":")" + path +
             std::to_string(10000 + i) + R"("}}}]})";
  return frame.substr(0, frame.find("]}]}")) + lines + "\n]}]}\n";
}

Json run_of(const std::string& report) { return Json::parse(report)["runs"][0]; }

int count(const Json& results, const std::string& level) {
  return static_cast<int>(
      std::count_if(results.begin(), results.end(), [&](const Json& r) { return r["level"] == level; }));
}

}  // namespace

TEST_CASE("merge: no more results than code scanning takes, the most severe, in any grouping") {
  const std::string notes = sarif_with("a", "note", 3000);
  const std::string warnings = sarif_with("b", "warning", 3000);
  const std::string errors = sarif_with("c", "error", 1500);
  const Merged merged = merge_reports({notes, warnings, errors});
  const Json run = run_of(merged.report);
  CHECK(run["results"].size() == kMostSarifResults);
  CHECK(count(run["results"], "note") == 500);
  CHECK(count(run["results"], "warning") == 3000);
  CHECK(count(run["results"], "error") == 1500);
  CHECK(merged.findings == std::vector<std::size_t>{3000, 3000, 1500});
  const Json notice = run["invocations"][0]["toolExecutionNotifications"][0];
  CHECK(notice["properties"]["findings"] == 7500);

  // What one of the reports cut already counts on.
  const std::string first = merge_reports({errors, warnings}).report;
  const std::string cut = merge_reports({warnings, notes}).report;
  CHECK(merge_reports({first, notes}).report == merged.report);
  CHECK(merge_reports({notes, first}).report == merged.report);
  CHECK(merge_reports({errors, cut}).report == merged.report);
}

TEST_CASE("merge: one report is itself") {
  const std::string report = sarif_with("a", "note", 3);
  CHECK(merge_reports({report}).report == report);
}

TEST_CASE("merge: what is no report of ours is refused") {
  const std::string report = sarif_with("a", "note", 1);
  for (const std::string other : {"", "x", "{}", "[]", "{\"runs\":[]}", "{\"runs\":[\n{}\n]}"})
    CHECK_THROWS_AS(merge_reports({report, other}), CannotRun);
}

TEST_CASE("shares: stable by name, every world in exactly one, none far larger than another") {
  CHECK(shard_of("111122223333", 8) == shard_of("111122223333", 8));
  CHECK(shard_of("", 1) == 1);
  // Known values: a share must never change between versions.
  CHECK(shard_of("111122223333", 8) == 6);
  CHECK(shard_of("production", 5) == 3);
  std::vector<int> sizes(8);
  for (int i = 0; i < 8000; ++i) {
    const std::size_t share = shard_of("account-" + std::to_string(i), 8);
    REQUIRE(share >= 1);
    REQUIRE(share <= 8);
    ++sizes[share - 1];
  }
  for (const int size : sizes) {
    CHECK(size > 700);
    CHECK(size < 1300);
  }
}
