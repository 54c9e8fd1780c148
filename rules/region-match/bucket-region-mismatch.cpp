#include "check/finding.h"
#include "link/world.h"

namespace celint {
namespace {

void check(const World& world, Findings& out) {
  for (const Environment& environment : world.environments) {
    if (environment.step(StepId::region).refuted_by != "bucket-region-mismatch") continue;
    const StrField& region = environment.ce->region;
    Finding& finding = out.add(region.span, "The compute environment is in '" + std::string(region.value) +
                                                "', its work bucket '" + environment.work->bucket + "' in '" +
                                                environment.bucket_region.value + "'.");
    finding.label = "must be the bucket's region";
    finding.notes = {{environment.bucket_region.span, "where the bucket is"},
                     {environment.ce->work_dir.span, "the bucket"}};
    finding.help = "use a bucket in '" + std::string(region.value) +
                   "', or a cluster and compute environment in '" + environment.bucket_region.value + "'";
  }
}

}  // namespace

extern const Rule bucket_region_mismatch{
    .id = "bucket-region-mismatch",
    .summary = "The work bucket is in another region than the compute environment.",
    .severity = Severity::error,
    .confidence = Confidence::high,
    .audience = Audience::everyone,
    .security_severity = "",
    .steps = {StepId::region},
    .fix = FixKind::none,
    .check = check,
};

}  // namespace celint
