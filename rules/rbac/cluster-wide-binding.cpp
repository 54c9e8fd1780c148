#include <algorithm>

#include "check/finding.h"
#include "link/rbac.h"
#include "link/world.h"

namespace celint {
namespace {

bool is_own_subject(const Subject& subject) { return !subject.name.value.starts_with("system:"); }

/// Nothing but URLs such as /healthz.
bool grants_urls_alone(const RbacRole& role) {
  return !role.rules.empty() && std::all_of(role.rules.begin(), role.rules.end(),
                                            [](const RbacRule& rule) { return rule.resources.empty(); });
}

bool grants_everything(const RbacRole& role) {
  const auto star = [](std::span<const Str> values) {
    return std::any_of(values.begin(), values.end(), [](const Str& value) { return value.value == "*"; });
  };
  return std::any_of(role.rules.begin(), role.rules.end(), [&star](const RbacRule& rule) {
    return star(rule.verbs) && star(rule.resources) && star(rule.api_groups);
  });
}

bool is_quiet(const BoundRole& bound) {
  if (!bound.binding->cluster || !is_own_subject(*bound.subject) ||
      bound.binding->role_name.value == "cluster-admin")
    return true;
  return bound.role != nullptr && (grants_urls_alone(*bound.role) || grants_everything(*bound.role));
}

void check(const World& world, Findings& out) {
  for (const Environment& environment : world.environments)
    for (const LaunchSubject& subject : launch_subjects(environment))
      for (const BoundRole& bound : *subject.roles) {
        if (is_quiet(bound)) continue;
        Finding& finding = out.add(
            bound.subject->name.span,
            "The " + std::string(subject.title) + " holds '" + std::string(bound.binding->role_name.value) +
                "' in every namespace, and a launch happens in '" + environment.ns + "' alone.");
        if (bound.binding->subjects.size() == 1)
          finding.offer(FixKind::unsafe, as_role_binding(world, *bound.binding, environment.ns));
        finding.help = "bind it by a RoleBinding in namespace '" + environment.ns + "'";
      }
}

}  // namespace

extern const Rule cluster_wide_binding{
    .id = "cluster-wide-binding",
    .summary = "A launch identity is bound in the whole cluster instead of its namespace.",
    .severity = Severity::warning,
    .confidence = Confidence::high,
    .audience = Audience::everyone,
    .security_severity = "6.0",
    .steps = {StepId::authorise, StepId::head_account},
    .fix = FixKind::unsafe,
    .check = check,
};

}  // namespace celint
