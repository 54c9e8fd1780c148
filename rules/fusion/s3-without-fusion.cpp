#include <string>

#include "check/finding.h"
#include "link/needs.h"
#include "link/world.h"

namespace celint {
namespace {

void check(const World& world, Findings& out) {
  for (const Environment& environment : world.environments) {
    const ComputeEnvironment& ce = *environment.ce;
    const Field<bool> configured = ce.nextflow.flag("fusion.enabled");
    const bool off = !ce.fusion.unknown() && !ce.fusion.value && !configured.unknown() && !configured.value;
    if (!environment.work || !off || misspelt_fusion(ce) != nullptr) continue;
    Finding& finding =
        out.add(ce.work_dir.span, "The work directory '" + std::string(ce.work_dir.value) +
                                      "' is in S3 and Fusion is off: tasks on Kubernetes cannot "
                                      "share it.");
    finding.label = "needs Fusion";
    if (!ce.fusion.absent()) finding.notes = {{ce.fusion.span, "Fusion is off"}};
    finding.help = "recreate the compute environment with Fusion and Wave, or with a path on a shared volume";
    if (ce.fusion.absent()) continue;
    finding.edits = {{ce.fusion.span, "true"}};
    if (!ce.wave.absent() && !ce.wave.value) finding.edits.push_back({ce.wave.span, "true"});
    finding.fix = FixKind::unsafe;
  }
}

}  // namespace

extern const Rule s3_without_fusion{
    .id = "s3-without-fusion",
    .summary = "The work directory is in S3 and Fusion is off.",
    .severity = Severity::error,
    .confidence = Confidence::high,
    .audience = Audience::everyone,
    .security_severity = "",
    .steps = {StepId::storage},
    .fix = FixKind::unsafe,
    .check = check,
};

}  // namespace celint
