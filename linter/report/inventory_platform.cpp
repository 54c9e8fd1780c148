#include <algorithm>
#include <nlohmann/json.hpp>

#include "report/inventory_entity.h"

namespace celint {
namespace {

using Json = nlohmann::ordered_json;

InventoryEntity entity(const Document* document, Span span, const char* kind, std::string name,
                       const Json& json) {
  const bool named = !name.empty();
  return {document, span, kind, std::move(name), named ? "named" : "", dumped(json)};
}

/// Scripts, Groovy and pod specs are long and may hold secrets: only that they are there is said.
void put_presence(Json& object, const char* name, const StrField& field) {
  if (!field.absent() && !(field.known() && field.value.empty())) object[name] = true;
}

InventoryEntity entity(const World& world, const ComputeEnvironment& ce) {
  Json object{{"kind", "compute-environment"}, {"platform", "eks-platform"}};
  put(object, "id", ce.id);
  put(object, "name", ce.name);
  put(object, "credentialsId", ce.credentials_id);
  put(object, "region", ce.region);
  put(object, "clusterName", ce.cluster_name);
  put(object, "workDir", ce.work_dir);
  put(object, "namespace", ce.ns);
  put(object, "headServiceAccount", ce.head_service_account);
  put(object, "computeServiceAccount", ce.compute_service_account);
  put(object, "fusion2Enabled", ce.fusion);
  put(object, "waveEnabled", ce.wave);
  put(object, "storageClaimName", ce.storage_claim_name);
  put(object, "storageMountPath", ce.storage_mount_path);
  put_presence(object, "hasNextflowConfig", ce.nextflow_config);
  put_presence(object, "hasHeadPodSpec", ce.head_pod_spec);
  put_presence(object, "hasServicePodSpec", ce.service_pod_spec);
  InventoryEntity result =
      entity(ce.document, ce.span, "compute-environment", std::string(ce.name.value), object);
  const auto environment = std::find_if(world.environments.begin(), world.environments.end(),
                                        [&ce](const Environment& other) { return other.ce == &ce; });
  if (environment == world.environments.end()) return result;
  if (result.name.empty()) result.name = environment->title;
  result.decided = to_string(environment->how);
  object["decided"] = result.decided;
  result.json = dumped(object);
  return result;
}

InventoryEntity entity(const OtherPlatform& ce) {
  const Json object{{"kind", "compute-environment"}, {"platform", text_json(ce.platform.value)}};
  return entity(ce.document, ce.document->root.span, "compute-environment", std::string(ce.platform.value),
                object);
}

/// Keys and external id are never printed.
InventoryEntity entity(const Credential& credential) {
  Json object{{"kind", "credential"}};
  put(object, "id", credential.id);
  put(object, "name", credential.name);
  put(object, "mode", credential.mode);
  put(object, "assumeRoleArn", credential.assume_role_arn);
  object["hasExternalId"] = !credential.external_id.absent();
  object["hasAccessKey"] = !credential.access_key.absent();
  return entity(credential.document, credential.span, "credential", std::string(credential.name.value),
                object);
}

InventoryEntity entity(const Cluster& cluster) {
  Json object{{"kind", "cluster"}};
  put(object, "name", cluster.name);
  put(object, "arn", cluster.arn);
  put(object, "status", cluster.status);
  put(object, "version", cluster.version);
  put(object, "endpoint", cluster.endpoint);
  put(object, "issuer", cluster.issuer);
  put(object, "authenticationMode", cluster.authentication_mode);
  put(object, "roleArn", cluster.role_arn);
  put(object, "endpointPublicAccess", cluster.endpoint_public);
  put(object, "endpointPrivateAccess", cluster.endpoint_private);
  if (!cluster.public_cidrs.empty()) object["publicAccessCidrs"] = list_json(cluster.public_cidrs);
  return entity(cluster.document, cluster.span, "cluster", std::string(cluster.name.value), object);
}

InventoryEntity entity(const AccessEntry& entry) {
  Json object{{"kind", "access-entry"}};
  put(object, "clusterName", entry.cluster_name);
  put(object, "principalArn", entry.principal_arn);
  if (entry.is_entry) {
    put(object, "username", entry.username);
    put(object, "type", entry.type);
    object["kubernetesGroups"] = list_json(entry.groups);
    object["live"] = entry.live;
  }
  if (entry.lists_policies || !entry.policies.empty()) object["accessPolicies"] = Json::array();
  for (const AssociatedAccessPolicy& policy : entry.policies) {
    Json item = Json::object();
    put(item, "policyArn", policy.policy_arn);
    put(item, "scope", policy.scope);
    if (!policy.namespaces.empty()) item["namespaces"] = list_json(policy.namespaces);
    object["accessPolicies"].push_back(std::move(item));
  }
  return entity(entry.document, entry.span, "access-entry", std::string(entry.principal_arn.value), object);
}

InventoryEntity entity(const PodIdentityAssociation& association) {
  Json object{{"kind", "pod-identity-association"}};
  put(object, "clusterName", association.cluster_name);
  put(object, "namespace", association.ns);
  put(object, "serviceAccount", association.service_account);
  put(object, "roleArn", association.role_arn);
  put(object, "targetRoleArn", association.target_role_arn);
  put(object, "disableSessionTags", association.session_tags_disabled);
  put(object, "associationId", association.association_id);
  const std::string name =
      std::string(association.ns.value) + "/" + std::string(association.service_account.value);
  return entity(association.document, association.span, "pod-identity-association", name, object);
}

InventoryEntity entity(const FargateProfile& profile) {
  Json object{{"kind", "fargate-profile"}};
  put(object, "name", profile.name);
  put(object, "clusterName", profile.cluster_name);
  object["selectors"] = Json::array();
  for (const FargateProfile::Selector& selector : profile.selectors) {
    Json item = Json::object();
    put(item, "namespace", selector.ns);
    item["hasLabels"] = selector.has_labels;
    object["selectors"].push_back(std::move(item));
  }
  return entity(profile.document, profile.span, "fargate-profile", std::string(profile.name.value), object);
}

template <typename T>
InventoryEntity bucket_entity(const T& item, const char* kind, Json object) {
  InventoryEntity result = entity(item.document, item.span, kind, std::string(item.bucket.value), object);
  if (!result.name.empty()) result.decided = item.placed ? "placed" : "named";
  return result;
}

InventoryEntity entity(const BucketLocation& location) {
  Json object{{"kind", "bucket-location"}};
  put(object, "bucket", location.bucket);
  put(object, "region", location.region);
  return bucket_entity(location, "bucket-location", std::move(object));
}

InventoryEntity entity(const BucketEncryption& encryption) {
  Json object{{"kind", "bucket-encryption"}};
  put(object, "bucket", encryption.bucket);
  put(object, "algorithm", encryption.algorithm);
  put(object, "key", encryption.key);
  return bucket_entity(encryption, "bucket-encryption", std::move(object));
}

InventoryEntity entity(const PublicAccessBlock& block) {
  Json object{{"kind", "public-access-block"}};
  put(object, "bucket", block.bucket);
  put(object, "blockPublicAcls", block.blocks_public_acls);
  put(object, "ignorePublicAcls", block.ignores_public_acls);
  put(object, "blockPublicPolicy", block.blocks_public_policy);
  put(object, "restrictPublicBuckets", block.restricts_public_buckets);
  return bucket_entity(block, "public-access-block", std::move(object));
}

template <typename T>
void add(const std::deque<T>& items, std::vector<InventoryEntity>& out) {
  for (const T& item : items) out.push_back(entity(item));
}

}  // namespace

void add_platform(const World& world, std::vector<InventoryEntity>& out) {
  for (const ComputeEnvironment& ce : world.compute_environments) out.push_back(entity(world, ce));
  add(world.other_platforms, out);
  add(world.credentials, out);
  add(world.clusters, out);
  add(world.access_entries, out);
  add(world.pod_identities, out);
  add(world.fargate_profiles, out);
  add(world.bucket_locations, out);
  add(world.bucket_encryptions, out);
  add(world.public_access_blocks, out);
}

}  // namespace celint
