#include "model/kubernetes.h"

#include <algorithm>
#include <utility>

#include "model/manifest.h"

namespace celint {
namespace {

StrField role_arn(const ServiceAccount& account) {
  for (const Annotation& entry : account.annotations)
    if (entry.key.value == "eks.amazonaws.com/role-arn" &&
        !(entry.value.known() && entry.value.value.empty()))
      return entry.value;
  return {Presence::absent, {}, account.meta.name.span};
}

}  // namespace

void model_service_account(Reading& reading, const Node& object, ObjectMeta meta) {
  ServiceAccount account;
  account.meta = std::move(meta);
  account.annotations = annotations(reading, object, "annotations");
  account.labels = annotations(reading, object, "labels");
  account.automount_token = bool_field(object, "automountServiceAccountToken");
  account.role_arn = role_arn(account);
  reading.out.push_back(std::move(account));
}

void model_secret(Reading& reading, const Node& object, ObjectMeta meta) {
  Secret secret;
  secret.type = api_string(reading, object, "type", "type");
  secret.annotations = annotations(reading, object, "annotations");
  secret.service_account = {Presence::absent, {}, meta.span};
  for (const Annotation& entry : secret.annotations)
    if (entry.key.value == "kubernetes.io/service-account.name") secret.service_account = entry.value;
  secret.meta = std::move(meta);
  reading.out.push_back(std::move(secret));
}

namespace {

using Builder = void (*)(Reading&, const Node&, ObjectMeta);

void model_namespace(Reading& reading, const Node& object, ObjectMeta meta) {
  reading.out.push_back(Namespace{std::move(meta), annotations(reading, object, "labels")});
}

void model_other(Reading& reading, const Node&, ObjectMeta meta) {
  const Str kind = meta.kind;
  reading.out.push_back(OtherObject{std::move(meta), kind});
}

Builder builder(std::string_view kind) {
  static constexpr std::pair<std::string_view, Builder> kBuilders[] = {
      {"ServiceAccount", model_service_account},
      {"Role", model_rbac_role},
      {"ClusterRole", model_rbac_role},
      {"RoleBinding", model_rbac_binding},
      {"ClusterRoleBinding", model_rbac_binding},
      {"ConfigMap", model_config_map},
      {"Namespace", model_namespace},
      {"Secret", model_secret},
      {"PersistentVolumeClaim", model_claim},
      {"PersistentVolume", model_volume},
      {"StorageClass", model_storage_class},
      {"LimitRange", model_limit_range},
      {"ResourceQuota", model_quota},
      {"Pod", model_workload},
      {"Deployment", model_workload},
      {"StatefulSet", model_workload},
      {"DaemonSet", model_workload},
      {"ReplicaSet", model_workload},
      {"Job", model_workload},
      {"CronJob", model_workload},
  };
  for (const auto& [word, build] : kBuilders)
    if (word == kind) return build;
  return model_other;
}

void model_list(Reading& reading, const Node& list, const ObjectMeta& meta);

void model_object(Reading& reading, const Node& object, ObjectMeta meta) {
  const std::string_view kind = meta.kind.value;
  if (kind.ends_with("List") && !meta.listed && object.get("items") != nullptr)
    return model_list(reading, object, meta);
  builder(kind)(reading, object, std::move(meta));
}

/// `kind: List`, and typed lists (`ServiceAccountList`), whose items take apiVersion and kind from the
/// list's. A List inside a List is refused by kubectl, so it is not descended into.
void model_list(Reading& reading, const Node& list, const ObjectMeta& meta) {
  const std::string_view kind = meta.kind.value.substr(0, meta.kind.value.size() - 4);
  for (const Node& item : list.get("items")->items()) {
    if (!item.is_map()) continue;
    ObjectMeta of_item = object_meta(reading, item);
    of_item.listed = true;
    if (!kind.empty() && of_item.kind.value.empty()) of_item.kind.value = kind;
    if (!kind.empty() && of_item.api_version.value.empty()) of_item.api_version = meta.api_version;
    model_object(reading, item, std::move(of_item));
  }
}

}  // namespace

void model_kubernetes(Reading& reading, const Node& node) {
  model_object(reading, node, object_meta(reading, node));
}

}  // namespace celint
