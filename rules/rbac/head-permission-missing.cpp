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

/// Where the account is bound, though not for this namespace.
void note_elsewhere(const World& world, const Environment& environment, Finding& finding) {
  const RbacUser user = service_account_user(environment.ns, environment.head.name);
  for (const RbacBinding& binding : world.bindings)
    for (const Subject& subject : binding.subjects)
      if (!binding.cluster && namespace_of(world, binding.meta) != environment.ns &&
          matches_subject(world, user, binding, subject))
        finding.notes.push_back(
            {subject.name.span,
             "bound, but in namespace '" + std::string(namespace_of(world, binding.meta)) + "'"});
}

void report_unbound(const World& world, const Environment& environment, Findings& out) {
  const StrField& field = environment.head.field;
  Finding& finding = out.add(field.known() ? field.span : environment.ce->ns.span,
                             "No binding in namespace '" + environment.ns + "' names the head account '" +
                                 environment.head.name + "': Nextflow may not create a single pod.");
  note_elsewhere(world, environment, finding);
  finding.help = "bind the account to a Role with " + list(head_rights());
}

void report_missing(const World& world, const Environment& environment, std::vector<RbacRight> missing,
                    bool jobs, Findings& out) {
  const std::vector<BoundRole>& roles = environment.head.bound;
  if (jobs)
    for (const RbacRight& right : missing_rights(roles, job_rights())) missing.push_back(right);
  Finding& finding = out.add(roles.front().role->meta.name.span,
                             "The head account '" + environment.head.name + "' lacks " + list(missing) +
                                 " in namespace '" + environment.ns + "', which Nextflow asks for.");
  finding.label = "does not grant them";
  finding.notes = {{roles.front().subject->span, "binds the head account"}};
  finding.offer(FixKind::unsafe, with_rights(world, roles.front().role, missing));
  finding.help = "add them to the Role";
}

std::vector<RbacRight> missing_of(const std::vector<BoundRole>& roles) {
  std::vector<RbacRight> missing = missing_rights(roles, head_rights());
  std::erase_if(missing, [&roles](const RbacRight& right) { return granted_in_wrong_group(roles, right); });
  return missing;
}

void check(const World& world, Findings& out) {
  for (const Environment& environment : world.environments) {
    if (environment.step(StepId::head_account).verdict != Verdict::refuted) continue;
    if (environment.head.bound.empty()) {
      report_unbound(world, environment, out);
      continue;
    }
    std::vector<RbacRight> missing = missing_of(environment.head.bound);
    if (!missing.empty())
      report_missing(world, environment, std::move(missing), runs_jobs(world, environment) == Truth::yes,
                     out);
  }
}

}  // namespace

extern const Rule head_permission_missing{
    .id = "head-permission-missing",
    .summary = "The head account may not do what Nextflow asks of Kubernetes.",
    .severity = Severity::error,
    .confidence = Confidence::high,
    .audience = Audience::everyone,
    .security_severity = "",
    .steps = {StepId::head_account},
    .fix = FixKind::unsafe,
    .check = check,
};

}  // namespace celint
