#include "check/finding.h"
#include "link/world.h"

namespace celint {
namespace {

void check(const World& world, Findings& out) {
  for (const Environment& environment : world.environments)
    for (const Step& step : environment.steps) {
      if (step.verdict != Verdict::unknown || step.settled_by.empty()) continue;
      const StrField& name = environment.ce->name;
      Finding& finding = out.add(name.known() ? name.span : opening(environment.ce->config_span),
                                 "Step " + std::string(to_string(step.id)) + " of " + environment.title +
                                     " is neither proven nor refuted by the documents at hand.");
      finding.help = step.settled_by;
      finding.confidence = Confidence::high;
    }
}

}  // namespace

extern const Rule launch_step_unproven{
    .id = "launch-step-unproven",
    .summary = "A step of a launch path cannot be decided from the documents at hand.",
    .severity = Severity::note,
    .confidence = Confidence::high,
    .audience = Audience::audit,
    .security_severity = "",
    .steps = {},
    .fix = FixKind::none,
    .check = check,
};

}  // namespace celint
