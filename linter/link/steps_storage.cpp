// region, storage: where the work directory is and whether the pods can reach it.
#include <algorithm>

#include "access/partition.h"
#include "link/claim.h"
#include "link/cluster_region.h"
#include "link/exports.h"
#include "link/fargate.h"
#include "link/needs.h"
#include "link/steps.h"
#include "link/wave.h"

namespace celint {
namespace {

template <typename Object>
bool is_disputed(const World& world, const Object* object) {
  return object != nullptr && world.is_disputed(object->meta);
}

/// The Pod Security level that the namespace enforces; null if none, not supplied or given differently.
const Annotation* enforced_level(const World& world, const Environment& environment) {
  if (environment.space == nullptr || is_disputed(world, environment.space)) return nullptr;
  for (const Annotation& label : environment.space->labels)
    if (label.key.value == "pod-security.kubernetes.io/enforce") return &label;
  return nullptr;
}

bool refuses_privileged(const Annotation* level) {
  return level != nullptr && level->value.known() &&
         (level->value.value == "baseline" || level->value.value == "restricted");
}

std::string_view without_slash(std::string_view path) {
  while (path.size() > 1 && path.ends_with('/')) path.remove_suffix(1);
  return path;
}

/// What a run is told beside the compute environment, and against it: which of the two counts depends on how
/// it is launched (https://docs.seqera.io/platform-cloud/launch/advanced). Nothing if they agree.
std::optional<Span> contradiction(const ComputeEnvironment& ce) {
  const Field<bool> fusion = ce.nextflow.flag("fusion.enabled");
  if (fusion.unknown() || (fusion.known() && fusion.value != ce.fusion.value)) return fusion.span;
  const auto differs = [&ce](const char* option, const StrField& field) {
    const StrField configured = ce.nextflow.string(option);
    const bool other = configured.known() && field.known() && !field.value.empty() &&
                       without_slash(configured.value) != without_slash(field.value);
    return configured.unknown() || other ? std::optional(configured.span) : std::nullopt;
  };
  if (const auto place = differs("workDir", ce.work_dir)) return place;
  if (ce.fusion.value) {
    if (const std::vector<WaveSwitch> off = wave_switches(ce); !off.empty()) return off.front().span;
    if (const Field<bool> wave = ce.nextflow.flag("wave.enabled"); wave.unknown()) return wave.span;
    return std::nullopt;
  }
  if (const auto place = differs("k8s.storageClaimName", ce.storage_claim_name)) return place;
  if (const auto place = differs("k8s.storageMountPath", ce.storage_mount_path)) return place;
  return std::nullopt;
}

/// Proven by the compute environment's own fields, unless its runs are told otherwise.
void prove(const ComputeEnvironment& ce, std::vector<Evidence> evidence, Step& step) {
  step.verdict = Verdict::proven;
  step.evidence = std::move(evidence);
  const std::optional<Span> other = contradiction(ce);
  if (!other) return;
  step.verdict = Verdict::unknown;
  step.evidence.push_back({*other, "says otherwise, or may"});
  step.settled_by = "which of the two a run goes by: tw runs view --id ID --config";
}

void decide_fusion(const World& world, const Environment& environment, Step& step) {
  const ComputeEnvironment& ce = *environment.ce;
  if (!ce.wave.unknown() && !ce.wave.value)
    return refute(step, "fusion-without-wave",
                  {{ce.fusion.span, "Fusion is on"},
                   {ce.wave.absent() ? ce.fusion.span : ce.wave.span, "Fusion needs Wave, and Wave is off"}});
  if (ce.work_dir.known() && ce.work_dir.value.empty())
    return refute(step, "required-field-missing", {{ce.work_dir.span, "no work directory"}});
  if (ce.work_dir.known() && !environment.work)
    return refute(
        step, "fusion-workdir-not-s3",
        {{ce.fusion.span, "Fusion is on"}, {ce.work_dir.span, "Fusion needs a work directory in S3"}});
  const Annotation* level = enforced_level(world, environment);
  const Field<bool> privileged = ce.nextflow.flag("fusion.privileged");
  const bool refused =
      refuses_privileged(level) && (privileged.unknown() || environment.has_privileged_pods());
  if (refused && !privileged.unknown())
    return refute(step, "pod-security-blocks-fusion",
                  {{ce.fusion.span, "Fusion is on"},
                   {level->value.span, "Fusion's pods are privileged, and this level refuses them"}});
  if (const std::vector<FargateUse> uses = fargate_uses(world, environment);
      environment.has_privileged_pods() && !uses.empty())
    return refute(step, "fargate-blocks-fusion",
                  {{ce.fusion.span, "Fusion is on"},
                   {uses.front().span, "sends privileged pods to Fargate, which refuses them"}});
  if (environment.has_privileged_pods() && is_disputed(world, environment.space)) {
    step.settled_by = export_of_object("Namespace", environment.ns, "");
    return;
  }
  if (ce.wave.known() && environment.work && !refused) {
    prove(ce, {{ce.fusion.span, "Fusion is on"}, {ce.wave.span, "with Wave"}, {ce.work_dir.span, "on S3"}},
          step);
  } else {
    step.settled_by =
        export_of_environment(environment, "the waveEnabled, workDir and nextflowConfig fields");
  }
}

/// Whether a path is a folder or lies below it, by whole segments.
bool lies_below(std::string_view path, std::string_view folder) {
  while (folder.ends_with('/')) folder.remove_suffix(1);
  return path.starts_with(folder) && (path.size() == folder.size() || path[folder.size()] == '/');
}

/// What is wrong with the claim that the pods share.
void decide_claim(const World& world, const Environment& environment, Step& step) {
  const ComputeEnvironment& ce = *environment.ce;
  if (environment.claim == nullptr)
    return refute(step, "claim-not-found",
                  {{ce.storage_claim_name.span, "no claim of this name is in '" + environment.ns + "'"}});
  if (is_disputed(world, environment.claim)) return;
  const Evidence used{ce.storage_claim_name.span, "head and tasks share this claim"};
  if (!is_read_write_many(*environment.claim))
    refute(step, "claim-not-shared", {used, {environment.claim->meta.name.span, "it is not ReadWriteMany"}});
  else if (const std::optional<Evidence> why = one_node(world, *environment.claim))
    refute(step, "claim-not-shared", {used, *why});
}

/// A misspelt field for Fusion is its own fault.
void refute_s3(const ComputeEnvironment& ce, Step& step) {
  refute(step, "s3-without-fusion",
         {{ce.work_dir.span, "an S3 work directory needs Fusion, and Fusion is off"}});
  const UnknownField* misspelt = misspelt_fusion(ce);
  if (misspelt == nullptr) return;
  step.refuted_by = ce.form == CeForm::seqerakit ? "unknown-seqerakit-option" : "unknown-ce-field";
  step.evidence.push_back({misspelt->key.span, "this does not turn it on: there is no such field"});
}

void decide_legacy(const World& world, const Environment& environment, Step& step) {
  const ComputeEnvironment& ce = *environment.ce;
  const bool plain = ce.nextflow_config.absent() && ce.head_pod_spec.absent();
  const Field<bool> fusion = ce.nextflow.flag("fusion.enabled");
  if (environment.work && !fusion.unknown() && !fusion.value) return refute_s3(ce, step);
  if (ce.work_dir.known() && ce.work_dir.value.starts_with("/") && ce.storage_claim_name.absent() && plain)
    return refute(step, "storage-claim-unset",
                  {{ce.work_dir.span, "no storageClaimName: head and tasks share no volume"}});
  if (ce.work_dir.known() && ce.work_dir.value.starts_with("/") && ce.storage_mount_path.known() &&
      !ce.storage_mount_path.value.empty() && !lies_below(ce.work_dir.value, ce.storage_mount_path.value))
    return refute(
        step, "workdir-outside-mount",
        {{ce.storage_mount_path.span, "the claim is mounted here"}, {ce.work_dir.span, "not below it"}});
  if (ce.storage_claim_name.known() && environment.supplied.claims) decide_claim(world, environment, step);
  if (step.verdict == Verdict::refuted) return;
  if (is_disputed(world, environment.claim)) {
    step.settled_by = export_of_object("PersistentVolumeClaim", ce.storage_claim_name.value, environment.ns);
    return;
  }
  if (ce.work_dir.known() && ce.work_dir.value.starts_with("/") && ce.storage_claim_name.known()) {
    prove(ce, {{ce.storage_claim_name.span, "head and tasks share this claim"}, {ce.work_dir.span, "on it"}},
          step);
  } else {
    step.settled_by = export_of_environment(environment, "the workDir and storageClaimName");
  }
}

void decide_without_bucket(const Environment& environment, Step& step) {
  if (environment.ce->work_dir.known() && !environment.uses_fusion())
    step.verdict = Verdict::proven;
  else
    step.settled_by = export_of_environment(environment, "the workDir");
}

void decide_bucket_region(const Environment& environment, Step& step) {
  const StrField& region = environment.ce->region;
  std::vector<Evidence> evidence{
      {region.span, "the compute environment is in '" + std::string(region.value) + "'"},
      {environment.bucket_region.span, "the bucket is in '" + environment.bucket_region.value + "'"}};
  if (environment.bucket_region.value != region.value)
    return refute(step, "bucket-region-mismatch", std::move(evidence));
  step.verdict = Verdict::proven;
  step.evidence = std::move(evidence);
}

}  // namespace

Step region_step(const World&, const Environment& environment) {
  Step step{.id = StepId::region};
  step.claim = "Bucket, cluster and compute environment are in one region.";
  const StrField& region = environment.ce->region;
  const Str there = region_of_cluster(environment);
  if (region.known() && !is_region_shaped(region.value)) {
    refute(step, "malformed-region", {{region.span, "no AWS region"}});
  } else if (region.known() && !there.value.empty() && there.value != region.value) {
    refute(step, "cluster-region-mismatch",
           {{region.span, "the compute environment is in '" + std::string(region.value) + "'"},
            {there.span, "the cluster is in '" + std::string(there.value) + "'"}});
  } else if (!environment.work) {
    decide_without_bucket(environment, step);
  } else if (region.known() && environment.bucket_region.known()) {
    decide_bucket_region(environment, step);
  } else if (!region.known()) {
    step.settled_by = export_of_environment(environment, "the region");
  } else {
    step.settled_by = "the bucket's region: aws s3api get-bucket-location --bucket " +
                      environment.work->bucket + " > bucket-location." + environment.work->bucket + ".json";
  }
  return step;
}

Step storage_step(const World& world, const Environment& environment) {
  Step step{.id = StepId::storage};
  step.claim = "Head and task pods can use the work directory.";
  if (environment.ce->fusion.unknown())
    step.settled_by = export_of_environment(environment, "the fusion2Enabled field");
  else if (environment.uses_fusion())
    decide_fusion(world, environment, step);
  else
    decide_legacy(world, environment, step);
  return step;
}

}  // namespace celint
