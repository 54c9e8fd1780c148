#include "check/finding.h"
#include "link/world.h"

namespace celint {
namespace {

void check(const World& world, Findings& out) {
  for (const ComputeEnvironment& ce : world.compute_environments) {
    const bool fusion = ce.fusion.known() && ce.fusion.value;
    if (!fusion || !ce.work_dir.known() || ce.work_dir.value.empty() ||
        ce.work_dir.value.starts_with("s3://"))
      continue;
    Finding& finding =
        out.add(ce.work_dir.span, "Fusion is on and the work directory '" + std::string(ce.work_dir.value) +
                                      "' is not in S3: Fusion on EKS works on s3:// only.");
    finding.notes = {{ce.fusion.span, "Fusion is on"}};
    finding.help =
        "recreate the compute environment with a work directory s3://BUCKET/PREFIX: it cannot be edited";
  }
}

}  // namespace

extern const Rule fusion_workdir_not_s3{
    .id = "fusion-workdir-not-s3",
    .summary = "Fusion is on and the work directory is not in S3.",
    .severity = Severity::error,
    .confidence = Confidence::high,
    .audience = Audience::everyone,
    .security_severity = "",
    .steps = {StepId::storage},
    .fix = FixKind::none,
    .check = check,
};

}  // namespace celint
