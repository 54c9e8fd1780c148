#include <algorithm>
#include <string>

#include "check/finding.h"
#include "link/rbac.h"
#include "link/world.h"

namespace celint {
namespace {

bool holds_mount(const GroovyValue& options) {
  for (const std::string_view key : {"mountPath", "volumeClaim", "hostPath", "csi"})
    if (options.get(key) != nullptr) return true;
  return std::any_of(options.items.begin(), options.items.end(),
                     [](const GroovyValue& item) { return !item.is_map() || holds_mount(item); });
}

/// A pod option mounts a volume, or may do so.
bool may_mount(const NextflowConfig& config, std::string_view option) {
  const NextflowSetting setting = config.setting(option);
  if (setting.presence == Presence::absent) return false;
  return !setting.known() || setting.assignment->value.has_computed() ||
         holds_mount(setting.assignment->value);
}

/// Something other than the CE's own claim brings a volume, or may do so.
bool may_have_volume(const ComputeEnvironment& ce) {
  const Field<bool> host_paths = ce.nextflow.flag("k8s.autoMountHostPaths");
  return !ce.nextflow.string("k8s.storageClaimName").absent() || host_paths.unknown() || host_paths.value ||
         may_mount(ce.nextflow, "k8s.pod") || may_mount(ce.nextflow, "process.pod") ||
         ce.head_pod.mounts_volume || !ce.head_pod.volume_claims.empty() || ce.head_pod_spec.unknown();
}

bool misspells_claim(const ComputeEnvironment& ce) {
  return std::any_of(ce.unknown_fields.begin(), ce.unknown_fields.end(), [](const UnknownField& field) {
    return field.nearest == "storageClaimName" || field.nearest == "storage-claim";
  });
}

/// The only claim of the namespace that several pods can write.
const PersistentVolumeClaim* shared_claim(const World& world, const Environment& environment) {
  const PersistentVolumeClaim* found = nullptr;
  for (const PersistentVolumeClaim& claim : world.claims) {
    const bool shared = std::any_of(claim.access_modes.begin(), claim.access_modes.end(),
                                    [](const Str& mode) { return mode.value == "ReadWriteMany"; });
    if (!shared || !claim.meta.name.known() || namespace_of(world, claim.meta) != environment.ns) continue;
    if (found != nullptr) return nullptr;
    found = &claim;
  }
  return found;
}

void check(const World& world, Findings& out) {
  for (const Environment& environment : world.environments) {
    const ComputeEnvironment& ce = *environment.ce;
    const bool path = ce.work_dir.known() && ce.work_dir.value.starts_with('/');
    const StrField& claim = ce.storage_claim_name;
    if (ce.fusion.unknown() || ce.fusion.value || !path || claim.unknown() || !claim.value.empty()) continue;
    if (may_have_volume(ce) || misspells_claim(ce)) continue;
    Finding& finding =
        out.add(ce.work_dir.span, "The work directory '" + std::string(ce.work_dir.value) +
                                      "' is a path and no claim is set: head and tasks share no volume.");
    finding.label = "on which volume?";
    finding.help = "recreate the compute environment with a ReadWriteMany claim in storageClaimName";
    const PersistentVolumeClaim* shared = shared_claim(world, environment);
    if (shared == nullptr) continue;
    const std::string name(shared->meta.name.value);
    finding.notes = {{shared->meta.name.span, "this claim can be shared"}};
    if (!ce.inner.empty() || ce.form == CeForm::seqerakit || !claim.absent()) continue;
    const Span after{ce.work_dir.span.source, ce.work_dir.span.end, ce.work_dir.span.end};
    finding.edits = {{after, ", \"storageClaimName\": \"" + name + "\""}};
    finding.fix = FixKind::unsafe;
  }
}

}  // namespace

extern const Rule storage_claim_unset{
    .id = "storage-claim-unset",
    .summary = "The work directory is a path and no volume is shared.",
    .severity = Severity::error,
    .confidence = Confidence::high,
    .audience = Audience::everyone,
    .security_severity = "",
    .steps = {StepId::storage},
    .fix = FixKind::unsafe,
    .check = check,
};

}  // namespace celint
