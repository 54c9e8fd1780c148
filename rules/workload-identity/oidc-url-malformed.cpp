#include "check/finding.h"
#include "link/world.h"

namespace celint {
namespace {

void report(const Str& issuer, const char* where, Findings& out) {
  const std::string canonical = repaired_issuer(issuer.value).value_or("");
  Finding& finding = out.add(issuer.span, "'" + std::string(issuer.value) + "' is not how " + where +
                                              " names an EKS issuer, so no pod gets the role.");
  finding.label =
      canonical.empty() ? "expected oidc.eks.REGION.amazonaws.com/id/ID" : "expected '" + canonical + "'";
  finding.help = "write host and path alone, without scheme, port or a slash at the end";
  if (canonical.empty()) return;
  finding.edits = {{issuer.span, canonical}};
  finding.fix = FixKind::safe;
}

void check(const World& world, Findings& out) {
  for (const FederatedStatement& statement : world.federated) {
    for (const OidcProvider& provider : statement.providers)
      if (provider.malformed && !provider.unknown) report(provider.issuer, "a provider ARN", out);
    for (const ClaimCondition& claim : statement.claims)
      if (claim.malformed && !claim.unknown) report(claim.issuer, "a condition key", out);
  }
}

}  // namespace

extern const Rule oidc_url_malformed{
    .id = "oidc-url-malformed",
    .summary = "An EKS issuer is written in a form that IAM never compares equal.",
    .severity = Severity::error,
    .confidence = Confidence::high,
    .audience = Audience::everyone,
    .security_severity = "",
    .steps = {StepId::head_trust, StepId::compute_trust},
    .fix = FixKind::safe,
    .check = check,
};

}  // namespace celint
