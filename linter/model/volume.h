// Kubernetes storage: claims, volumes, classes.
// Types: https://kubernetes.io/docs/reference/kubernetes-api/config-and-storage-resources/
#pragma once

#include "model/kubernetes.h"
#include "read/arena.h"

namespace celint {

struct PersistentVolumeClaim {
  ObjectMeta meta;
  List<Str> access_modes;
  StrField storage_class;  ///< Absent: the cluster's default class. Empty text: no class.
  StrField volume_name;
  StrField phase;  ///< Of an export: Pending, Bound or Lost.
};

struct PersistentVolume {
  ObjectMeta meta;
  List<Str> access_modes;
  StrField storage_class;
  Str source;           ///< The key that says what stands behind it: `hostPath`, `local`, `nfs`, `csi`, ...
  StrField csi_driver;  ///< Of source `csi`.
  StrField claim_name;  ///< spec.claimRef.
  StrField claim_ns;
  StrField phase;  ///< Of an export: Available, Bound, Released or Failed.
  bool has_node_affinity = false;
};

struct StorageClass {
  ObjectMeta meta;
  StrField provisioner;
  bool is_default = false;  ///< Annotation `storageclass.kubernetes.io/is-default-class`, also its beta form.
};

}  // namespace celint
