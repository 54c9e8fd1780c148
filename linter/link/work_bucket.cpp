// The bucket of the work directory: where it is, who may use it, which key encrypts it.
#include "access/arn.h"
#include "link/joins.h"
#include "link/rivals.h"

namespace celint {
namespace {

/// The region that the inputs and celint.yaml give; unknown if they differ.
Field<std::string> bucket_region(const World& world, std::string_view bucket) {
  Field<std::string> found;
  const auto take = [&found](Presence presence, std::string_view region, Span span) {
    if (found.absent())
      found = {presence, std::string(region), span};
    else if (presence == Presence::unknown || found.value != region)
      found.presence = Presence::unknown;
  };
  for (const BucketLocation& location : world.bucket_locations)
    if (location.bucket.known() && location.bucket.value == bucket)
      take(location.region.presence, location.region.value, location.region.span);
  for (const BucketBinding& binding : world.settings.buckets)
    if (binding.bucket == bucket) take(Presence::known, binding.region, binding.span);
  return found;
}

/// The policy of a bucket or key.
Agreement resource_policy(const World& world, Holder::Type type, std::string_view name) {
  std::vector<const Policy*> all;
  for (const Policy& policy : world.policies)
    if (policy.kind == PolicyKind::resource && policy.holder.type == type && policy.holder.name == name)
      all.push_back(&policy);
  return all.empty() ? Agreement() : agree(all);
}

/// The ARN of a key that is given by its ARN or by its id. Aliases do not tell which key they name.
std::string key_arn(const Environment& environment, std::string_view key) {
  const std::optional<Arn> arn = parse_arn(key);
  if (arn) return arn->resource.starts_with("key/") ? std::string(key) : std::string();
  const std::optional<Arn> cluster = parse_arn(environment.cluster_arn);
  if (key.starts_with("alias/") || !cluster || !environment.bucket_region.known()) return {};
  return "arn:" + environment.partition + ":kms:" + environment.bucket_region.value + ":" +
         std::string(cluster->account) + ":key/" + std::string(key);
}

/// The customer key that objects of the work directory are encrypted with: the one nextflowConfig asks for,
/// else the bucket's default.
Field<std::string> kms_key(const World& world, const Environment& environment) {
  const auto field = [&](const StrField& key) -> Field<std::string> {
    std::string arn = key.known() ? key_arn(environment, key.value) : std::string();
    if (arn.empty()) return {Presence::unknown, std::string(key.value), key.span};
    return {Presence::known, std::move(arn), key.span};
  };
  const StrField configured = environment.ce->nextflow.string("aws.client.storageKmsKeyId");
  if (!configured.absent()) return field(configured);
  for (const BucketEncryption& encryption : world.bucket_encryptions) {
    if (!encryption.bucket.known() || encryption.bucket.value != environment.work->bucket) continue;
    if (encryption.algorithm.unknown()) return field(encryption.algorithm);
    const bool by_key = encryption.algorithm.known() && encryption.algorithm.value.starts_with("aws:kms");
    return by_key && !encryption.key.absent() ? field(encryption.key) : Field<std::string>();
  }
  return {};
}

}  // namespace

void join_work_bucket(const World& world, Environment& environment) {
  const StrField& work_dir = environment.ce->work_dir;
  if (work_dir.known()) environment.work = parse_s3_folder(work_dir.value);
  if (!environment.work) return;
  environment.bucket_region = bucket_region(world, environment.work->bucket);
  Agreement bucket_policy = resource_policy(world, Holder::Type::bucket, environment.work->bucket);
  environment.bucket_policy = bucket_policy.taken;
  environment.rival_bucket_policies = std::move(bucket_policy.differ);
  environment.kms_key = kms_key(world, environment);
  if (const auto key = parse_arn(environment.kms_key.value))
    environment.key_policy = resource_policy(world, Holder::Type::key, key->name()).taken;
}

}  // namespace celint
