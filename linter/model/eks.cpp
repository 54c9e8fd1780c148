#include "model/eks.h"

#include "model/reading.h"

namespace celint {
namespace {

AssociatedAccessPolicy associated_policy(Reading& reading, const Node& node) {
  AssociatedAccessPolicy policy;
  policy.span = node.span;
  policy.policy_arn = string_field(reading, node, "policyArn");
  const Node* scope = node.get("accessScope");
  policy.scope =
      scope != nullptr ? string_field(reading, *scope, "type") : StrField{Presence::absent, {}, node.span};
  if (scope != nullptr) policy.namespaces = strings(scope->get("namespaces"));
  return policy;
}

void model_association(Reading& reading, const Node& node) {
  PodIdentityAssociation association;
  association.document = &reading.document;
  association.span = node.span;
  association.cluster_name = string_field(reading, node, "clusterName");
  association.ns = string_field(reading, node, "namespace");
  association.service_account = string_field(reading, node, "serviceAccount");
  association.role_arn = string_field(reading, node, "roleArn");
  if (association.role_arn.absent()) association.role_arn.presence = Presence::unknown;
  association.target_role_arn = string_field(reading, node, "targetRoleArn");
  association.session_tags_disabled = bool_field(node, "disableSessionTags");
  reading.out.push_back(std::move(association));
}

}  // namespace

void model_access_entry(Reading& reading) {
  const Node& root = reading.document.root;
  const Node* written = root.get("accessEntry");
  const Node& node = written != nullptr ? *written : root;
  AccessEntry entry;
  entry.document = &reading.document;
  entry.span = node.span;
  entry.is_entry = written != nullptr;
  entry.cluster_name = string_field(reading, node, "clusterName");
  entry.principal_arn = string_field(reading, node, "principalArn");
  entry.username = string_field(reading, node, "username");
  entry.type = string_field(reading, node, "type");
  entry.groups = strings(node.get("kubernetesGroups"));
  if (const Node* policies = root.get("associatedAccessPolicies")) {
    entry.lists_policies = true;
    for (const Node& item : policies->items()) entry.policies.push_back(associated_policy(reading, item));
  }
  reading.out.push_back(std::move(entry));
}

void model_pod_identity(Reading& reading) {
  const Node& root = reading.document.root;
  if (const Node* one = root.get("association")) model_association(reading, *one);
  if (const Node* list = root.get("associations"))
    for (const Node& item : list->items()) model_association(reading, item);
}

}  // namespace celint
