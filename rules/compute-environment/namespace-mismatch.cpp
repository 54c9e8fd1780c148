#include <algorithm>
#include <string>
#include <vector>

#include "check/finding.h"
#include "link/rbac.h"
#include "link/world.h"

namespace celint {
namespace {

bool is_launcher(std::string_view name) {
  return name == "tower-launcher-sa" || name == "tower-launcher-role" || name == "tower-launcher-rolebind" ||
         name == "tower-launcher-userbind";
}

/// Objects that carry a name of the environment or of the published launcher manifest.
std::vector<const ObjectMeta*> objects_of(const World& world, const Environment& environment) {
  std::vector<const ObjectMeta*> found;
  const auto add = [&](const auto& objects, auto&& is_named) {
    for (const auto& object : objects)
      if (object.meta.name.known() && is_named(object.meta.name.value)) found.push_back(&object.meta);
  };
  const ComputeEnvironment& ce = *environment.ce;
  add(world.service_accounts, [&](std::string_view name) {
    const bool own = name == environment.head.name || name == environment.compute.name;
    return name != "default" && (own || is_launcher(name));
  });
  add(world.claims, [&](std::string_view name) {
    return ce.storage_claim_name.known() && name == ce.storage_claim_name.value;
  });
  add(world.roles, is_launcher);
  add(world.bindings, is_launcher);
  return found;
}

/// Some other environment may be the one the objects are for.
bool is_only_one(const World& world, const Environment& environment) {
  return std::all_of(world.environments.begin(), world.environments.end(), [&](const Environment& other) {
    return &other == &environment || other.ns == environment.ns;
  });
}

void check(const World& world, Findings& out) {
  for (const Environment& environment : world.environments) {
    if (environment.ns.empty() || !is_only_one(world, environment)) continue;
    const std::vector<const ObjectMeta*> objects = objects_of(world, environment);
    const auto elsewhere = [&](const ObjectMeta* meta) {
      const std::string_view ns = namespace_of(world, *meta);
      return !ns.empty() && ns != environment.ns;
    };
    if (objects.empty() || !std::all_of(objects.begin(), objects.end(), elsewhere)) continue;
    const StrField& field = environment.ce->ns;
    const std::string there(namespace_of(world, *objects.front()));
    Finding& finding = out.add(field.absent() ? environment.ce->cluster_name.span : field.span,
                               "The compute environment uses namespace '" + environment.ns +
                                   "', and every object that was made for it is in '" + there +
                                   "': nothing it names is found.");
    for (const ObjectMeta* meta : objects)
      finding.notes.push_back({meta->name.span, "is in '" + std::string(namespace_of(world, *meta)) + "'"});
    finding.help =
        "name '" + there + "' in the compute environment, or apply the objects to '" + environment.ns + "'";
    if (field.absent()) continue;
    finding.edits = {{field.span, "\"" + there + "\""}};
    finding.fix = FixKind::unsafe;
  }
}

}  // namespace

extern const Rule namespace_mismatch{
    .id = "namespace-mismatch",
    .summary = "The Kubernetes objects of a compute environment are in another namespace.",
    .severity = Severity::warning,
    .confidence = Confidence::medium,
    .audience = Audience::everyone,
    .security_severity = "",
    .steps = {StepId::head_account},
    .fix = FixKind::unsafe,
    .check = check,
};

}  // namespace celint
