#include "check/finding.h"
#include "link/fargate.h"
#include "link/world.h"

namespace celint {
namespace {

void check(const World& world, Findings& out) {
  for (const Environment& environment : world.environments) {
    if (!environment.has_privileged_pods()) continue;
    for (const FargateUse& use : fargate_uses(world, environment)) {
      Finding& finding =
          out.add(use.span, use.what + ", and the task pods of Fusion are privileged: Fargate refuses them.");
      finding.label = "Fargate";
      finding.notes = {{environment.ce->fusion.span, "Fusion is on"}};
      finding.help = "run tasks on nodes: give Fargate another namespace, or its pods a label";
    }
  }
}

}  // namespace

extern const Rule fargate_blocks_fusion{
    .id = "fargate-blocks-fusion",
    .summary = "The privileged pods of Fusion are to run on Fargate, which refuses them.",
    .severity = Severity::error,
    .confidence = Confidence::high,
    .audience = Audience::everyone,
    .security_severity = "",
    .steps = {StepId::storage},
    .fix = FixKind::none,
    .check = check,
};

}  // namespace celint
