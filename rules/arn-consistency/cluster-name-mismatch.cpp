#include <algorithm>
#include <numeric>
#include <utility>

#include "check/finding.h"
#include "link/world.h"
#include "model/letters.h"

namespace celint {
namespace {

/// Insertions, deletions and replacements between two names.
std::size_t edits(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = std::exchange(row[0], i);
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t above = row[j];
      row[j] = std::min({above + 1, row[j - 1] + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1)});
      diagonal = above;
    }
  }
  return row.back();
}

/// Why the two may be one cluster; empty if nothing says so.
std::string_view likeness(const ComputeEnvironment& ce, const Cluster& cluster) {
  constexpr std::size_t kSlip = 2, kLongest = 100;
  const std::string_view a = ce.cluster_name.value, b = cluster.name.value;
  if (ce.server.known() && cluster.endpoint.known() && ce.server.value == cluster.endpoint.value)
    return "the server of the compute environment is this cluster's endpoint";
  if (equal_ignoring_case(a, b)) return "the names differ in letter case only";
  return a.size() <= kLongest && b.size() <= kLongest && edits(a, b) <= kSlip ? "the names are nearly equal"
                                                                              : "";
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
