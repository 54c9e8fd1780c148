// headPodSpec and servicePodSpec: a PodSpec as YAML text, under the key `spec`.
// Fields: https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#PodSpec
#pragma once

#include <vector>

#include "model/value.h"
#include "parse/tree.h"

namespace celint {

/// A setting that opens the node to the pod: `hostNetwork`, `privileged`, `hostPath`, ...
struct HostAccess {
  Str key;
  Span value;
};

/// A label of nodeSelector.
struct NodeLabel {
  Str key;
  StrField value;  ///< Unknown if YAML does not read it as text.
};

/// The text of a pod spec, read as YAML.
struct PodSpec {
  /// How far the text is a pod spec.
  enum class State : std::uint8_t {
    absent,      ///< No text, an empty text, or one that is not known.
    read,        ///< A mapping with a mapping under `spec`.
    not_yaml,    ///< See `document->problems`.
    not_a_map,   ///< YAML, but no mapping.
    no_spec,     ///< A mapping without `spec`.
    spec_no_map  ///< `spec` holds something else than a mapping.
  };
  State state = State::absent;
  const Document* document = nullptr;  ///< The text as YAML; null if absent.
  Span span;                           ///< Its root; the CE field's value where there is none.
  Span spec_span;                      ///< The mapping under `spec`.
  std::vector<Str> top_keys;           ///< Of the root mapping.

  StrField service_account;  ///< serviceAccountName, else serviceAccount.
  StrField restart_policy;
  Field<bool> automount_token;  ///< automountServiceAccountToken.
  std::vector<NodeLabel> node_selector;
  Span tolerations;  ///< The value of `tolerations`; empty if there is none.
  std::vector<HostAccess> host_access;
  Span containers;                      ///< The value of `containers`; empty if there is none.
  std::vector<Span> resources;          ///< Each `resources` of a container.
  std::vector<StrField> volume_claims;  ///< Claims that its volumes name.
  bool mounts_volume = false;           ///< A container has volumeMounts.
};

}  // namespace celint
