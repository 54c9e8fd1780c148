#include <string>

#include "check/finding.h"
#include "link/storage_gaps.h"
#include "link/world.h"

namespace celint {
namespace {

void check(const World& world, Findings& out) {
  for (const Environment& environment : world.environments)
    for (const StorageGap& gap : storage_gaps(environment)) {
      if (!gap.lacks("fusion.list") && !gap.lacks("fusion.objects")) continue;
      Finding& finding =
          out.add(gap.place, "The role of the " + gap.pods + ", " + title(*gap.role) + ", may not " +
                                 gap.actions() + " on '" + std::string(environment.ce->work_dir.value) +
                                 "': Fusion cannot work there.");
      finding.label =
          gap.statement != nullptr ? "not for all that Fusion does" : "does not cover the work directory";
      finding.notes = {{environment.ce->work_dir.span, "the work directory"}};
      finding.help =
          "allow " + gap.actions() + " on the work bucket and the objects below the work directory";
      if (environment.how == How::inferred || gap.role->how == How::inferred)
        finding.confidence = Confidence::medium;
      const bool list_only = !gap.lacks("fusion.objects");
      if (list_only || gap.lacks("fusion.list")) continue;
      finding.offer(FixKind::unsafe, grant(world, gap));
    }
}

}  // namespace

extern const Rule fusion_access_missing{
    .id = "fusion-access-missing",
    .summary = "A role of a Fusion compute environment may not do on the work directory what Fusion does.",
    .severity = Severity::error,
    .confidence = Confidence::high,
    .audience = Audience::everyone,
    .security_severity = "",
    .steps = {StepId::head_storage, StepId::compute_storage},
    .fix = FixKind::unsafe,
    .check = check,
};

}  // namespace celint
