#include <algorithm>

#include "check/finding.h"
#include "link/policy_edit.h"
#include "link/world.h"

namespace celint {
namespace {

bool binds(const ClaimCondition& claim) {
  return claim.claim == "sub" && claim.positive && breadth(claim) != Breadth::cluster;
}

const Str* widest_value(const ClaimCondition& claim) {
  for (const Str& value : claim.condition->values)
    if (claim.positive && breadth(claim, value) == Breadth::cluster) return &value;
  return nullptr;
}

void report(const World& world, const FederatedStatement& statement, Findings& out) {
  const auto sub = std::find_if(statement.claims.begin(), statement.claims.end(),
                                [](const ClaimCondition& claim) { return claim.claim == "sub"; });
  const bool absent = sub == statement.claims.end();
  const Str* value = absent ? nullptr : widest_value(*sub);
  const Span place = absent  ? statement.providers.front().issuer.span
                     : value ? value->span
                             : sub->condition->op.span;
  Finding& finding =
      out.add(place,
              "Every service account of the cluster can take this role: the statement does not bind "
              "the subject of the token.");
  finding.label = absent  ? "no condition on this provider's 'sub'"
                  : value ? "matches the accounts of every namespace"
                          : "'" + std::string(sub->condition->op.value) + "' does not bind the subject";
  finding.help = "name the accounts: StringEquals '" + std::string(statement.providers.front().issuer.value) +
                 ":sub': 'system:serviceaccount:NAMESPACE:NAME'";
  const std::vector<std::string> subjects = subjects_of(world, *statement.policy);
  if (absent && !subjects.empty())
    finding.offer(FixKind::unsafe,
                  with_condition(world, *statement.policy, *statement.statement,
                                 {"StringEquals",
                                  std::string(statement.providers.front().issuer.value) + ":sub", subjects}));
  else if (value != nullptr && subjects.size() == 1)
    finding.offer(FixKind::unsafe, {rewritten(*value, subjects.front())});
  if (absent && statement.claims.empty()) finding.aliases = {"MISSING_CONDITION_KEY_FOR_OIDC_PRINCIPAL"};
}

void check(const World& world, Findings& out) {
  for (const FederatedStatement& statement : world.federated) {
    if (!statement.eks() || !statement.web_identity || !statement.keys_fit()) continue;
    if (std::none_of(statement.claims.begin(), statement.claims.end(), binds)) report(world, statement, out);
  }
}

}  // namespace

extern const Rule subject_unchecked{
    .id = "subject-unchecked",
    .summary = "A trust policy for an EKS provider admits every service account of the cluster.",
    .severity = Severity::error,
    .confidence = Confidence::high,
    .audience = Audience::everyone,
    .security_severity = "8.1",
    .steps = {StepId::head_trust, StepId::compute_trust},
    .fix = FixKind::unsafe,
    .check = check,
};

}  // namespace celint
