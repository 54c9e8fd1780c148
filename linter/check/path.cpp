#include "check/path.h"

#include <algorithm>

namespace celint {
namespace {

/// A place of the finding lies in a document that the step rests on, or the finding is about the CE itself.
bool touches(const Environment& environment, const Step& step, const Finding& finding) {
  const auto same = [&step](const Span& span) {
    return std::any_of(step.evidence.begin(), step.evidence.end(),
                       [&span](const Evidence& evidence) { return evidence.span.source == span.source; });
  };
  const Span& ce = environment.ce->span;
  const Span& at = finding.span;
  const bool about_ce = ce.source == at.source && ce.begin <= at.begin && at.end <= ce.end;
  return about_ce || same(at) ||
         std::any_of(finding.notes.begin(), finding.notes.end(),
                     [&same](const Note& note) { return same(note.span); });
}

/// The step of this CE that the finding refutes, else the first that its rule speaks of; null if it touches
/// neither.
const Step* spoken_of(const Environment& environment, const Finding& finding) {
  for (const Step& step : environment.steps)
    if (step.verdict == Verdict::refuted && step.refuted_by == finding.rule->id &&
        touches(environment, step, finding))
      return &step;
  for (const StepId id : finding.rule->steps)
    if (const Step& step = environment.step(id); touches(environment, step, finding)) return &step;
  return nullptr;
}

}  // namespace

std::vector<PathPlace> path_to(const World& world, const Finding& finding) {
  std::vector<PathPlace> path;
  for (const Environment& environment : world.environments) {
    const Step* spoken = spoken_of(environment, finding);
    if (spoken == nullptr) continue;
    for (const Step& step : environment.steps) {
      if (&step == spoken) break;
      if (step.verdict == Verdict::proven && !step.evidence.empty())
        path.push_back({step.id, step.evidence.back().span, step.evidence.back().message});
    }
    for (const Evidence& evidence : spoken->evidence)
      path.push_back({spoken->id, evidence.span, evidence.message});
    break;
  }
  return path;
}

}  // namespace celint
