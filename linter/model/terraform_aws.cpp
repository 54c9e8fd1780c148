// aws_eks_*, aws_s3_* and aws_kms_key.
#include "model/terraform_resources.h"

namespace celint {
namespace {

/// The name of the bucket that an attribute names, itself or through the resource it refers to.
StrField bucket_name(const Terraform& tf, const TerraformResource& resource) {
  const StrField field = string_field(tf.reading, resource.values, "bucket");
  if (field.known()) return field;
  const TerraformResource* bucket = tf.plan.referred(resource, "bucket");
  return bucket != nullptr && bucket->type == "aws_s3_bucket"
             ? string_field(tf.reading, bucket->values, "bucket")
             : field;
}

Holder holder_of(const Terraform& tf, const TerraformResource& resource, Holder::Type type) {
  Holder holder;
  holder.type = type;
  const StrField name = type == Holder::Type::bucket ? bucket_name(tf, resource)
                                                     : string_field(tf.reading, resource.values, "key_id");
  if (name.known()) holder.name = name.value;
  return holder;
}

void add_resource_policy(Terraform& tf, const TerraformResource& resource, Holder::Type type) {
  const Node* text = resource.values.get("policy");
  if (text == nullptr || !text->is_string() || text->scalar().empty() || text->scalar() == kUnknownText)
    return;
  model_policy_value(tf.reading, *text, PolicyKind::resource, holder_of(tf, resource, type));
}

}  // namespace

void add_cluster(Terraform& tf, const TerraformResource& resource) {
  const Node& values = resource.values;
  const auto inner = [&](const Node* node,
                         std::initializer_list<std::pair<std::string_view, std::string_view>> keys,
                         std::string_view name, MapOf& into) {
    if (node == nullptr || !node->is_map()) return;
    MapOf map(tf.shape, node->span);
    for (const auto& [terraform, api] : keys) map.put(api, node->get(terraform));
    into.put(name, map.node());
  };
  MapOf cluster(tf.shape, values.span);
  for (const std::string_view key : {"name", "arn", "endpoint", "status", "version"})
    cluster.put(key, values.get(key));
  cluster.put("roleArn", values.get("role_arn"));
  const Node* identity = block(values, "identity");
  if (identity != nullptr) {
    MapOf map(tf.shape, identity->span);
    inner(block(*identity, "oidc"), {{"issuer", "issuer"}}, "oidc", map);
    cluster.put("identity", map.node());
  }
  inner(block(values, "access_config"),
        {{"authentication_mode", "authenticationMode"},
         {"bootstrap_cluster_creator_admin_permissions", "bootstrapClusterCreatorAdminPermissions"}},
        "accessConfig", cluster);
  inner(block(values, "vpc_config"),
        {{"endpoint_public_access", "endpointPublicAccess"},
         {"endpoint_private_access", "endpointPrivateAccess"},
         {"public_access_cidrs", "publicAccessCidrs"}},
        "resourcesVpcConfig", cluster);
  inner(block(values, "compute_config"), {{"enabled", "enabled"}}, "computeConfig", cluster);
  read_as(tf.reading, MapOf(tf.shape, values.span).put("cluster", cluster.node()).node(), model_cluster);
}

void add_access_entry(Terraform& tf, const TerraformResource& resource) {
  const Node& values = resource.values;
  MapOf entry(tf.shape, values.span);
  entry.put("clusterName", values.get("cluster_name")).put("principalArn", values.get("principal_arn"));
  entry.put("username", values.get("user_name")).put("type", values.get("type"));
  entry.put("kubernetesGroups", values.get("kubernetes_groups"));
  read_as(tf.reading, MapOf(tf.shape, values.span).put("accessEntry", entry.node()).node(),
          model_access_entry);
}

void add_access_policy(Terraform& tf, const TerraformResource& resource) {
  const Node& values = resource.values;
  MapOf entry(tf.shape, values.span);
  entry.put("clusterName", values.get("cluster_name")).put("principalArn", values.get("principal_arn"));
  entry.put("policyArn", values.get("policy_arn")).put("accessScope", block(values, "access_scope"));
  read_as(tf.reading, entry.node(), model_access_entry);
}

void add_pod_identity(Terraform& tf, const TerraformResource& resource) {
  const Node& values = resource.values;
  MapOf map(tf.shape, values.span);
  map.put("clusterName", values.get("cluster_name")).put("namespace", values.get("namespace"));
  map.put("serviceAccount", values.get("service_account")).put("roleArn", values.get("role_arn"));
  map.put("associationId", values.get("association_id")).put("targetRoleArn", values.get("target_role_arn"));
  map.put("disableSessionTags", values.get("disable_session_tags"));
  read_as(tf.reading, MapOf(tf.shape, values.span).put("association", map.node()).node(), model_pod_identity);
}

void add_fargate_profile(Terraform& tf, const TerraformResource& resource) {
  const Node& values = resource.values;
  MapOf map(tf.shape, values.span);
  map.put("fargateProfileName", values.get("fargate_profile_name"))
      .put("clusterName", values.get("cluster_name"));
  map.put("podExecutionRoleArn", values.get("pod_execution_role_arn"))
      .put("selectors", values.get("selector"));
  read_as(tf.reading, MapOf(tf.shape, values.span).put("fargateProfile", map.node()).node(),
          model_fargate_profile);
}

void add_bucket(Terraform& tf, const TerraformResource& resource) {
  BucketLocation location;
  location.document = &tf.reading.document;
  location.bucket = string_field(tf.reading, resource.values, "bucket");
  location.region = string_field(tf.reading, resource.values, "region");
  if (!location.region.known())
    if (const Node* region = tf.plan.region(resource)) location.region = string_value(tf.reading, *region);
  location.span = resource.values.span;
  if (location.bucket.known() && location.region.known()) tf.reading.out.push_back(location);
  add_resource_policy(tf, resource, Holder::Type::bucket);
}

void add_bucket_policy(Terraform& tf, const TerraformResource& resource) {
  add_resource_policy(tf, resource, Holder::Type::bucket);
}

void add_key(Terraform& tf, const TerraformResource& resource) {
  add_resource_policy(tf, resource, Holder::Type::key);
}

void add_public_access_block(Terraform& tf, const TerraformResource& resource) {
  const Node& values = resource.values;
  PublicAccessBlock result;
  result.document = &tf.reading.document;
  result.span = values.span;
  result.bucket = bucket_name(tf, resource);
  result.blocks_public_acls = bool_field(values, "block_public_acls");
  result.ignores_public_acls = bool_field(values, "ignore_public_acls");
  result.blocks_public_policy = bool_field(values, "block_public_policy");
  result.restricts_public_buckets = bool_field(values, "restrict_public_buckets");
  tf.reading.out.push_back(result);
}

void add_encryption(Terraform& tf, const TerraformResource& resource) {
  BucketEncryption encryption;
  encryption.document = &tf.reading.document;
  encryption.span = resource.values.span;
  encryption.bucket = bucket_name(tf, resource);
  encryption.algorithm = encryption.key = {Presence::absent, {}, resource.values.span};
  const Node* rule = block(resource.values, "rule");
  const Node* standard = rule != nullptr ? block(*rule, "apply_server_side_encryption_by_default") : nullptr;
  if (standard != nullptr) {
    encryption.algorithm = string_field(tf.reading, *standard, "sse_algorithm");
    encryption.key = string_field(tf.reading, *standard, "kms_master_key_id");
  }
  tf.reading.out.push_back(encryption);
}

}  // namespace celint
