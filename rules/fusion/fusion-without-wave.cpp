#include "check/finding.h"
#include "link/value_edit.h"
#include "link/world.h"

namespace celint {
namespace {

void check(const World& world, Findings& out) {
  for (const ComputeEnvironment& ce : world.compute_environments) {
    const bool fusion = ce.fusion.known() && ce.fusion.value;
    if (!fusion || ce.wave.unknown() || ce.wave.value) continue;
    const bool absent = ce.wave.absent();
    Finding& finding =
        out.add(absent ? ce.fusion.span : ce.wave.span,
                "Fusion is on and Wave is off: Nextflow stops at start, as Fusion needs Wave.");
    finding.label = absent ? "and waveEnabled is not set" : "must be true";
    finding.help = "recreate the compute environment with waveEnabled true: it cannot be edited";
    if (absent) {
      finding.offer(FixKind::safe,
                    member_behind(world, "fusion2Enabled", ce.fusion.span, "waveEnabled", "true"));
      continue;
    }
    finding.notes = {{ce.fusion.span, "Fusion is on"}};
    finding.edits = {{ce.wave.span, "true"}};
    finding.fix = FixKind::safe;
  }
}

}  // namespace

extern const Rule fusion_without_wave{
    .id = "fusion-without-wave",
    .summary = "Fusion is on without Wave, and Nextflow stops at start.",
    .severity = Severity::error,
    .confidence = Confidence::high,
    .audience = Audience::everyone,
    .security_severity = "",
    .steps = {StepId::storage},
    .fix = FixKind::safe,
    .check = check,
};

}  // namespace celint
