#include <algorithm>

#include "check/finding.h"
#include "link/world.h"

namespace celint {
namespace {

bool maps_nodes(const AwsAuthKey& roles) {
  return std::any_of(roles.entries.begin(), roles.entries.end(), [](const IdentityMapping& entry) {
    const bool nodes = std::any_of(entry.groups.begin(), entry.groups.end(), [](const Str& group) {
      return group.value.find("system:nodes") != std::string_view::npos ||
             group.value.find("system:node-proxier") != std::string_view::npos;
    });
    return nodes || entry.groups_lost || !entry.lost_groups.empty() ||
           (!entry.kept && entry.dropped_because.empty());
  });
}

/// Something in the text is lost or open, so that what it maps is not known; other rules say so.
bool is_doubtful(const AwsAuth& map) {
  if (!map.unread.empty()) return true;
  return map.roles && (map.roles->unknown || !map.roles->unparsable.empty() || map.roles->not_a_list ||
                       map.roles->left_out);
}

/// Access entries map the nodes there.
bool has_entries_mode(const World& world, const AwsAuth& map) {
  const auto entries = [](std::string_view mode) { return mode.starts_with("API"); };
  for (const Environment& environment : world.environments)
    if (environment.aws_auth == &map) return entries(environment.mode);
  return world.clusters.size() == 1 && entries(world.clusters.front().authentication_mode.value);
}

void check(const World& world, Findings& out) {
  for (const AwsAuth& map : world.aws_auth) {
    if (!map.read || !map.whole() || !map.meta.name.known() || map.meta.exported || is_doubtful(map))
      continue;
    if ((map.roles && maps_nodes(*map.roles)) || has_entries_mode(world, map)) continue;
    Finding& finding = out.add(map.roles ? map.roles->key.span : map.meta.name.span,
                               "No entry of mapRoles is in the group system:nodes: unless access entries map "
                               "the nodes, applying this ConfigMap cuts them off.");
    finding.help = "keep the entry of the node role: kubectl get configmap aws-auth -n kube-system -o yaml";
  }
}

}  // namespace

extern const Rule node_mapping_missing{
    .id = "node-mapping-missing",
    .summary = "Applying this aws-auth cuts the nodes off: no entry maps them.",
    .severity = Severity::warning,
    .confidence = Confidence::medium,
    .audience = Audience::everyone,
    .security_severity = "",
    .steps = {},
    .fix = FixKind::none,
    .check = check,
};

}  // namespace celint
