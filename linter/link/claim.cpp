#include "link/claim.h"

#include <algorithm>

namespace celint {
namespace {

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

}  // namespace

bool is_read_write_many(const PersistentVolumeClaim& claim) {
  return std::any_of(claim.access_modes.begin(), claim.access_modes.end(),
                     [](const Str& mode) { return mode.value == "ReadWriteMany"; });
}

std::optional<Evidence> one_node(const World& world, const PersistentVolumeClaim& claim) {
  const StrField& name = claim.storage_class;
  if (const StorageClass* one = class_of(world, claim)) {
    if (one->provisioner.known() && is_block_storage(one->provisioner.value))
      return Evidence{one->provisioner.span, "its class makes EBS volumes, which one node can mount"};
    if (one->provisioner.known() && one->provisioner.value != "kubernetes.io/no-provisioner")
      return std::nullopt;
  } else if (name.known() && (name.value == "gp2" || name.value == "gp3")) {
    return Evidence{name.span, "the class '" + std::string(name.value) +
                                   "' of EKS makes EBS volumes, which one node can mount"};
  }
  const PersistentVolume* volume = volume_of(world, claim);
  if (volume == nullptr) return std::nullopt;
  if (volume->source.value == "hostPath" || volume->source.value == "local")
    return Evidence{volume->source.span, "its volume is a directory of one node"};
  if (volume->csi_driver.known() && is_block_storage(volume->csi_driver.value))
    return Evidence{volume->csi_driver.span, "its volume is an EBS volume, which one node can mount"};
  return std::nullopt;
}

}  // namespace celint
