#include <string>

#include "check/finding.h"
#include "link/storage_gaps.h"
#include "link/world.h"

namespace celint {
namespace {

void check(const World& world, Findings& out) {
  for (const Environment& environment : world.environments)
    for (const StorageGap& gap : storage_gaps(environment)) {
      const bool more = gap.lacks("fusion.list") || gap.lacks("fusion.objects");
      if (!gap.lacks("fusion.tags") || more) continue;
      Finding& finding = out.add(gap.place, "The role of the " + gap.pods + ", " + title(*gap.role) +
                                                ", may not s3:PutObjectTagging on '" +
                                                std::string(environment.ce->work_dir.value) +
                                                "', and Fusion tags what it writes: every write fails.");
      finding.label = "without s3:PutObjectTagging";
      finding.notes = {{environment.ce->work_dir.span, "the work directory"}};
      finding.help = "allow s3:PutObjectTagging there, or set fusion.tags = false in nextflowConfig";
      if (environment.how == How::inferred || gap.role->how == How::inferred)
        finding.confidence = Confidence::medium;
      finding.offer(FixKind::unsafe, grant(world, gap, "fusion.tags"));
    }
}

}  // namespace

extern const Rule fusion_tagging_missing{
    .id = "fusion-tagging-missing",
    .summary = "A role of a Fusion compute environment may not tag the objects that Fusion writes.",
    .severity = Severity::error,
    .confidence = Confidence::high,
    .audience = Audience::everyone,
    .security_severity = "",
    .steps = {StepId::head_storage, StepId::compute_storage},
    .fix = FixKind::unsafe,
    .check = check,
};

}  // namespace celint
