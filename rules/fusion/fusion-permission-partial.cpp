#include <algorithm>
#include <string>
#include <vector>

#include "check/finding.h"
#include "link/storage_gaps.h"
#include "link/world.h"

namespace celint {
namespace {

void check(const World& world, Findings& out) {
  for (const Environment& environment : world.environments) {
    const std::vector<StorageGap> required = storage_gaps(environment);
    for (const StorageGap& gap : recommended_gaps(environment)) {
      const auto same_role = [&](const StorageGap& other) { return other.role == gap.role; };
      if (std::any_of(required.begin(), required.end(), same_role)) continue;
      const StrField& work = environment.ce->work_dir;
      Finding& finding = out.add(
          gap.place, "The role of the " + gap.pods + ", " + title(*gap.role) + ", may not " + gap.actions() +
                         " on '" + std::string(work.value) + "', which the Fusion guide recommends.");
      finding.notes = {{work.span, "the work directory"}};
      finding.help = "allow " + gap.actions() + " on the objects below the work directory";
      finding.offer(FixKind::unsafe, grant(world, gap));
    }
  }
}

}  // namespace

extern const Rule fusion_permission_partial{
    .id = "fusion-permission-partial",
    .summary = "A role of a Fusion compute environment lacks a permission that the Fusion guide recommends.",
    .severity = Severity::note,
    .confidence = Confidence::medium,
    .audience = Audience::pedantic,
    .security_severity = "",
    .steps = {StepId::head_storage, StepId::compute_storage},
    .fix = FixKind::unsafe,
    .check = check,
};

}  // namespace celint
