#include "check/path.h"

#include <algorithm>

namespace celint {
namespace {

bool touches(const Step& step, const Finding& finding) {
  const auto same = [&step](const Span& span) {
    return std::any_of(step.evidence.begin(), step.evidence.end(),
                       [&span](const Evidence& evidence) { return evidence.span.source == span.source; });
  };
  return same(finding.span) || std::any_of(finding.notes.begin(), finding.notes.end(),
                                           [&same](const Note& note) { return same(note.span); });
}

/// The step that the finding refutes; null if it refutes none of this CE.
const Step* refuted_by(const Environment& environment, const Finding& finding) {
  for (const StepId id : finding.rule->steps) {
    const Step& step = environment.step(id);
    if (step.verdict == Verdict::refuted && step.refuted_by == finding.rule->id && touches(step, finding))
      return &step;
  }
  return nullptr;
}

}  // namespace

std::vector<PathPlace> path_to(const World& world, const Finding& finding) {
  std::vector<PathPlace> path;
  for (const Environment& environment : world.environments) {
    const Step* refuted = refuted_by(environment, finding);
    if (refuted == nullptr) continue;
    for (const Step& step : environment.steps) {
      if (&step == refuted) break;
      if (step.verdict == Verdict::proven && !step.evidence.empty())
        path.push_back({step.id, step.evidence.back().span, step.evidence.back().message});
    }
    for (const Evidence& evidence : refuted->evidence)
      path.push_back({refuted->id, evidence.span, evidence.message});
    break;
  }
  return path;
}

}  // namespace celint
