// Pods, as manifests of workloads describe them.
// Types: https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/
#pragma once

#include <optional>

#include "model/kubernetes.h"

namespace celint {

struct Container {
  StrField image;
  List<Str> arguments;  ///< command, then args.
};

/// The spec of a pod, as workloads have it; that of a compute environment is a PodSpec.
struct PodTemplate {
  StrField service_account;    ///< serviceAccountName, else its old spelling serviceAccount.
  List<Container> containers;  ///< Init containers included.
  /// Mounts kubelet's device plugin folder
  /// (https://kubernetes.io/docs/concepts/extend-kubernetes/compute-storage-net/device-plugins/).
  bool is_device_plugin = false;
};

/// A Pod, or what makes pods from a template: Deployment, StatefulSet, DaemonSet, ReplicaSet, Job, CronJob.
struct Workload {
  ObjectMeta meta;
  List<Annotation> annotations;
  List<Annotation> labels;
  List<Annotation> pod_annotations;  ///< Of the template; a Pod's own are `annotations`.
  List<Annotation> pod_labels;
  std::optional<PodTemplate> pod;

  /// See PodTemplate.
  bool is_device_plugin() const { return pod && pod->is_device_plugin; }
};

}  // namespace celint
