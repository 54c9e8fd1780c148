// Pods, as manifests of workloads describe them.
// Types: https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/
#pragma once

#include <optional>

#include "model/kubernetes.h"
#include "model/quantity.h"

namespace celint {

struct ContainerVariable {
  Span span;
  StrField name;
  StrField value;  ///< Absent with `valueFrom`. May be a secret.
};

struct Container {
  Span span;
  bool init = false;
  StrField name;
  StrField image;
  Few<Str> arguments;  ///< command, then args.
  std::vector<ContainerVariable> environment;
  bool has_env_from = false;  ///< Variables also come from elsewhere.
  std::vector<Quantity> limits;
  std::vector<Quantity> requests;
  Field<bool> privileged;
  Few<Str> added_capabilities;
};

struct PodVolume {
  Span span;
  StrField name;
  Str source;                   ///< `persistentVolumeClaim`, `hostPath`, `projected`, ...
  StrField claim_name;          ///< Of a persistentVolumeClaim.
  StrField host_path;           ///< Of a hostPath.
  bool projects_token = false;  ///< Projects a service account token for the Kubernetes API: no own audience.
};

/// The spec of a pod, as workloads have it; that of a compute environment is a PodSpec.
struct PodTemplate {
  Span span;
  StrField service_account;  ///< serviceAccountName, else its old spelling serviceAccount.
  Field<bool> automount_token;
  Field<bool> host_network;
  Field<bool> host_pid;
  Field<bool> host_ipc;
  Few<Annotation> node_selector;
  std::vector<Container> containers;  ///< Init containers included.
  Few<PodVolume> volumes;
};

/// A Pod, or what makes pods from a template: Deployment, StatefulSet, DaemonSet, ReplicaSet, Job, CronJob.
struct Workload {
  ObjectMeta meta;
  std::vector<Annotation> annotations;
  std::vector<Annotation> labels;
  Few<Annotation> pod_annotations;  ///< Of the template; a Pod's own are `annotations`.
  Few<Annotation> pod_labels;
  std::optional<PodTemplate> pod;

  /// Mounts kubelet's device plugin folder
  /// (https://kubernetes.io/docs/concepts/extend-kubernetes/compute-storage-net/device-plugins/).
  bool is_device_plugin() const;
};

}  // namespace celint
