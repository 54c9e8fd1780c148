#include <algorithm>
#include <string>

#include "check/finding.h"
#include "link/rbac.h"
#include "link/world.h"

namespace celint {
namespace {

bool is_shared(const PersistentVolumeClaim& claim) {
  return std::any_of(claim.access_modes.begin(), claim.access_modes.end(),
                     [](const Str& mode) { return mode.value == "ReadWriteMany"; });
}

bool is_block_storage(std::string_view provisioner) {
  return provisioner == "ebs.csi.aws.com" || provisioner == "kubernetes.io/aws-ebs";
}

const StorageClass* class_of(const World& world, const PersistentVolumeClaim& claim) {
  for (const StorageClass& one : world.storage_classes) {
    const bool named = claim.storage_class.known() && one.meta.name.known() &&
                       one.meta.name.value == claim.storage_class.value;
    if (named || (claim.storage_class.absent() && one.is_default && claim.volume_name.absent())) return &one;
  }
  return nullptr;
}

const PersistentVolume* volume_of(const World& world, const PersistentVolumeClaim& claim) {
  for (const PersistentVolume& volume : world.volumes) {
    const bool named = claim.volume_name.known() && volume.meta.name.known() &&
                       claim.volume_name.value == volume.meta.name.value;
    const bool bound = volume.claim_name.known() && claim.meta.name.known() &&
                       volume.claim_name.value == claim.meta.name.value;
    const bool by_class = claim.volume_name.absent() && claim.storage_class.known() &&
                          volume.storage_class.known() &&
                          claim.storage_class.value == volume.storage_class.value;
    if (named || bound || by_class) return &volume;
  }
  return nullptr;
}

/// Why the storage behind a ReadWriteMany claim is on one node; empty if nothing says so.
struct Reason {
  std::string text;
  Span span;
};

Reason one_node(const World& world, const PersistentVolumeClaim& claim) {
  const StrField& name = claim.storage_class;
  if (const StorageClass* one = class_of(world, claim)) {
    if (one->provisioner.known() && is_block_storage(one->provisioner.value))
      return {"its class makes EBS volumes, which one node can mount", one->provisioner.span};
    if (one->provisioner.known() && one->provisioner.value != "kubernetes.io/no-provisioner") return {};
  } else if (name.known() && (name.value == "gp2" || name.value == "gp3")) {
    return {"the class '" + std::string(name.value) + "' of EKS makes EBS volumes, which one node can mount",
            name.span};
  }
  const PersistentVolume* volume = volume_of(world, claim);
  if (volume == nullptr) return {};
  if (volume->source.value == "hostPath" || volume->source.value == "local")
    return {"its volume is a directory of one node", volume->source.span};
  if (volume->csi_driver.known() && is_block_storage(volume->csi_driver.value))
    return {"its volume is an EBS volume, which one node can mount", volume->csi_driver.span};
  return {};
}

void check(const World& world, Findings& out) {
  for (const Environment& environment : world.environments) {
    const PersistentVolumeClaim* claim = environment.claim;
    const bool off = !environment.ce->fusion.unknown() && !environment.ce->fusion.value;
    if (!off || claim == nullptr || claim->access_modes.empty() || world.is_disputed(claim->meta)) continue;
    const std::string name = "The claim '" + std::string(claim->meta.name.value) + "' ";
    if (!is_shared(*claim)) {
      const Str& mode = claim->access_modes.front();
      Finding& finding =
          out.add(mode.span, name + "is " + std::string(mode.value) +
                                 ": head and tasks on several nodes cannot mount it together.");
      finding.label = "must be ReadWriteMany";
      finding.notes = {{environment.ce->storage_claim_name.span, "the compute environment uses it"}};
      finding.help = "use a ReadWriteMany claim on EFS or FSx";
      continue;
    }
    const Reason reason = one_node(world, *claim);
    if (reason.text.empty()) continue;
    Finding& finding =
        out.add(claim->access_modes.front().span, name + "asks for ReadWriteMany, and " + reason.text + ".");
    finding.notes = {{reason.span, "what is behind the claim"},
                     {environment.ce->storage_claim_name.span, "the compute environment uses it"}};
    finding.help = "use a claim on EFS or FSx";
  }
}

}  // namespace

extern const Rule claim_not_shared{
    .id = "claim-not-shared",
    .summary = "The claim of a compute environment cannot be mounted by many pods at once.",
    .severity = Severity::warning,
    .confidence = Confidence::high,
    .audience = Audience::everyone,
    .security_severity = "",
    .steps = {StepId::storage},
    .fix = FixKind::none,
    .check = check,
};

}  // namespace celint
