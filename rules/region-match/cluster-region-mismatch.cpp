#include <optional>
#include <string>

#include "access/arn.h"
#include "access/partition.h"
#include "check/finding.h"
#include "link/world.h"

namespace celint {
namespace {

/// The region in `https://ID.gr7.REGION.eks.amazonaws.com`; empty if the host has none.
std::string_view region_of_endpoint(std::string_view url) {
  const std::size_t end = url.find(".eks.");
  if (end == std::string_view::npos) return {};
  const std::string_view before = url.substr(0, end);
  const std::string_view region = before.substr(before.rfind('.') + 1);
  return is_region_shaped(region) ? region : std::string_view();
}

/// Where the cluster is, and what says so.
Str region_of_cluster(const Environment& environment) {
  if (const Cluster* cluster = environment.cluster; cluster != nullptr && cluster->arn.known()) {
    const std::optional<Arn> arn = parse_arn(cluster->arn.value);
    if (arn && is_region_shaped(arn->region)) return {arn->region, cluster->arn.span};
  }
  const StrField& server = environment.ce->server;
  return server.known() ? Str{region_of_endpoint(server.value), server.span} : Str{};
}

void check(const World& world, Findings& out) {
  for (const Environment& environment : world.environments) {
    const StrField& region = environment.ce->region;
    const Str there = region_of_cluster(environment);
    if (!region.known() || !is_region_shaped(region.value) || there.value.empty() ||
        there.value == region.value)
      continue;
    Finding& finding = out.add(region.span, "The compute environment looks for cluster '" +
                                                std::string(environment.ce->cluster_name.value) + "' in '" +
                                                std::string(region.value) + "', and it is in '" +
                                                std::string(there.value) + "'.");
    finding.label = "must be '" + std::string(there.value) + "'";
    finding.notes = {{there.span, "where the cluster is"}};
    finding.help = "recreate the compute environment in '" + std::string(there.value) + "'";
    finding.edits = {{region.span, "\"" + std::string(there.value) + "\""}};
    finding.fix = FixKind::unsafe;
  }
}

}  // namespace

extern const Rule cluster_region_mismatch{
    .id = "cluster-region-mismatch",
    .summary = "The cluster is in another region than the compute environment.",
    .severity = Severity::error,
    .confidence = Confidence::high,
    .audience = Audience::everyone,
    .security_severity = "",
    .steps = {StepId::region, StepId::describe},
    .fix = FixKind::unsafe,
    .check = check,
};

}  // namespace celint
