#include <string>

#include "access/partition.h"
#include "check/finding.h"
#include "link/cluster_region.h"
#include "link/world.h"

namespace celint {
namespace {

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
