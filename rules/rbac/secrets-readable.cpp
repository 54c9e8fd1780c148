#include "check/finding.h"
#include "link/rbac.h"
#include "link/world.h"

namespace celint {
namespace {

bool reads(const RbacRule& rule) {
  const bool lists = holds(rule.verbs, "list") || holds(rule.verbs, "watch");
  return lists || (holds(rule.verbs, "get") && rule.resource_names.empty());
}

void check(const World& world, Findings& out) {
  each_bound_rule(world, [&](const LaunchSubject& subject, const BoundRole& bound, const RbacRule& rule) {
    const bool wildcard = holds(rule.verbs, "*") || holds(rule.resources, "*") || holds(rule.api_groups, "*");
    if (wildcard || !holds(rule.api_groups, "") || !reads(rule)) return;
    for (const Str& resource : rule.resources) {
      if (resource.value != "secrets") continue;
      Finding& finding =
          out.add(resource.span, "The " + std::string(subject.title) + " may read every Secret " +
                                     (bound.binding->cluster ? "of the cluster" : "of the namespace") +
                                     ", and neither Platform nor Nextflow does.");
      finding.notes = {{bound.subject->span, "bound here"}};
      finding.offer(FixKind::unsafe, without_resource(world, *bound.role, rule, resource));
      finding.help = "take secrets out of the rule: pods mount a Secret without it";
    }
  });
}

}  // namespace

extern const Rule secrets_readable{
    .id = "secrets-readable",
    .summary = "A launch identity may read Secrets, which no launch needs.",
    .severity = Severity::warning,
    .confidence = Confidence::high,
    .audience = Audience::everyone,
    .security_severity = "6.0",
    .steps = {StepId::authorise, StepId::head_account},
    .fix = FixKind::unsafe,
    .check = check,
};

}  // namespace celint
