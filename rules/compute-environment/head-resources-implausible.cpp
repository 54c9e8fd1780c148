#include <cstdint>
#include <string>

#include "check/finding.h"
#include "link/rbac.h"
#include "link/world.h"

namespace celint {
namespace {

constexpr std::int64_t kLeastMemory = 1024;      // in MiB: below it somebody means GiB
constexpr std::int64_t kMostMemory = 4'194'304;  // in MiB: above it somebody means bytes
constexpr double kMebibyte = 1024.0 * 1024.0;

std::string written(const Field<std::int64_t>& field) { return std::to_string(field.value); }

void check_numbers(const ComputeEnvironment& ce, Findings& out) {
  const Field<std::int64_t>& cpus = ce.head_job_cpus;
  const Field<std::int64_t>& memory = ce.head_job_memory_mb;
  if (cpus.known() && cpus.value <= 0)
    out.add(cpus.span, "The head job has " + written(cpus) + " CPUs: it needs one at least.").label =
        "not positive";
  if (!memory.known()) return;
  if (memory.value < kLeastMemory) {
    Finding& finding = out.add(memory.span, "headJobMemoryMb is " + written(memory) +
                                                ", counted in MiB: Nextflow does not start with so little.");
    finding.label = memory.value > 0 ? "GiB meant?" : "not positive";
    if (memory.value > 0) finding.help = "write " + std::to_string(memory.value * 1024) + " for GiB";
  } else if (memory.value > kMostMemory) {
    out.add(memory.span, "headJobMemoryMb is " + written(memory) + ", counted in MiB: no node has that much.")
        .label = "bytes meant?";
  }
}

/// `value` in the unit of the quantity against a bound of the namespace.
void check_bound(const Field<std::int64_t>& field, double value, const Quantity* bound,
                 const std::string& what, Findings& out) {
  if (bound == nullptr || !bound->amount() || !field.known() || value <= *bound->amount()) return;
  Finding& finding =
      out.add(field.span, "The head job asks for more " + what + " than its namespace allows: '" +
                              std::string(bound->text.value) + "'. Its pod is refused.");
  finding.label = "above the bound";
  finding.notes = {{bound->text.span, "the bound"}};
  finding.help = "ask for less, or raise the bound";
}

void check_bounds(const World& world, const Environment& environment, Findings& out) {
  const ComputeEnvironment& ce = *environment.ce;
  const double cpus = static_cast<double>(ce.head_job_cpus.value);
  const double memory = static_cast<double>(ce.head_job_memory_mb.value) * kMebibyte;
  for (const LimitRange& range : world.limit_ranges) {
    if (namespace_of(world, range.meta) != environment.ns) continue;
    for (const LimitRangeItem& item : range.limits) {
      if (item.type.value != "Container" && item.type.value != "Pod") continue;
      check_bound(ce.head_job_cpus, cpus, find_quantity(item.max, "cpu"), "CPUs", out);
      check_bound(ce.head_job_memory_mb, memory, find_quantity(item.max, "memory"), "memory", out);
    }
  }
  for (const ResourceQuota& quota : world.quotas) {
    if (namespace_of(world, quota.meta) != environment.ns || quota.scoped) continue;
    for (const std::string_view resource : {"cpu", "requests.cpu"})
      check_bound(ce.head_job_cpus, cpus, find_quantity(quota.hard, resource), "CPUs", out);
    for (const std::string_view resource : {"memory", "requests.memory"})
      check_bound(ce.head_job_memory_mb, memory, find_quantity(quota.hard, resource), "memory", out);
  }
}

void check_twice(const ComputeEnvironment& ce, Findings& out) {
  if (ce.head_pod.resources.empty() || (!ce.head_job_cpus.known() && !ce.head_job_memory_mb.known())) return;
  const Span field = ce.head_job_memory_mb.known() ? ce.head_job_memory_mb.span : ce.head_job_cpus.span;
  Finding& finding = out.add(field,
                             "The resources of the head job are set here and in headPodSpec: which count is "
                             "not documented.");
  finding.notes = {{ce.head_pod.resources.front(), "set here too"}};
  finding.help = "set them once";
}

void check(const World& world, Findings& out) {
  for (const Environment& environment : world.environments) {
    check_numbers(*environment.ce, out);
    if (!environment.ns.empty()) check_bounds(world, environment, out);
    check_twice(*environment.ce, out);
  }
}

}  // namespace

extern const Rule head_resources_implausible{
    .id = "head-resources-implausible",
    .summary = "The CPUs or the memory of the head job cannot be meant, or cannot be had.",
    .severity = Severity::warning,
    .confidence = Confidence::medium,
    .audience = Audience::everyone,
    .security_severity = "",
    .steps = {},
    .fix = FixKind::none,
    .check = check,
};

}  // namespace celint
