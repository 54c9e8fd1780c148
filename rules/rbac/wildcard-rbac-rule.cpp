
#include "check/finding.h"
#include "link/rbac.h"
#include "link/world.h"

namespace celint {
namespace {

const Str* star(std::span<const Str> values) {
  for (const Str& value : values)
    if (value.value == "*") return &value;
  return nullptr;
}

/// Everything, in the whole cluster: platform-cluster-admin speaks.
bool is_everything(const BoundRole& bound, const RbacRule& rule) {
  return bound.binding->cluster && star(rule.verbs) && star(rule.resources) && star(rule.api_groups);
}

void check(const World& world, Findings& out) {
  each_bound_rule(world, [&](const LaunchSubject& subject, const BoundRole& bound, const RbacRule& rule) {
    if (is_everything(bound, rule)) return;
    for (const auto& [values, what] :
         {std::pair{&rule.verbs, "verb"}, {&rule.resources, "resource"}, {&rule.api_groups, "API group"}})
      if (const Str* wildcard = star(*values)) {
        Finding& finding = out.add(wildcard->span, "This rule gives the " + std::string(subject.title) +
                                                       " every " + what + ", those of later versions too.");
        finding.notes = {{bound.subject->span, "bound here"}};
        finding.help = "list what a launch needs";
        finding.offer(FixKind::unsafe, with_needed_rights(world, *bound.role, rule));
        return;
      }
  });
  for (const Environment& environment : world.environments)
    for (const LaunchSubject& subject : launch_subjects(environment))
      for (const BoundRole& bound : *subject.roles)
        if (bound.role == nullptr && !bound.binding->cluster &&
            bound.binding->role_name.value == "cluster-admin")
          out.add(bound.binding->role_name.span, "'cluster-admin' gives the " + std::string(subject.title) +
                                                     " every verb on everything in namespace '" +
                                                     environment.ns + "'.")
              .help = "bind a Role with what a launch needs";
}

}  // namespace

extern const Rule wildcard_rbac_rule{
    .id = "wildcard-rbac-rule",
    .summary = "A role of a launch identity holds a wildcard.",
    .severity = Severity::warning,
    .confidence = Confidence::high,
    .audience = Audience::everyone,
    .security_severity = "6.5",
    .steps = {StepId::authorise, StepId::head_account},
    .fix = FixKind::unsafe,
    .check = check,
};

}  // namespace celint
