#include "model/aws.h"

#include "model/reading.h"

namespace celint {
namespace {

StrField nested(Reading& reading, const Node& node, std::initializer_list<std::string_view> path, std::string_view key) {
  const Node* at = &node;
  for (const std::string_view part : path) {
    at = at->get(part);
    if (at == nullptr) return {Presence::absent, {}, node.span};
  }
  return string_field(reading, *at, key);
}

/// The file name without its folder.
std::string_view base_name(std::string_view path) { return path.substr(path.rfind('/') + 1); }

/// `bucket-location.<bucket>.json`, `<bucket>.location.json`; empty if the name says nothing.
std::string_view bucket_of(std::string_view path) {
  std::string_view name = base_name(path);
  if (!name.ends_with(".json")) return {};
  name.remove_suffix(5);
  constexpr std::string_view kPrefix = "bucket-location.";
  constexpr std::string_view kSuffix = ".location";
  if (name.starts_with(kPrefix)) return name.substr(kPrefix.size());
  if (name.ends_with(kSuffix)) return name.substr(0, name.size() - kSuffix.size());
  return {};
}

}  // namespace

void model_cluster(Reading& reading) {
  const Node& node = *reading.document.root.get("cluster");
  Cluster cluster;
  cluster.document = &reading.document;
  cluster.span = node.span;
  cluster.name = string_field(reading, node, "name");
  cluster.arn = string_field(reading, node, "arn");
  cluster.endpoint = string_field(reading, node, "endpoint");
  cluster.status = string_field(reading, node, "status");
  cluster.issuer = nested(reading, node, {"identity", "oidc"}, "issuer");
  cluster.authentication_mode = nested(reading, node, {"accessConfig"}, "authenticationMode");
  reading.out.push_back(cluster);
}

void model_bucket_location(Reading& reading) {
  const Node& value = *reading.document.root.get("LocationConstraint");
  BucketLocation location;
  location.document = &reading.document;
  location.span = value.span;
  const std::string_view bucket = bucket_of(reading.source.path);
  location.bucket = {bucket.empty() ? Presence::absent : Presence::known, bucket, value.span};
  // https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketLocation.html
  if (value.is_null() || (value.is_string() && value.scalar().empty()))
    location.region = {Presence::known, "us-east-1", value.span};
  else if (value.scalar() == "EU")
    location.region = {Presence::known, "eu-west-1", value.span};
  else
    location.region = string_value(reading, value);
  reading.out.push_back(location);
}

}  // namespace celint
