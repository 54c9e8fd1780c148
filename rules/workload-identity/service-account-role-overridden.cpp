#include "check/finding.h"
#include "link/role_override.h"
#include "link/value_edit.h"
#include "link/world.h"

namespace celint {
namespace {

Span place_of_role(const PodAccount& account) {
  return account.association != nullptr ? account.association->role_arn.span : account.object->role_arn.span;
}

/// The account carries a role, as far as the inputs show.
bool carries_role(const PodAccount& account) {
  return account.association != nullptr || (account.object != nullptr && account.object->role_arn.known());
}

Finding& report(const PodAccount& account, const char* pods, Str variable, Findings& out) {
  Finding& finding =
      out.add(variable.span, "'" + std::string(variable.value) + "' reaches the " + pods +
                                 " and is used before the role of service account '" + account.name + "'.");
  finding.label = "overrides the role";
  finding.notes = {{place_of_role(account), "the role of the account"}};
  finding.help = "remove the variable, or the role if it is not meant to be used";
  return finding;
}

void check_association(const PodAccount& account, Findings& out) {
  if (account.association == nullptr || account.object == nullptr) return;
  const StrField& associated = account.association->role_arn;
  const StrField& annotated = account.object->role_arn;
  if (!associated.known() || !annotated.known() || associated.value == annotated.value) return;
  Finding& finding =
      out.add(annotated.span, "A Pod Identity association gives service account '" + account.name +
                                  "' another role, and it wins over this annotation.");
  finding.label = "not used";
  finding.notes = {{associated.span, "the role in force"}};
  finding.help = "keep one of the two";
}

void check_override(const World& world, const Environment& environment, const RoleOverride& other,
                    Findings& out) {
  const bool head = other.head && carries_role(environment.head);
  if (!head && !(other.compute && carries_role(environment.compute))) return;
  Finding& finding = head ? report(environment.head, "head pod", other.name, out)
                          : report(environment.compute, "task pods", other.name, out);
  if (other.variable != nullptr)
    finding.offer(FixKind::unsafe, without(world, *environment.ce->document, other.variable->span));
}

void check(const World& world, Findings& out) {
  for (const Environment& environment : world.environments) {
    check_association(environment.head, out);
    check_association(environment.compute, out);
    for (const RoleOverride& other : role_overrides(*environment.ce))
      check_override(world, environment, other, out);
  }
}

}  // namespace

extern const Rule service_account_role_overridden{
    .id = "service-account-role-overridden",
    .summary = "Pods do not use the role that their service account is annotated with.",
    .severity = Severity::warning,
    .confidence = Confidence::high,
    .audience = Audience::everyone,
    .security_severity = "6.0",
    .steps = {StepId::head_role, StepId::compute_role},
    .fix = FixKind::unsafe,
    .check = check,
};

}  // namespace celint
