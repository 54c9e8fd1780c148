#include <algorithm>

#include "check/finding.h"
#include "link/world.h"

namespace celint {
namespace {

void check_claim(const FederatedStatement& statement, const ClaimCondition& claim, Findings& out) {
  const bool malformed = std::any_of(statement.providers.begin(), statement.providers.end(),
                                     [](const OidcProvider& provider) { return provider.malformed; });
  if (claim.unknown || !claim.positive || claim.malformed || malformed || claim.names_provider) return;
  const OidcProvider& provider = statement.providers.front();
  Finding& finding =
      out.add(claim.issuer.span,
              "The condition key '" + std::string(claim.condition->key.value) +
                  "' belongs to another OIDC provider than this statement trusts, so no pod gets the role.");
  finding.label = "never present in a token of that provider";
  finding.notes = {{provider.issuer.span, "the provider trusted here"}};
  finding.help = "use the provider's own host and path: '" + std::string(provider.issuer.value) + ":" +
                 std::string(claim.claim) + "'";
  if (statement.providers.size() != 1) return;
  finding.edits = {{claim.issuer.span, std::string(provider.issuer.value)}};
  finding.fix = FixKind::safe;
}

void check(const World& world, Findings& out) {
  for (const FederatedStatement& statement : world.federated)
    if (statement.eks())
      for (const ClaimCondition& claim : statement.claims) check_claim(statement, claim, out);
}

}  // namespace

extern const Rule oidc_key_mismatch{
    .id = "oidc-key-mismatch",
    .summary =
        "A condition key of a trust policy names another OIDC provider than the statement trusts, so it is "
        "never present.",
    .severity = Severity::error,
    .confidence = Confidence::high,
    .audience = Audience::everyone,
    .security_severity = "",
    .steps = {StepId::head_trust, StepId::compute_trust},
    .fix = FixKind::safe,
    .check = check,
};

}  // namespace celint
