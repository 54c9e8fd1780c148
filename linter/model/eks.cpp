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
  if (scope != nullptr) policy.namespaces = strings(reading, scope->get("namespaces"));
  return policy;
}

void model_association(Reading& reading, const Node& node, bool listed) {
  PodIdentityAssociation association;
  association.document = &reading.document;
  association.span = node.span;
  association.arn = string_field(reading, node, "associationArn");
  association.cluster_name = string_field(reading, node, "clusterName");
  association.ns = string_field(reading, node, "namespace");
  association.service_account = string_field(reading, node, "serviceAccount");
  association.role_arn = string_field(reading, node, "roleArn");
  association.listed = listed;
  if (listed && association.role_arn.absent()) association.role_arn.presence = Presence::unknown;
  association.association_id = string_field(reading, node, "associationId");
  association.target_role_arn = string_field(reading, node, "targetRoleArn");
  association.session_tags_disabled = bool_field(node, "disableSessionTags");
  reading.out.push_back(std::move(association));
}

}  // namespace

void model_access_entry(Reading& reading) {
  const Node& root = reading.root;
  const Node* written = root.get("accessEntry");
  const Node& node = written != nullptr ? *written : root;
  AccessEntry entry;
  entry.document = &reading.document;
  entry.span = node.span;
  entry.arn = string_field(reading, node, "accessEntryArn");
  entry.live = node.get("accessEntryArn") != nullptr || node.get("createdAt") != nullptr;
  entry.cluster_name = string_field(reading, node, "clusterName");
  entry.principal_arn = string_field(reading, node, "principalArn");
  entry.username = string_field(reading, node, "username");
  entry.type = string_field(reading, node, "type");
  entry.groups = strings(reading, node.get("kubernetesGroups"));
  if (const Node* policies = root.get("associatedAccessPolicies")) {
    entry.lists_policies = true;
    for (const Node& item : policies->items()) entry.policies.push_back(associated_policy(reading, item));
  }
  // Output and input of associate-access-policy.
  const Node* policy = root.get("associatedAccessPolicy");
  if (policy == nullptr && root.get("policyArn") != nullptr) policy = &root;
  if (policy != nullptr) entry.policies.push_back(associated_policy(reading, *policy));
  entry.is_entry = !entry.lists_policies && policy == nullptr;
  reading.out.push_back(std::move(entry));
}

void model_pod_identity(Reading& reading) {
  const Node& root = reading.root;
  const Node* one = root.get("association");
  const Node* list = root.get("associations");
  if (one != nullptr) model_association(reading, *one, false);
  if (list != nullptr)
    for (const Node& item : list->items()) model_association(reading, item, true);
  if (one == nullptr && list == nullptr) model_association(reading, root, false);
}

void model_fargate_profile(Reading& reading) {
  const Node& root = reading.root;
  const Node* wrapper = root.get("fargateProfile");
  const Node& node = wrapper != nullptr ? *wrapper : root;
  FargateProfile profile;
  profile.document = &reading.document;
  profile.span = node.span;
  profile.arn = string_field(reading, node, "fargateProfileArn");
  profile.name = string_field(reading, node, "fargateProfileName");
  profile.cluster_name = string_field(reading, node, "clusterName");
  profile.pod_execution_role_arn = string_field(reading, node, "podExecutionRoleArn");
  if (const Node* selectors = node.get("selectors"))
    for (const Node& item : selectors->items()) {
      const Node* labels = item.get("labels");
      profile.selectors.push_back({item.span, string_field(reading, item, "namespace"),
                                   labels != nullptr && !labels->members().empty()});
    }
  reading.out.push_back(std::move(profile));
}

}  // namespace celint
