#include "check/finding.h"
#include "link/policy_edit.h"
#include "link/world.h"

namespace celint {
namespace {

void check_claim(const FederatedStatement& statement, const ClaimCondition& claim, Findings& out) {
  for (const Str& value : claim.condition->values) {
    if (value.value.find_first_of("*?") == std::string_view::npos || typed(value).unknown()) continue;
    Finding& finding = out.add(value.span, "Under '" + std::string(claim.condition->op.value) +
                                               "' a wildcard is plain text: no token has the " +
                                               (claim.claim == "sub" ? "subject" : "audience") + " '" +
                                               std::string(value.value) + "', so no pod gets the role.");
    finding.label = "compared as text";
    finding.notes = {{claim.condition->op.span, "takes no wildcards"}};
    std::string op(claim.condition->op.value);
    if (const std::size_t at = op.find("Equals"); at != std::string::npos && !op.ends_with("IgnoreCase"))
      finding.offer(FixKind::unsafe,
                    with_operator(*statement.policy, *statement.statement, *claim.condition,
                                  op.replace(at, std::string_view("Equals").size(), "Like")));
    finding.help = "write the exact values, or use StringLike";
  }
}

void check(const World& world, Findings& out) {
  for (const FederatedStatement& statement : world.federated) {
    if (!statement.web_identity) continue;
    for (const ClaimCondition& claim : statement.claims)
      if (claim.literal() && !claim.unknown && is_eks_issuer(claim.issuer.value))
        check_claim(statement, claim, out);
  }
}

}  // namespace

extern const Rule subject_star_literal{
    .id = "subject-star-literal",
    .summary =
        "A trust policy compares a token claim with wildcard text under an operator that takes it literally.",
    .severity = Severity::error,
    .confidence = Confidence::high,
    .audience = Audience::everyone,
    .security_severity = "",
    .steps = {StepId::head_trust, StepId::compute_trust},
    .fix = FixKind::unsafe,
    .check = check,
};

}  // namespace celint
