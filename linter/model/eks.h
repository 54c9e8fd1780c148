// What `aws eks` prints about access to a cluster. Shapes: botocore eks service model.
#pragma once

#include <vector>

#include "model/value.h"
#include "parse/tree.h"
#include "read/arena.h"

namespace celint {

/// An access policy associated with a principal.
struct AssociatedAccessPolicy {
  Span span;
  StrField policy_arn;
  StrField scope;  ///< `cluster` or `namespace`.
  List<Str> namespaces;
};

/// `describe-access-entry`, the input of `create-access-entry`, or `list-associated-access-policies` (then
/// only the policies are known).
struct AccessEntry {
  const Document* document = nullptr;
  Span span;
  StrField arn;  ///< Its own: names region and account of its cluster.
  StrField cluster_name;
  StrField principal_arn;
  StrField username;
  StrField type;
  List<Str> groups;
  bool is_entry = false;  ///< The entry itself: username, type and groups are all it has.
  bool live = false;      ///< Read from a cluster (has accessEntryArn or createdAt): the API accepted it.
  std::vector<AssociatedAccessPolicy> policies;
  bool lists_policies = false;  ///< `policies` is the whole list.
};

/// `describe-pod-identity-association`, the input of the create call, or an item of the list call, which does
/// not say the role.
struct PodIdentityAssociation {
  const Document* document = nullptr;
  Span span;
  StrField arn;  ///< Its own: names region and account of its cluster.
  StrField cluster_name;
  StrField ns;
  StrField service_account;
  StrField role_arn;  ///< Unknown in the list form.
  StrField target_role_arn;
  Field<bool> session_tags_disabled;
  StrField association_id;
  bool listed = false;  ///< An item of the list call.
};

/// `describe-fargate-profile`: pods that a selector matches run on Fargate.
struct FargateProfile {
  struct Selector {
    Span span;
    StrField ns;              ///< May hold `*` and `?`.
    bool has_labels = false;  ///< Pods must carry labels too.
  };
  const Document* document = nullptr;
  Span span;
  StrField arn;  ///< Its own: names region and account of its cluster.
  StrField name;
  StrField cluster_name;
  StrField pod_execution_role_arn;
  std::vector<Selector> selectors;
};

}  // namespace celint
