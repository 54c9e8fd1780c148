#include "check/finding.h"
#include "link/value_edit.h"
#include "link/world.h"

namespace celint {
namespace {

bool grants_something(const BoundRole& bound) { return bound.role == nullptr || !bound.role->rules.empty(); }

bool mounts_token(const PodAccount& account) {
  return account.object == nullptr || !account.object->automount_token.known() ||
         account.object->automount_token.value;
}

void check(const World& world, Findings& out) {
  for (const Environment& environment : world.environments) {
    const PodAccount& compute = environment.compute;
    if (compute.name.empty() || environment.head.name.empty() || compute.name == environment.head.name ||
        !mounts_token(compute))
      continue;
    for (const BoundRole& bound : compute.bound) {
      if (bound.subject->kind.value != "ServiceAccount" || compute.name == "default" ||
          !grants_something(bound))
        continue;
      Finding& finding = out.add(bound.subject->name.span,
                                 "The compute account '" + compute.name + "' is bound to '" +
                                     std::string(bound.binding->role_name.value) +
                                     "', so every task holds rights in Kubernetes, and no task needs any.");
      finding.notes = {{compute.field.span, "task pods run under this account"}};
      finding.offer(FixKind::unsafe, without(world, *bound.binding->meta.document, bound.subject->span));
      finding.help = "remove the subject, or set automountServiceAccountToken to false on the account";
    }
  }
}

}  // namespace

extern const Rule compute_account_bound{
    .id = "compute-account-bound",
    .summary = "Task pods hold rights in Kubernetes that no task needs.",
    .severity = Severity::warning,
    .confidence = Confidence::medium,
    .audience = Audience::everyone,
    .security_severity = "5.0",
    .steps = {StepId::compute_role},
    .fix = FixKind::unsafe,
    .check = check,
};

}  // namespace celint
