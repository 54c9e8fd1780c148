// region, storage: where the work directory is and whether the pods can reach it.
#include "link/rbac.h"
#include "link/steps.h"

namespace celint {
namespace {

/// The Pod Security level that the namespace enforces; null if none or not supplied.
const Annotation* enforced_level(const Environment& environment) {
  if (environment.space == nullptr) return nullptr;
  for (const Annotation& label : environment.space->labels)
    if (label.key.value == "pod-security.kubernetes.io/enforce") return &label;
  return nullptr;
}

bool refuses_privileged(const Annotation* level) {
  return level != nullptr && level->value.known() &&
         (level->value.value == "baseline" || level->value.value == "restricted");
}

void decide_fusion(const Environment& environment, Step& step) {
  const ComputeEnvironment& ce = *environment.ce;
  if (!ce.wave.unknown() && !ce.wave.value)
    step.evidence.push_back(
        {ce.wave.absent() ? ce.fusion.span : ce.wave.span, "Fusion needs Wave, and Wave is off"});
  if (ce.work_dir.known() && !environment.work)
    step.evidence.push_back({ce.work_dir.span, "Fusion needs a work directory in S3"});
  const Annotation* level = enforced_level(environment);
  const Field<bool> privileged = ce.nextflow.flag("fusion.privileged");
  const bool refused =
      refuses_privileged(level) && (privileged.unknown() || environment.has_privileged_pods());
  if (refused && !privileged.unknown())
    step.evidence.push_back({level->value.span, "Fusion's pods are privileged, and this level refuses them"});
  if (!step.evidence.empty()) {
    step.verdict = Verdict::refuted;
  } else if (ce.wave.known() && environment.work && !refused) {
    step.verdict = Verdict::proven;
    step.evidence = {
        {ce.fusion.span, "Fusion is on"}, {ce.wave.span, "with Wave"}, {ce.work_dir.span, "on S3"}};
  } else {
    step.settled_by = "the fusion2Enabled, waveEnabled and workDir fields of the compute environment";
  }
}

void decide_legacy(const Environment& environment, Step& step) {
  const ComputeEnvironment& ce = *environment.ce;
  const Field<bool> fusion = ce.nextflow.flag("fusion.enabled");
  if (environment.work && !fusion.unknown() && !fusion.value) {
    step.verdict = Verdict::refuted;
    step.evidence = {{ce.work_dir.span, "an S3 work directory needs Fusion, and Fusion is off"}};
  } else if (ce.work_dir.known() && ce.work_dir.value.starts_with("/") && ce.storage_claim_name.known()) {
    step.verdict = Verdict::proven;
    step.evidence = {{ce.storage_claim_name.span, "head and tasks share this claim"},
                     {ce.work_dir.span, "on it"}};
  } else {
    step.settled_by = "the storageClaimName of the compute environment";
  }
}

}  // namespace

Step region_step(const World&, const Environment& environment) {
  Step step{.id = StepId::region};
  step.claim = "Bucket, cluster and compute environment are in one region.";
  const StrField& region = environment.ce->region;
  if (!environment.work) {
    if (environment.ce->work_dir.known() && !environment.uses_fusion())
      step.verdict = Verdict::proven;
    else
      step.settled_by = "the workDir of the compute environment";
    return step;
  }
  if (region.known() && environment.bucket_region.known()) {
    const bool same = environment.bucket_region.value == region.value;
    step.verdict = same ? Verdict::proven : Verdict::refuted;
    step.evidence = {
        {region.span, "the compute environment is in '" + std::string(region.value) + "'"},
        {environment.bucket_region.span, "the bucket is in '" + environment.bucket_region.value + "'"}};
  } else {
    step.settled_by = "the bucket's region: aws s3api get-bucket-location --bucket " +
                      environment.work->bucket + " > bucket-location." + environment.work->bucket + ".json";
  }
  return step;
}

Step storage_step(const World&, const Environment& environment) {
  Step step{.id = StepId::storage};
  step.claim = "Head and task pods can use the work directory.";
  if (environment.ce->fusion.unknown())
    step.settled_by = "the fusion2Enabled field of the compute environment";
  else if (environment.uses_fusion())
    decide_fusion(environment, step);
  else
    decide_legacy(environment, step);
  return step;
}

}  // namespace celint
