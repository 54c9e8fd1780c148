#include <string>

#include "check/finding.h"
#include "link/rbac.h"
#include "link/world.h"

namespace celint {
namespace {

bool has_default(const World& world, const std::string& ns) {
  for (const LimitRange& range : world.limit_ranges) {
    if (namespace_of(world, range.meta) != ns && !namespace_of(world, range.meta).empty()) continue;
    for (const LimitRangeItem& item : range.limits)
      if (item.type.value == "Container" &&
          (find_quantity(item.limit_defaults, "cpu") != nullptr || find_quantity(item.max, "cpu") != nullptr))
        return true;
  }
  return false;
}

void check(const World& world, Findings& out) {
  for (const Environment& environment : world.environments) {
    const Field<bool> limits = environment.ce->nextflow.flag("k8s.cpuLimits");
    const std::string& ns = environment.compute.ns;
    if (ns.empty() || limits.unknown() || limits.value || has_default(world, ns)) continue;
    for (const ResourceQuota& quota : world.quotas) {
      const Quantity* cpu = find_quantity(quota.hard, "limits.cpu");
      if (cpu == nullptr || quota.scoped || namespace_of(world, quota.meta) != ns) continue;
      Finding& finding =
          out.add(cpu->resource.span, "The quota of namespace '" + ns +
                                          "' counts limits.cpu, and Nextflow gives task pods no CPU "
                                          "limit: they are refused.");
      finding.label = "every pod must have a CPU limit";
      finding.notes = {{limits.known() ? limits.span : environment.ce->cluster_name.span,
                        limits.known() ? "no limits" : "the compute environment of this namespace"}};
      finding.help = "set k8s.cpuLimits = true in nextflowConfig, or add a LimitRange with a default";
      if (!limits.known()) continue;
      finding.edits = {{limits.span, "true"}};
      finding.fix = FixKind::unsafe;
    }
  }
}

}  // namespace

extern const Rule cpu_limits_required{
    .id = "cpu-limits-required",
    .summary = "A quota of the namespace counts CPU limits, and task pods have none.",
    .severity = Severity::warning,
    .confidence = Confidence::medium,
    .audience = Audience::everyone,
    .security_severity = "",
    .steps = {},
    .fix = FixKind::unsafe,
    .check = check,
};

}  // namespace celint
