#include <algorithm>

#include "check/finding.h"
#include "link/value_edit.h"
#include "link/world.h"
#include "read/letters.h"
#include "read/nearest.h"

namespace celint {
namespace {

std::string without_digits(std::string_view name) {
  std::string rest(name);
  std::erase_if(rest, [](char c) { return c >= '0' && c <= '9'; });
  return rest;
}

/// A slip of at most two letters in a name that is long enough to tell. Names that differ in digits are those
/// of numbered clusters.
bool nearly_equal(std::string_view a, std::string_view b) {
  constexpr std::size_t kLongest = 100, kSlip = 2;
  return a.size() <= kLongest && b.size() <= kLongest && edits(a, b) <= std::min(kSlip, a.size() / 3) &&
         without_digits(a) != without_digits(b);
}

/// Why the two may be one cluster; empty if nothing says so.
std::string_view likeness(const ComputeEnvironment& ce, const Cluster& cluster) {
  const std::string_view a = ce.cluster_name.value, b = cluster.name.value;
  if (ce.server.known() && cluster.endpoint.known() && ce.server.value == cluster.endpoint.value)
    return "the server of the compute environment is this cluster's endpoint";
  if (equal_ignoring_case(a, b)) return "the names differ in letter case only";
  return nearly_equal(a, b) ? "the names are nearly equal" : "";
}

void check(const World& world, Findings& out) {
  if (world.clusters.size() != 1 || !world.clusters.front().name.known()) return;
  const Cluster& cluster = world.clusters.front();
  for (const Environment& environment : world.environments) {
    const StrField& name = environment.ce->cluster_name;
    if (!name.known() || name.value == cluster.name.value) continue;
    const std::string_view why = likeness(*environment.ce, cluster);
    if (why.empty()) continue;
    Finding& finding =
        out.add(name.span, "The compute environment names cluster '" + std::string(name.value) +
                               "', and the cluster described is '" + std::string(cluster.name.value) +
                               "': " + std::string(why) + ".");
    finding.label = "no such cluster is described";
    finding.notes = {{cluster.name.span, "the only cluster described"}};
    finding.offer(FixKind::unsafe, {rewritten({name.value, name.span}, cluster.name.value)});
    finding.help = "create the compute environment anew with '" + std::string(cluster.name.value) +
                   "' if that is the cluster meant";
  }
}

}  // namespace

extern const Rule cluster_name_mismatch{
    .id = "cluster-name-mismatch",
    .summary = "The compute environment's cluster is nearly, but not quite, the one described.",
    .severity = Severity::warning,
    .confidence = Confidence::medium,
    .audience = Audience::everyone,
    .security_severity = "",
    .steps = {StepId::describe},
    .fix = FixKind::unsafe,
    .check = check,
};

}  // namespace celint
