#include "link/cluster_region.h"

#include "access/arn.h"
#include "access/partition.h"

namespace celint {
namespace {

/// The region in `https://ID.gr7.REGION.eks.amazonaws.com`; nothing if the host has none.
Str region_of_endpoint(const StrField& url) {
  const std::size_t end = url.known() ? url.value.find(".eks.") : std::string_view::npos;
  if (end == std::string_view::npos) return {};
  const std::string_view before = url.value.substr(0, end);
  const std::string_view region = before.substr(before.rfind('.') + 1);
  return is_region_shaped(region) ? Str{region, url.span} : Str{};
}

}  // namespace

Str region_of_cluster(const Environment& environment) {
  if (const Cluster* cluster = environment.cluster) {
    const std::optional<Arn> arn = cluster->arn.known() ? parse_arn(cluster->arn.value) : std::nullopt;
    if (arn && is_region_shaped(arn->region)) return {arn->region, cluster->arn.span};
    if (const Str region = region_of_endpoint(cluster->endpoint); !region.value.empty()) return region;
  }
  return region_of_endpoint(environment.ce->server);
}

}  // namespace celint
