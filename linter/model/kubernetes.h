// Kubernetes objects, as kubectl would send them: only the fields celint reads.
// Types: https://kubernetes.io/docs/reference/kubernetes-api/
#pragma once

#include "model/value.h"
#include "parse/tree.h"
#include "read/arena.h"

namespace celint {

/// What every object has. `name` spans the metadata.name value.
struct ObjectMeta {
  const Document* document = nullptr;
  Span span;              ///< The whole object.
  bool exported = false;  ///< Carries server fields (uid): read from a live cluster.
  bool listed = false;    ///< An item of a list: of an export meant for reading.
  StrField name;
  StrField ns;      ///< Absent: the caller's namespace decides, so it is unknown unless given by option.
  Str api_version;  ///< Empty text if absent; items of typed lists take that of the list.
  Str kind;         ///< Empty text if absent; items of typed lists take the list's without `List`.
  List<Str> server_fields;  ///< Keys only the server sets (uid, resourceVersion, status, ...), with
                            ///< a value: not `creationTimestamp: null`, not `resourceVersion: ""`.
};

struct Annotation {
  Str key;
  StrField value;
};

struct ServiceAccount {
  ObjectMeta meta;
  List<Annotation> annotations;
  List<Annotation> labels;
  Field<bool> automount_token;  ///< automountServiceAccountToken.

  /// The value of annotation `eks.amazonaws.com/role-arn`; absent if there is none or it is empty, which the
  /// webhook treats alike (amazon-eks-pod-identity-webhook, pkg/cache/cache.go).
  StrField role_arn;
};

struct Namespace {
  ObjectMeta meta;
  List<Annotation> labels;
};

/// One PolicyRule (rbac.authorization.k8s.io/v1).
struct RbacRule {
  Span span;
  List<Str> api_groups;
  List<Str> resources;
  List<Str> verbs;
  List<Str> resource_names;
  List<Str> non_resource_urls;
};

/// Role or ClusterRole.
struct RbacRole {
  ObjectMeta meta;
  bool cluster = false;
  bool aggregated =
      false;  ///< Has an aggregationRule: its rules are filled in by the cluster, so unknown here.
  List<RbacRule> rules;
  Span rules_span = {};  ///< The whole list; the name if there is none.
};

struct Subject {
  Span span;
  Str kind;  ///< User, Group or ServiceAccount, compared exactly.
  StrField name;
  StrField ns;  ///< ServiceAccount only; in a RoleBinding defaults to the binding's.
  StrField api_group;
};

/// RoleBinding or ClusterRoleBinding.
struct RbacBinding {
  ObjectMeta meta;
  bool cluster = false;
  Str role_kind;  ///< Role or ClusterRole.
  StrField role_name;
  StrField role_api_group;
  List<Subject> subjects;
};

/// A Secret without its data, which is never kept.
struct Secret {
  ObjectMeta meta;
  StrField type;
  List<Annotation> annotations;
  StrField service_account;  ///< Annotation `kubernetes.io/service-account.name`: whose token it holds.
};

/// A ConfigMap other than aws-auth. Values are not kept.
struct ConfigMap {
  ObjectMeta meta;
  List<Str> keys;  ///< Of data and binaryData.
};

/// An object of a kind that no rule reads yet: recognised, counted.
struct OtherObject {
  ObjectMeta meta;
  Str kind;
};

}  // namespace celint
