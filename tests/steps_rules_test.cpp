// Steps and rules say one thing, in every set of documents that the fixtures hold: the rule that refutes a
// step reports it with the path that leads there, and what is unknown says how to find out.
#include <catch2/catch.hpp>

#include "fixture.h"

namespace fs = std::filesystem;
using namespace celint;

namespace {

/// A finding of the rule that shows the launch path.
bool finds(const Run& result, const Step& step) {
  return std::any_of(result.findings.begin(), result.findings.end(), [&step](const Finding& finding) {
    return finding.rule->id == step.refuted_by && !finding.path.empty();
  });
}

void check_step(const Run& result, const Step& step) {
  INFO(to_string(step.id) << ", " << step.refuted_by << ", " << step.settled_by);
  if (step.verdict == Verdict::unknown) CHECK(names_command(step.settled_by));
  if (step.verdict != Verdict::refuted) return;
  CHECK_FALSE(step.evidence.empty());
  CHECK(finds(result, step));
}

}  // namespace

TEST_CASE(
    "steps: the rule that refutes one reports it, and an unknown one names a command, in all fixtures") {
  std::size_t refuted = 0;
  for (const fs::path& folder : folders(repository() / "fixtures"))
    for (const fs::path& set : folders(folder)) {
      INFO(set.string());
      const auto result = run(set, Audience::audit);
      for (const Environment& environment : result->world.environments)
        for (const Step& step : environment.steps) {
          check_step(*result, step);
          refuted += step.verdict == Verdict::refuted ? 1 : 0;
        }
    }
  CHECK(refuted > 100);
}
