#include <algorithm>
#include <set>

#include "check/finding.h"
#include "link/rbac.h"
#include "link/world.h"

namespace celint {
namespace {

/// Every CE of the namespace keeps its work in S3.
bool is_storage_free(const World& world, const std::string& ns) {
  return std::all_of(
      world.environments.begin(), world.environments.end(), [&ns](const Environment& environment) {
        return environment.ns != ns || (environment.work && environment.ce->storage_claim_name.absent());
      });
}

void check(const World& world, Findings& out) {
  std::set<const RbacRule*> seen;
  for (const Environment& environment : world.environments) {
    if (environment.ns.empty() || !is_storage_free(world, environment.ns)) continue;
    for (const LaunchSubject& subject : launch_subjects(environment))
      for (const BoundRole& bound : *subject.roles) {
        if (bound.role == nullptr) continue;
        for (const RbacRule& rule : bound.role->rules) {
          if (holds(rule.verbs, "*") || holds(rule.resources, "*") || holds(rule.api_groups, "*") ||
              !seen.insert(&rule).second)
            continue;
          for (const Str& resource : rule.resources)
            if ((resource.value == "pods/exec" && holds(rule.api_groups, "")) ||
                (resource.value == "deployments" && holds(rule.api_groups, "apps"))) {
              Finding& finding =
                  out.add(resource.span,
                          "The " + std::string(subject.title) + " holds '" + std::string(resource.value) +
                              "', which only a work directory on a claim needs, and none is in namespace '" +
                              environment.ns + "'.");
              finding.offer(FixKind::unsafe, without_resource(world, *bound.role, rule, resource));
              finding.help = "take it out of the rule";
            }
        }
      }
  }
}

}  // namespace

extern const Rule unneeded_exec{
    .id = "unneeded-exec",
    .summary =
        "A launch identity may enter pods or manage Deployments, which only work directories on a claim "
        "need.",
    .severity = Severity::note,
    .confidence = Confidence::medium,
    .audience = Audience::audit,
    .security_severity = "5.0",
    .steps = {StepId::authorise, StepId::head_account},
    .fix = FixKind::unsafe,
    .check = check,
};

}  // namespace celint
