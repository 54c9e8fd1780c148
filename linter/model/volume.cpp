#include "model/volume.h"

#include <algorithm>
#include <array>

#include "model/manifest.h"

namespace celint {
namespace {

StrField phase(Reading& reading, const Node& object) {
  const Node* status = map_member(object, "status");
  return status != nullptr ? string_field(reading, *status, "phase")
                           : StrField{Presence::absent, {}, object.span};
}

/// Fields of a PersistentVolumeSpec that are no source
/// (https://kubernetes.io/docs/reference/kubernetes-api/config-and-storage-resources/persistent-volume-v1/).
bool is_source(std::string_view key) {
  static constexpr std::array<std::string_view, 9> kOther{
      "accessModes",  "capacity",         "claimRef",
      "mountOptions", "nodeAffinity",     "persistentVolumeReclaimPolicy",
      "volumeMode",   "storageClassName", "volumeAttributesClassName"};
  return std::find(kOther.begin(), kOther.end(), key) == kOther.end();
}

void read_source(Reading& reading, const Node& spec, PersistentVolume& volume) {
  for (const Member& member : spec.members()) {
    if (!is_source(member.key.scalar()) || !member.value.is_map()) continue;
    volume.source = member.key.str();
    if (member.key.scalar() == "csi") volume.csi_driver = string_field(reading, member.value, "driver");
  }
}

}  // namespace

void model_claim(Reading& reading, const Node& object, ObjectMeta meta) {
  PersistentVolumeClaim claim;
  claim.meta = std::move(meta);
  claim.storage_class = claim.volume_name = {Presence::absent, {}, object.span};
  claim.phase = phase(reading, object);
  if (const Node* spec = map_member(object, "spec")) {
    claim.access_modes = strings(reading, spec->get("accessModes"));
    claim.storage_class = api_string(reading, *spec, "storageClassName", "spec.storageClassName");
    claim.volume_name = api_string(reading, *spec, "volumeName", "spec.volumeName");
  }
  reading.out.push_back(std::move(claim));
}

void model_volume(Reading& reading, const Node& object, ObjectMeta meta) {
  PersistentVolume volume;
  volume.meta = std::move(meta);
  volume.storage_class = volume.csi_driver = volume.claim_name =
      volume.claim_ns = {Presence::absent, {}, object.span};
  volume.phase = phase(reading, object);
  if (const Node* spec = map_member(object, "spec")) {
    volume.access_modes = strings(reading, spec->get("accessModes"));
    volume.storage_class = api_string(reading, *spec, "storageClassName", "spec.storageClassName");
    volume.has_node_affinity = map_member(*spec, "nodeAffinity") != nullptr;
    if (const Node* claim = map_member(*spec, "claimRef")) {
      volume.claim_name = string_field(reading, *claim, "name");
      volume.claim_ns = string_field(reading, *claim, "namespace");
    }
    read_source(reading, *spec, volume);
  }
  reading.out.push_back(std::move(volume));
}

void model_storage_class(Reading& reading, const Node& object, ObjectMeta meta) {
  StorageClass storage;
  storage.meta = std::move(meta);
  storage.provisioner = api_string(reading, object, "provisioner", "provisioner");
  for (const Annotation& entry : annotations(reading, object, "annotations"))
    if (entry.key.value == "storageclass.kubernetes.io/is-default-class" ||
        entry.key.value == "storageclass.beta.kubernetes.io/is-default-class")
      storage.is_default = storage.is_default || entry.value.value == "true";
  reading.out.push_back(std::move(storage));
}

}  // namespace celint
