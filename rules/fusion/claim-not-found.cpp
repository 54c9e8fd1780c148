#include <array>
#include <string>

#include "check/finding.h"
#include "link/placement.h"
#include "link/rbac.h"
#include "link/world.h"
#include "read/nearest.h"

namespace celint {
namespace {

struct Found {
  bool any = false;  ///< Some claim of its cluster is supplied.
  bool here = false;
  bool perhaps = false;  ///< Without a namespace of its own.
  const PersistentVolumeClaim* elsewhere = nullptr;
};

Found find(const World& world, const Environment& environment, std::string_view name) {
  Found found;
  for (const PersistentVolumeClaim& claim : world.claims) {
    if (!may_be_in_cluster(world, claim.meta, environment.ce->cluster_name.value)) continue;
    found.any = true;
    if (claim.meta.name.unknown()) found.perhaps = true;
    if (!claim.meta.name.known() || claim.meta.name.value != name) continue;
    const std::string_view ns = namespace_of(world, claim.meta);
    found.here |= ns == environment.ns;
    found.perhaps |= ns.empty();
    if (ns != environment.ns) found.elsewhere = &claim;
  }
  return found;
}

/// The claim of this namespace whose name is one slip away.
const PersistentVolumeClaim* near(const World& world, const Environment& environment, std::string_view name) {
  for (const PersistentVolumeClaim& claim : world.claims)
    if (claim.meta.name.known() && namespace_of(world, claim.meta) == environment.ns &&
        may_be_in_cluster(world, claim.meta, environment.ce->cluster_name.value) &&
        !nearest(name, std::array{claim.meta.name.value}).empty())
      return &claim;
  return nullptr;
}

void check(const World& world, Findings& out) {
  for (const Environment& environment : world.environments) {
    const StrField& field = environment.ce->storage_claim_name;
    const bool off = !environment.ce->fusion.unknown() && !environment.ce->fusion.value;
    if (!off || !field.known() || field.value.empty() || environment.ns.empty()) continue;
    const Found found = find(world, environment, field.value);
    if (!found.any || found.here || found.perhaps) continue;
    Finding& finding =
        out.add(field.span, "No claim '" + std::string(field.value) + "' is in namespace '" + environment.ns +
                                "' among the manifests: pods that mount it do not "
                                "start.");
    finding.help = "name a claim of that namespace, or create this one there";
    if (found.elsewhere != nullptr) {
      finding.notes = {{found.elsewhere->meta.name.span, "a claim of this name is in another namespace"}};
    } else if (const PersistentVolumeClaim* other = near(world, environment, field.value)) {
      const std::string name(other->meta.name.value);
      finding.label = "did you mean '" + name + "'?";
      finding.notes = {{other->meta.name.span, "this claim is there"}};
      finding.edits = {{field.span, "\"" + name + "\""}};
      finding.fix = FixKind::unsafe;
    }
  }
}

}  // namespace

extern const Rule claim_not_found{
    .id = "claim-not-found",
    .summary = "The claim of a compute environment is not in its namespace.",
    .severity = Severity::warning,
    .confidence = Confidence::medium,
    .audience = Audience::everyone,
    .security_severity = "",
    .steps = {StepId::storage},
    .fix = FixKind::unsafe,
    .check = check,
};

}  // namespace celint
