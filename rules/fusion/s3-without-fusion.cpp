#include <string>

#include "check/finding.h"
#include "link/needs.h"
#include "link/value_edit.h"
#include "link/world.h"

namespace celint {
namespace {

/// Fusion and Wave on, where they stand or behind what stands.
std::vector<Edit> switched_on(const World& world, const ComputeEnvironment& ce) {
  const bool fusion = !ce.fusion.absent();
  std::vector<Edit> edits = fusion
                                ? std::vector<Edit>{{ce.fusion.span, "true"}}
                                : member_behind(world, "workDir", ce.work_dir.span, "fusion2Enabled", "true");
  if (edits.empty() || (ce.wave.known() && ce.wave.value)) return edits;
  if (!ce.wave.absent())
    edits.push_back({ce.wave.span, "true"});
  else if (fusion)
    for (Edit& edit : member_behind(world, "fusion2Enabled", ce.fusion.span, "waveEnabled", "true"))
      edits.push_back(std::move(edit));
  else
    edits.front().text +=
        edits.front().text.substr(0, edits.front().text.find('"')) + "\"waveEnabled\": true";
  return edits;
}

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
    finding.offer(FixKind::unsafe, switched_on(world, ce));
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
