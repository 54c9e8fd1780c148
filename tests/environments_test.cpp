// Whole sets of documents, found by folder: what `celint trace` and SARIF say of each, from golden files;
// healthy sets are silent with all rules on and proven.
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "fixture.h"
#include "report/report.h"
#include "report/trace.h"

namespace fs = std::filesystem;
using namespace celint;

namespace {

using Json = nlohmann::ordered_json;

bool is_healthy(const fs::path& set) {
  const std::string name = set.filename().string();
  return name.starts_with("healthy") || name.starts_with("two-");
}

Trace trace_of(const Run& result) { return {result.sources, result.world, launch_paths(result.world, {})}; }

Report report_of(const Run& result) { return {result.sources, result.world, result.rules, result.findings}; }

/// The results alone, without what repeats the source's text or is made from it.
Json lean(Json value) {
  if (value.is_object())
    for (const char* key : {"contextRegion", "snippet", "partialFingerprints", "ruleIndex", "fixes"})
      value.erase(key);
  if (value.is_structured())
    for (Json& part : value) part = lean(part);
  return value;
}

std::string results(const Run& result) {
  const Json log = Json::parse(sarif_report(report_of(result), "check"));
  return lean(log.at("runs").at(0).at("results")).dump(1) + "\n";
}

std::vector<fs::path> sets() { return folders(repository() / "fixtures/environments"); }

fs::path golden(const fs::path& set, const char* name) {
  return repository() / "tests/environments" / set.filename() / name;
}

}  // namespace

TEST_CASE("environments: the trace and the SARIF results of every set are as recorded") {
  CHECK(sets().size() >= 12);
  for (const fs::path& set : sets()) {
    INFO(set.filename().string());
    const auto result = run(set, Audience::everyone);
    CHECK(trace_text(trace_of(*result), {}) == read_file(golden(set, "trace.txt")));
    CHECK(results(*result) == read_file(golden(set, "results.sarif.json")));
  }
}

TEST_CASE("environments: healthy sets are silent with all rules on, and proven") {
  for (const fs::path& set : sets()) {
    if (!is_healthy(set)) continue;
    INFO(set.filename().string());
    const auto result = run(set, Audience::audit);
    CHECK(concise_report(report_of(*result)).empty());
    CHECK(result->world.coverage.unrecognised.empty());
    CHECK(result->world.coverage.unbound.empty());
    REQUIRE_FALSE(result->world.environments.empty());
    for (const Environment& environment : result->world.environments)
      for (const Step& step : environment.steps) {
        INFO(to_string(step.id) << ": " << step.settled_by);
        CHECK(step.verdict == Verdict::proven);
        if (fs::exists(set / "celint.yaml")) CHECK(step.how != How::inferred);
      }
  }
}
