// What `aws eks` prints about access to a cluster. Shapes: botocore eks service model.
#pragma once

#include <vector>

#include "model/value.h"
#include "parse/tree.h"

namespace celint {

/// An access policy associated with a principal.
struct AssociatedAccessPolicy {
  Span span;
  StrField policy_arn;
  StrField scope;  ///< `cluster` or `namespace`.
  std::vector<Str> namespaces;
};

/// `describe-access-entry`, or `list-associated-access-policies` (then only the policies are known).
struct AccessEntry {
  const Document* document = nullptr;
  Span span;
  StrField cluster_name;
  StrField principal_arn;
  StrField username;
  StrField type;
  std::vector<Str> groups;
  bool is_entry = false;  ///< From describe-access-entry.
  std::vector<AssociatedAccessPolicy> policies;
  bool lists_policies = false;
};

/// `describe-pod-identity-association`, or an item of the list call, which does not say the role.
struct PodIdentityAssociation {
  const Document* document = nullptr;
  Span span;
  StrField cluster_name;
  StrField ns;
  StrField service_account;
  StrField role_arn;  ///< Unknown in the list form.
  StrField target_role_arn;
  Field<bool> session_tags_disabled;
};

}  // namespace celint
