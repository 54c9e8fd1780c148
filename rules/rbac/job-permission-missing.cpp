#include "check/finding.h"
#include "link/rbac.h"
#include "link/world.h"

namespace celint {
namespace {

std::string list(const std::vector<RbacRight>& rights) {
  std::string text;
  for (const RbacRight& right : rights) text += (text.empty() ? "" : ", ") + to_string(right);
  return text;
}

void check(const World& world, Findings& out) {
  for (const Environment& environment : world.environments) {
    const std::vector<BoundRole>& roles = environment.head.bound;
    if (roles.empty() || roles.front().role == nullptr || runs_jobs(world, environment) != Truth::yes)
      continue;
    if (!missing_rights(roles, head_rights()).empty()) continue;
    std::vector<RbacRight> missing = missing_rights(roles, job_rights());
    std::erase_if(missing, [&roles](const RbacRight& right) { return granted_in_wrong_group(roles, right); });
    if (missing.empty()) continue;
    Finding& finding = out.add(roles.front().role->meta.name.span,
                               "The head account '" + environment.head.name + "' lacks " + list(missing) +
                                   ". From Nextflow 26.10 tasks run as Jobs unless k8s.computeResourceType "
                                   "is 'Pod', and they will fail with 403.");
    finding.notes = {{roles.front().subject->span, "binds the head account"}};
    finding.offer(FixKind::unsafe, with_rights(world, roles.front().role, missing));
    finding.help = "add them to the Role, or set k8s.computeResourceType = 'Pod'";
  }
}

}  // namespace

extern const Rule job_permission_missing{
    .id = "job-permission-missing",
    .summary = "The head account may not run tasks as Kubernetes Jobs, the default of newer Nextflow.",
    .severity = Severity::warning,
    .confidence = Confidence::medium,
    .audience = Audience::everyone,
    .security_severity = "",
    .steps = {StepId::head_account},
    .fix = FixKind::unsafe,
    .check = check,
};

}  // namespace celint
