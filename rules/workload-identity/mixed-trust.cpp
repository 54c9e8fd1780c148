#include "check/finding.h"
#include "link/policy_edit.h"
#include "link/world.h"

namespace celint {
namespace {

/// Users, roles, accounts, services other than EKS Pod Identity. Anyone at all is trust-anyone's.
bool is_stranger(const PodAccount& account, const Principal& principal) {
  // Taken for the service of Pod Identity: pod-identity-untrusted speaks.
  if (account.association != nullptr && principal.value.value == "eks.amazonaws.com") return false;
  if (typed(principal.value).unknown() || principal.value.value == "*") return false;
  if (principal.type.value == "Service")
    return principal.value.value != "pods.eks.amazonaws.com" &&
           principal.value.value != "pods.eks.amazonaws.com.cn";
  return principal.type.value == "AWS";
}

void check_trust(const Environment& environment, const PodAccount& account, Findings& out) {
  for (const Statement& statement : account.role->trust->statements) {
    if (!statement.allows() || statement.not_principal) continue;
    for (std::size_t i = 0; i < statement.principals.size(); ++i) {
      const Principal& principal = statement.principals[i];
      if (!is_stranger(account, principal)) continue;
      Finding& finding =
          out.add(principal.value.span, "'" + std::string(principal.value.value) + "' may take " +
                                            title(*account.role) + " too, a role of the pods of " +
                                            environment.title + ".");
      finding.help = "split the role: one for the pods, one for the others";
      finding.confidence = Confidence::medium;
      finding.offer(FixKind::unsafe, without_principal(*account.role->trust, statement, i));
    }
  }
}

void check(const World& world, Findings& out) {
  for (const Environment& environment : world.environments)
    for (const PodAccount* account : {&environment.head, &environment.compute}) {
      if (account->role == nullptr || account->role->trust == nullptr ||
          account->role == environment.platform)
        continue;
      check_trust(environment, *account, out);
    }
}

}  // namespace

extern const Rule mixed_trust{
    .id = "mixed-trust",
    .summary = "The trust policy of a pod's role also admits others than pods.",
    .severity = Severity::warning,
    .confidence = Confidence::medium,
    .audience = Audience::everyone,
    .security_severity = "6.0",
    .steps = {StepId::head_trust, StepId::compute_trust},
    .fix = FixKind::unsafe,
    .check = check,
};

}  // namespace celint
