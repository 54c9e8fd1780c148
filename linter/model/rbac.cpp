// Role, ClusterRole and their bindings.
#include "model/manifest.h"

namespace celint {
namespace {

RbacRule rbac_rule(Reading& reading, const Node& node) {
  return {node.span,
          strings(reading, node.get("apiGroups")),
          strings(reading, node.get("resources")),
          strings(reading, node.get("verbs")),
          strings(reading, node.get("resourceNames")),
          strings(reading, node.get("nonResourceURLs"))};
}

Subject subject(Reading& reading, const Node& node) {
  const Node* kind = node.get("kind");
  return {node.span, kind != nullptr ? kind->str() : Str{{}, node.span},
          api_string(reading, node, "name", "subjects.name"),
          api_string(reading, node, "namespace", "subjects.namespace"),
          string_field(reading, node, "apiGroup")};
}

}  // namespace

void model_rbac_role(Reading& reading, const Node& object, ObjectMeta meta) {
  RbacRole role;
  role.cluster = meta.kind.value == "ClusterRole";
  role.meta = std::move(meta);
  role.aggregated = object.get("aggregationRule") != nullptr;
  role.rules_span = role.meta.name.span;
  if (const Node* rules = object.get("rules")) {
    role.rules_span = rules->span;
    std::vector<RbacRule> all;
    for (const Node& rule : rules->items()) all.push_back(rbac_rule(reading, rule));
    role.rules = reading.out.keep(all);
  }
  reading.out.push_back(std::move(role));
}

void model_rbac_binding(Reading& reading, const Node& object, ObjectMeta meta) {
  RbacBinding binding;
  binding.cluster = meta.kind.value == "ClusterRoleBinding";
  binding.role_name = binding.role_api_group = {Presence::absent, {}, object.span};
  binding.meta = std::move(meta);
  if (const Node* role = map_member(object, "roleRef")) {
    if (const Node* kind = role->get("kind")) binding.role_kind = kind->str();
    binding.role_name = api_string(reading, *role, "name", "roleRef.name");
    binding.role_api_group = string_field(reading, *role, "apiGroup");
  }
  if (const Node* subjects = object.get("subjects")) {
    std::vector<Subject> all;
    for (const Node& item : subjects->items()) all.push_back(subject(reading, item));
    binding.subjects = reading.out.keep(all);
  }
  reading.out.push_back(std::move(binding));
}

}  // namespace celint
