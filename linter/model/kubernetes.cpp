#include "model/kubernetes.h"

#include "model/reading.h"

namespace celint {
namespace {

const Node* map_member(const Node& node, std::string_view key) {
  const Node* value = node.get(key);
  return value != nullptr && value->is_map() ? value : nullptr;
}

std::vector<Annotation> annotations(Reading& reading, const Node& object, std::string_view key) {
  std::vector<Annotation> result;
  const Node* metadata = map_member(object, "metadata");
  const Node* block = metadata != nullptr ? map_member(*metadata, key) : nullptr;
  if (block == nullptr) return result;
  for (const Member& member : block->members()) {
    if (member.key.scalar() == "kubectl.kubernetes.io/last-applied-configuration") continue;
    result.push_back({member.key.str(), string_value(reading, member.value)});
  }
  return result;
}

StrField role_arn(const ServiceAccount& account) {
  for (const Annotation& entry : account.annotations)
    if (entry.key.value == "eks.amazonaws.com/role-arn" &&
        !(entry.value.known() && entry.value.value.empty()))
      return entry.value;
  return {Presence::absent, {}, account.meta.name.span};
}

void model_service_account(Reading& reading, const Node& object) {
  ServiceAccount account;
  account.meta = object_meta(reading, object);
  account.annotations = annotations(reading, object, "annotations");
  account.labels = annotations(reading, object, "labels");
  account.automount_token = bool_field(object, "automountServiceAccountToken");
  account.role_arn = role_arn(account);
  reading.out.push_back(std::move(account));
}

RbacRule rbac_rule(const Node& node) {
  return {node.span,
          strings(node.get("apiGroups")),
          strings(node.get("resources")),
          strings(node.get("verbs")),
          strings(node.get("resourceNames")),
          strings(node.get("nonResourceURLs"))};
}

void model_rbac_role(Reading& reading, const Node& object, bool cluster) {
  RbacRole role;
  role.meta = object_meta(reading, object);
  role.cluster = cluster;
  role.aggregated = object.get("aggregationRule") != nullptr;
  if (const Node* rules = object.get("rules"))
    for (const Node& rule : rules->items()) role.rules.push_back(rbac_rule(rule));
  reading.out.push_back(std::move(role));
}

Subject subject(Reading& reading, const Node& node) {
  const Node* kind = node.get("kind");
  return {node.span, kind != nullptr ? kind->str() : Str{{}, node.span}, string_field(reading, node, "name"),
          string_field(reading, node, "namespace")};
}

void model_rbac_binding(Reading& reading, const Node& object, bool cluster) {
  RbacBinding binding;
  binding.meta = object_meta(reading, object);
  binding.cluster = cluster;
  if (const Node* role = map_member(object, "roleRef")) {
    if (const Node* kind = role->get("kind")) binding.role_kind = kind->str();
    binding.role_name = string_field(reading, *role, "name");
  }
  if (const Node* subjects = object.get("subjects"))
    for (const Node& item : subjects->items()) binding.subjects.push_back(subject(reading, item));
  reading.out.push_back(std::move(binding));
}

void model_claim(Reading& reading, const Node& object) {
  PersistentVolumeClaim claim;
  claim.meta = object_meta(reading, object);
  if (const Node* spec = map_member(object, "spec")) {
    claim.access_modes = strings(spec->get("accessModes"));
    claim.storage_class = string_field(reading, *spec, "storageClassName");
    claim.volume_name = string_field(reading, *spec, "volumeName");
  }
  reading.out.push_back(std::move(claim));
}

bool holds_entries(const Node& data) {
  for (const Member& member : data.members()) {
    const std::string_view text = member.value.scalar();
    if (text.find("rolearn") != std::string_view::npos || text.find("userarn") != std::string_view::npos)
      return true;
    const std::string_view key = member.key.scalar();
    if (key == "mapRoles" || key == "mapUsers" || key == "mapAccounts") return true;
  }
  return false;
}

void model_config_map(Reading& reading, const Node& object) {
  const ObjectMeta meta = object_meta(reading, object);
  const Node* data = map_member(object, "data");
  if (meta.name.value == "aws-auth" || (data != nullptr && holds_entries(*data)))
    model_aws_auth(reading, data != nullptr ? *data : object, meta);
  else
    reading.out.push_back(OtherObject{meta, {"ConfigMap", object.span}});
}

void model_list(Reading& reading, const Node& list, std::string_view item_kind);

void model_object(Reading& reading, const Node& object, std::string_view kind) {
  if (kind == "ServiceAccount") return model_service_account(reading, object);
  if (kind == "Role" || kind == "ClusterRole") return model_rbac_role(reading, object, kind == "ClusterRole");
  if (kind == "RoleBinding" || kind == "ClusterRoleBinding")
    return model_rbac_binding(reading, object, kind == "ClusterRoleBinding");
  if (kind == "ConfigMap") return model_config_map(reading, object);
  if (kind == "PersistentVolumeClaim") return model_claim(reading, object);
  if (kind == "Namespace") {
    reading.out.push_back(Namespace{object_meta(reading, object), annotations(reading, object, "labels")});
    return;
  }
  if (kind == "List") return model_list(reading, object, {});
  if (kind.ends_with("List") && object.get("items") != nullptr)
    return model_list(reading, object, kind.substr(0, kind.size() - 4));
  const Node* written = object.get("kind");
  reading.out.push_back(
      OtherObject{object_meta(reading, object), {kind, written != nullptr ? written->span : object.span}});
}

/// `kind: List`, and typed lists (`ServiceAccountList`), whose items need no kind of their own. A List inside
/// a List is refused by kubectl, so it is not descended into.
void model_list(Reading& reading, const Node& list, std::string_view item_kind) {
  const Node* items = list.get("items");
  if (items == nullptr) return;
  for (const Node& item : items->items()) {
    if (!item.is_map()) continue;
    const Node* kind = item.get("kind");
    const std::string_view word = kind != nullptr && kind->is_string() ? kind->scalar() : item_kind;
    if (word != "List") model_object(reading, item, word);
  }
}

}  // namespace

ObjectMeta object_meta(Reading& reading, const Node& object) {
  ObjectMeta meta;
  meta.document = &reading.document;
  meta.span = object.span;
  const Node* metadata = map_member(object, "metadata");
  meta.name = {Presence::absent, {}, object.span};
  meta.ns = {Presence::absent, {}, object.span};
  if (metadata == nullptr) return meta;
  meta.name = string_field(reading, *metadata, "name");
  meta.ns = string_field(reading, *metadata, "namespace");
  meta.exported = metadata->get("uid") != nullptr;
  return meta;
}

void model_kubernetes(Reading& reading, const Node& node) {
  const Node* kind = node.get("kind");
  model_object(reading, node, kind != nullptr ? kind->scalar() : std::string_view());
}

}  // namespace celint
