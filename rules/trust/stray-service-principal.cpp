#include "check/finding.h"
#include "link/assuming.h"
#include "link/policy_edit.h"

namespace celint {
namespace {

/// EKS Pod Identity gives a role to pods, so it may be meant where the platform role is theirs too.
bool serves_pods(const World& world, const Identity& role, std::string_view service) {
  if (service != "pods.eks.amazonaws.com") return false;
  for (const Environment& environment : world.environments)
    if (environment.head.role == &role || environment.compute.role == &role) return true;
  return false;
}

void check_statement(const World& world, const Assuming& assuming, const Statement& statement,
                     Findings& out) {
  for (std::size_t i = 0; i < statement.principals.size(); ++i) {
    const Principal& principal = statement.principals[i];
    if (principal.type.value != "Service" || typed(principal.value).unknown()) continue;
    if (serves_pods(world, *assuming.role, principal.value.value)) continue;
    Finding& finding = out.add(principal.value.span,
                               "The platform role, " + title(*assuming.role) +
                                   ", also trusts the AWS service '" + std::string(principal.value.value) +
                                   "': whoever may run something there can run it with this role.");
    finding.label = "Platform does not come from there";
    finding.offer(FixKind::unsafe, without_principal(*assuming.trust, statement, i));
    finding.help = "remove the service; Platform assumes the role as a user or role of its own";
  }
}

void check(const World& world, Findings& out) {
  for (const Environment& environment : world.environments)
    if (const auto assuming = assuming_of(world, environment))
      for (const Statement& statement : assuming->trust->statements)
        if (statement.allows() && !statement.not_principal) check_statement(world, *assuming, statement, out);
}

}  // namespace

extern const Rule stray_service_principal{
    .id = "stray-service-principal",
    .summary = "The platform role also trusts AWS services.",
    .severity = Severity::warning,
    .confidence = Confidence::high,
    .audience = Audience::everyone,
    .security_severity = "5.0",
    .steps = {StepId::credentials},
    .fix = FixKind::unsafe,
    .check = check,
};

}  // namespace celint
