#include "check/finding.h"
#include "link/wave.h"
#include "link/world.h"

namespace celint {
namespace {

void check(const World& world, Findings& out) {
  for (const ComputeEnvironment& ce : world.compute_environments) {
    if (!ce.fusion.known() || !ce.fusion.value) continue;
    for (const WaveSwitch& off : wave_switches(ce)) {
      Finding& finding =
          out.add(off.span, off.what + " switches Wave off, and Fusion needs Wave: Nextflow stops at start.");
      finding.label = "switches Wave off";
      finding.notes = {{ce.fusion.span, "Fusion is on"}};
      finding.help = "remove it";
      if (!off.removal) continue;
      finding.edits = {*off.removal};
      finding.fix = FixKind::unsafe;
    }
  }
}

}  // namespace

extern const Rule wave_switched_off{
    .id = "wave-switched-off",
    .summary = "Wave is switched off for a Fusion compute environment.",
    .severity = Severity::warning,
    .confidence = Confidence::high,
    .audience = Audience::everyone,
    .security_severity = "",
    .steps = {StepId::storage},
    .fix = FixKind::unsafe,
    .check = check,
};

}  // namespace celint
