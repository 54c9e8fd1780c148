#include <algorithm>

#include "check/finding.h"
#include "link/policy_edit.h"
#include "link/world.h"
#include "read/letters.h"

namespace celint {
namespace {

/// One value: a set prefix asks of a set that is never there.
bool has_set_prefix(const ClaimCondition& claim) {
  return claim.condition->op.value.find(':') != std::string_view::npos;
}

const Str* open_value(const ClaimCondition& claim) {
  for (const Str& value : claim.condition->values)
    if (claim.like && value.value == "*") return &value;
  return nullptr;
}

bool binds(const ClaimCondition& claim) {
  return claim.claim == "aud" && claim.positive && !has_set_prefix(claim) && open_value(claim) == nullptr;
}

/// The place that fails to bind: an open value, an operator, else the provider whose tokens are asked for.
void report(const World& world, const FederatedStatement& statement, Findings& out) {
  const auto aud = std::find_if(statement.claims.begin(), statement.claims.end(),
                                [](const ClaimCondition& claim) { return claim.claim == "aud"; });
  const bool absent = aud == statement.claims.end();
  const Str* open = absent ? nullptr : open_value(*aud);
  const Span place = absent ? statement.providers.front().issuer.span
                     : open ? open->span
                            : aud->condition->key.span;
  Finding& finding =
      out.add(place,
              "This statement does not bind the audience of the token, so a token made for another "
              "service is as good as one made for STS.");
  finding.label = absent ? "no condition on this provider's 'aud'"
                  : open ? "any audience"
                         : "does not bind the single value that 'aud' is";
  finding.help = "add StringEquals '" + std::string(statement.providers.front().issuer.value) +
                 ":aud': 'sts.amazonaws.com'";
  if (absent)
    finding.offer(FixKind::unsafe,
                  with_condition(world, *statement.policy, *statement.statement,
                                 {"StringEquals",
                                  std::string(statement.providers.front().issuer.value) + ":aud",
                                  {"sts.amazonaws.com"}}));
  else if (open != nullptr)
    finding.offer(FixKind::unsafe, {rewritten(*open, "sts.amazonaws.com")});
  if (!absent && lowered(aud->condition->op.value).starts_with("foranyvalue:"))
    finding.aliases = {"FORANYVALUE_WITH_AUDIENCE_CLAIM_TYPE"};
}

void check(const World& world, Findings& out) {
  for (const FederatedStatement& statement : world.federated) {
    if (!statement.eks() || !statement.web_identity || !statement.keys_fit()) continue;
    if (std::none_of(statement.claims.begin(), statement.claims.end(), binds)) report(world, statement, out);
  }
}

}  // namespace

extern const Rule audience_unchecked{
    .id = "audience-unchecked",
    .summary = "A trust policy for an EKS provider does not bind the audience of the token.",
    .severity = Severity::warning,
    .confidence = Confidence::high,
    .audience = Audience::everyone,
    .security_severity = "4.0",
    .steps = {StepId::head_trust, StepId::compute_trust},
    .fix = FixKind::unsafe,
    .check = check,
};

}  // namespace celint
