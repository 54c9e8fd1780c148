#include <nlohmann/json.hpp>

#include "report/inventory_entity.h"

namespace celint {
namespace {

using Json = nlohmann::ordered_json;

std::string object_name(const ObjectMeta& meta) {
  std::string name(meta.name.value);
  return meta.ns.value.empty() ? name : std::string(meta.ns.value) + "/" + name;
}

Json object_json(const std::string& kind, const ObjectMeta& meta) {
  Json object{{"kind", kind}};
  put(object, "name", meta.name);
  put(object, "namespace", meta.ns);
  if (meta.exported) object["exported"] = true;
  return object;
}

Json map_json(std::span<const Annotation> entries) {
  Json object = Json::object();
  for (const Annotation& entry : entries)
    object[text_json(entry.key.value).get<std::string>()] =
        entry.value.known() ? text_json(entry.value.value) : Json(nullptr);
  return object;
}

Json quantities_json(std::span<const Quantity> quantities) {
  Json object = Json::object();
  for (const Quantity& item : quantities)
    object[text_json(item.resource.value).get<std::string>()] = text_json(item.text.value);
  return object;
}

/// What the authenticator makes of one key: field names are its own.
Json entries_json(const std::optional<AwsAuthKey>& key, const char* arn) {
  Json list = Json::array();
  if (!key) return list;
  for (const IdentityMapping& entry : key->entries) {
    if (!entry.kept) continue;
    Json groups = entry.has_groups ? list_json(entry.groups) : Json(nullptr);
    list.push_back({{arn, text_json(entry.arn.value)},
                    {"username", text_json(entry.username.value)},
                    {"groups", std::move(groups)}});
  }
  return list;
}

/// What it throws away, and why.
void append_lost(Json& list, const std::optional<AwsAuthKey>& key) {
  if (!key) return;
  const auto add = [&](std::string_view reason) {
    list.push_back({{"key", text_json(key->key.value)}, {"reason", text_json(reason)}});
  };
  for (const Problem& problem : key->unparsable) add(problem.message);
  for (const Problem& problem : key->type_errors) add(problem.message);
  for (const IdentityMapping& entry : key->entries)
    if (!entry.kept) add("An entry is dropped: " + entry.dropped_because + ".");
}

void fill(Json& object, const AwsAuth& map) {
  object["read"] = map.read;
  object["roles"] = entries_json(map.roles, "rolearn");
  object["users"] = entries_json(map.users, "userarn");
  object["accounts"] = map.accounts ? list_json(map.accounts->accounts) : Json::array();
  Json lost = Json::array();
  for (const auto* key : {&map.roles, &map.users, &map.accounts}) append_lost(lost, *key);
  if (!lost.empty()) object["errors"] = std::move(lost);
}

void fill(Json& object, const ServiceAccount& account) {
  put(object, "roleArn", account.role_arn);
  put(object, "automountServiceAccountToken", account.automount_token);
  object["annotations"] = map_json(account.annotations);
}

void fill(Json& object, const Namespace& ns) { object["labels"] = map_json(ns.labels); }

void fill(Json& object, const RbacRole& role) {
  if (role.aggregated) object["aggregated"] = true;
  object["rules"] = Json::array();
  for (const RbacRule& rule : role.rules) {
    Json item{{"apiGroups", list_json(rule.api_groups)},
              {"resources", list_json(rule.resources)},
              {"verbs", list_json(rule.verbs)}};
    if (!rule.resource_names.empty()) item["resourceNames"] = list_json(rule.resource_names);
    if (!rule.non_resource_urls.empty()) item["nonResourceURLs"] = list_json(rule.non_resource_urls);
    object["rules"].push_back(std::move(item));
  }
}

void fill(Json& object, const RbacBinding& binding) {
  Json role{{"kind", text_json(binding.role_kind.value)}};
  put(role, "name", binding.role_name);
  object["roleRef"] = std::move(role);
  object["subjects"] = Json::array();
  for (const Subject& subject : binding.subjects) {
    Json item{{"kind", text_json(subject.kind.value)}};
    put(item, "name", subject.name);
    put(item, "namespace", subject.ns);
    object["subjects"].push_back(std::move(item));
  }
}

void fill(Json& object, const PersistentVolumeClaim& claim) {
  object["accessModes"] = list_json(claim.access_modes);
  put(object, "storageClassName", claim.storage_class);
  put(object, "volumeName", claim.volume_name);
  put(object, "phase", claim.phase);
}

void fill(Json& object, const PersistentVolume& volume) {
  object["accessModes"] = list_json(volume.access_modes);
  put(object, "storageClassName", volume.storage_class);
  object["source"] = text_json(volume.source.value);
  put(object, "driver", volume.csi_driver);
  put(object, "claimName", volume.claim_name);
  put(object, "claimNamespace", volume.claim_ns);
  put(object, "phase", volume.phase);
}

void fill(Json& object, const StorageClass& storage) {
  put(object, "provisioner", storage.provisioner);
  object["default"] = storage.is_default;
}

void fill(Json& object, const LimitRange& range) {
  object["limits"] = Json::array();
  for (const LimitRangeItem& item : range.limits)
    object["limits"].push_back({{"type", text_json(item.type.value)},
                                {"max", quantities_json(item.max)},
                                {"min", quantities_json(item.min)},
                                {"default", quantities_json(item.limit_defaults)},
                                {"defaultRequest", quantities_json(item.request_defaults)}});
}

void fill(Json& object, const ResourceQuota& quota) {
  object["hard"] = quantities_json(quota.hard);
  object["scoped"] = quota.scoped;
}

void fill(Json& object, const Secret& secret) {
  put(object, "type", secret.type);
  put(object, "serviceAccount", secret.service_account);
}

void fill(Json& object, const ConfigMap& map) { object["keys"] = list_json(map.keys); }

void fill(Json& object, const Workload& workload) {
  if (!workload.pod) return;
  put(object, "serviceAccountName", workload.pod->service_account);
  object["images"] = Json::array();
  for (const Container& container : workload.pod->containers)
    object["images"].push_back(text_json(container.image.value));
  if (workload.is_device_plugin()) object["devicePlugin"] = true;
}

void fill(Json&, const OtherObject&) {}

template <typename T>
void add(const std::deque<T>& objects, std::vector<InventoryEntity>& out) {
  for (const T& object : objects) {
    const std::string kind =
        std::is_same_v<T, AwsAuth>
            ? "aws-auth"
            : "kubernetes/" + text_json(object.meta.kind.value).template get<std::string>();
    Json json = object_json(kind, object.meta);
    fill(json, object);
    out.push_back({object.meta.document, object.meta.span, kind, object_name(object.meta), "", dumped(json)});
  }
}

}  // namespace

void add_kubernetes(const World& world, std::vector<InventoryEntity>& out) {
  add(world.aws_auth, out);
  add(world.service_accounts, out);
  add(world.namespaces, out);
  add(world.roles, out);
  add(world.bindings, out);
  add(world.claims, out);
  add(world.volumes, out);
  add(world.storage_classes, out);
  add(world.limit_ranges, out);
  add(world.quotas, out);
  add(world.secrets, out);
  add(world.config_maps, out);
  add(world.workloads, out);
  add(world.other_objects, out);
}

}  // namespace celint
