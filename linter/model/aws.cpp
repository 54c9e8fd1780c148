#include "model/aws.h"

#include "model/reading.h"
#include "model/storage.h"

namespace celint {
namespace {

StrField nested(Reading& reading, const Node& node, std::initializer_list<std::string_view> path,
                std::string_view key) {
  const Node* at = &node;
  for (const std::string_view part : path) {
    at = at->get(part);
    if (at == nullptr) return {Presence::absent, {}, node.span};
  }
  return string_field(reading, *at, key);
}

Field<bool> nested_flag(const Node& node, std::string_view map, std::string_view key) {
  const Node* inner = node.get(map);
  return inner != nullptr && inner->is_map() ? bool_field(*inner, key)
                                             : Field<bool>{Presence::absent, false, node.span};
}

void read_endpoint_access(Reading& reading, const Node& node, Cluster& cluster) {
  cluster.endpoint_public = nested_flag(node, "resourcesVpcConfig", "endpointPublicAccess");
  cluster.endpoint_private = nested_flag(node, "resourcesVpcConfig", "endpointPrivateAccess");
  if (const Node* network = node.get("resourcesVpcConfig"))
    cluster.public_cidrs = strings(reading, network->get("publicAccessCidrs"));
}

/// The file name without its folder.
std::string_view base_name(std::string_view path) { return path.substr(path.rfind('/') + 1); }

/// Bucket names are 3 to 63 lower-case letters, digits, dots and dashes
/// (https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html).
bool is_bucket_name(std::string_view text) {
  return text.size() >= 3 && text.size() <= 63 &&
         text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789.-") == std::string_view::npos;
}

/// The folder a file lies in: of any file in `buckets/<bucket>/`, of others if their name is only the kind of
/// output.
std::string_view bucket_of_folder(std::string_view path, bool only_kind) {
  const std::size_t slash = path.rfind('/');
  if (slash == std::string_view::npos) return {};
  const std::string_view folder = path.substr(0, slash);
  const std::size_t above = folder.rfind('/');
  const bool in_buckets = above != std::string_view::npos && base_name(folder.substr(0, above)) == "buckets";
  const std::string_view name = base_name(folder);
  return (in_buckets || only_kind) && is_bucket_name(name) ? name : std::string_view();
}

/// The bucket that a path gives, for one kind of output: `<kind>.<bucket>.json`, `<bucket>.<short>.json`, or
/// `<bucket>/<kind>.json`; empty if the path says nothing.
std::string_view bucket_of(std::string_view path, std::string_view kind, std::string_view short_word) {
  std::string_view name = base_name(path);
  if (name.ends_with(".json")) name.remove_suffix(5);
  if (name.starts_with(std::string(kind) + ".")) return name.substr(kind.size() + 1);
  if (name.ends_with("." + std::string(short_word)))
    return name.substr(0, name.size() - short_word.size() - 1);
  return bucket_of_folder(path, name == kind || name == short_word || name == "get-" + std::string(kind));
}

StrField bucket_field(const Reading& reading, Span span, std::string_view kind, std::string_view short_word) {
  const std::string_view bucket = bucket_of(reading.source.path, kind, short_word);
  return {bucket.empty() ? Presence::absent : Presence::known, bucket, span};
}

}  // namespace

void model_cluster(Reading& reading) {
  const Node& node = *reading.root.get("cluster");
  Cluster cluster;
  cluster.document = &reading.document;
  cluster.span = node.span;
  cluster.name = string_field(reading, node, "name");
  cluster.arn = string_field(reading, node, "arn");
  cluster.endpoint = string_field(reading, node, "endpoint");
  cluster.status = string_field(reading, node, "status");
  cluster.issuer = nested(reading, node, {"identity", "oidc"}, "issuer");
  cluster.authentication_mode = nested(reading, node, {"accessConfig"}, "authenticationMode");
  cluster.version = string_field(reading, node, "version");
  cluster.role_arn = string_field(reading, node, "roleArn");
  read_endpoint_access(reading, node, cluster);
  cluster.creator_is_admin = nested_flag(node, "accessConfig", "bootstrapClusterCreatorAdminPermissions");
  cluster.auto_mode = nested_flag(node, "computeConfig", "enabled");
  reading.out.push_back(std::move(cluster));
}

void model_bucket_location(Reading& reading) {
  const Node& value = *reading.root.get("LocationConstraint");
  BucketLocation location;
  location.document = &reading.document;
  location.span = reading.root.span;
  location.placed = true;
  location.bucket = bucket_field(reading, value.span, "bucket-location", "location");
  // https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketLocation.html
  if (value.is_null() || (value.is_string() && value.scalar().empty()))
    location.region = {Presence::known, "us-east-1", value.span};
  else if (value.scalar() == "EU")
    location.region = {Presence::known, "eu-west-1", value.span};
  else
    location.region = string_value(reading, value);
  reading.out.push_back(location);
}

/// `get-bucket-policy` and `kms get-key-policy`: the policy is a string in both.
void model_bucket_policy(Reading& reading) {
  const Node& root = reading.root;
  const Node& value = *root.get("Policy");
  Holder holder;
  holder.placed = true;
  // Only the KMS call names the policy.
  holder.type = root.get("PolicyName") != nullptr ? Holder::Type::key : Holder::Type::bucket;
  const bool key = holder.type == Holder::Type::key;
  const StrField named = bucket_field(reading, value.span, key ? "key-policy" : "bucket-policy", "policy");
  if (named.known()) holder.name = named.value;
  model_policy_value(reading, value, PolicyKind::resource, holder);
}

void model_bucket_encryption(Reading& reading) {
  const Node& node = *reading.root.get("ServerSideEncryptionConfiguration");
  BucketEncryption encryption;
  encryption.document = &reading.document;
  encryption.span = node.span;
  encryption.placed = true;
  encryption.bucket = bucket_field(reading, node.span, "bucket-encryption", "encryption");
  encryption.algorithm = encryption.key = {Presence::absent, {}, node.span};
  const Node* rules = node.get("Rules");
  if (rules != nullptr && !rules->items().empty()) {
    const Node& rule = rules->items().front();
    encryption.algorithm = nested(reading, rule, {"ApplyServerSideEncryptionByDefault"}, "SSEAlgorithm");
    encryption.key = nested(reading, rule, {"ApplyServerSideEncryptionByDefault"}, "KMSMasterKeyID");
  }
  reading.out.push_back(encryption);
}

void model_public_access_block(Reading& reading) {
  const Node& node = *reading.root.get("PublicAccessBlockConfiguration");
  PublicAccessBlock block;
  block.document = &reading.document;
  block.span = node.span;
  block.placed = true;
  block.bucket = bucket_field(reading, node.span, "public-access-block", "public-access-block");
  block.blocks_public_acls = bool_field(node, "BlockPublicAcls");
  block.ignores_public_acls = bool_field(node, "IgnorePublicAcls");
  block.blocks_public_policy = bool_field(node, "BlockPublicPolicy");
  block.restricts_public_buckets = bool_field(node, "RestrictPublicBuckets");
  reading.out.push_back(block);
}

}  // namespace celint
