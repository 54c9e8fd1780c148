#include <algorithm>
#include <array>

#include "access/binding.h"
#include "access/glob.h"
#include "check/finding.h"
#include "link/world.h"
#include "read/letters.h"

namespace celint {
namespace {

bool assumes_role(const Statement& statement) {
  static constexpr std::array kActions{"sts:AssumeRole", "sts:AssumeRoleWithWebIdentity",
                                       "sts:AssumeRoleWithSAML"};
  return std::any_of(statement.actions.begin(), statement.actions.end(), [](const Str& action) {
    const Glob pattern = parse_glob(action.value, Case::ignored);
    return std::any_of(kActions.begin(), kActions.end(),
                       [&pattern](const char* name) { return matches(pattern, name) == Truth::yes; });
  });
}

bool is_anyone(const Principal& principal) {
  return principal.value.value == "*" && (principal.type.value.empty() || principal.type.value == "AWS");
}

/// Keys that say who calls or from where (IAM User Guide, global condition keys). sts:ExternalId is no
/// secret.
bool is_bound(const Statement& statement) {
  return std::any_of(
      statement.conditions.begin(), statement.conditions.end(), [](const Condition& condition) {
        return is_binding(condition) &&
               is_about(condition,
                        {"aws:PrincipalArn", "aws:PrincipalAccount", "aws:PrincipalOrgID",
                         "aws:PrincipalOrgPaths", "aws:SourceVpc", "aws:SourceVpce", "aws:SourceIp"});
      });
}

void check_statement(const Statement& statement, Findings& out) {
  if (!statement.allows() || statement.not_principal || !assumes_role(statement) || is_bound(statement))
    return;
  for (const Principal& principal : statement.principals) {
    if (!is_anyone(principal)) continue;
    Finding& finding = out.add(principal.value.span, "Anyone with an AWS account can assume this role.");
    finding.label = "every principal of every account";
    finding.help = "name the principals that need the role";
    if (principal.type.value.empty())
      finding.aliases = {"ROLE_TRUST_POLICY_UNSUPPORTED_WILDCARD_IN_PRINCIPAL"};
    for (const Condition& condition : statement.conditions)
      finding.notes.push_back({condition.key.span, "does not say who calls"});
  }
}

/// Some condition is about a claim of the provider, whose audience is left out of account where callers
/// choose it.
bool asks_of(const Statement& statement, std::string_view issuer, bool chosen_audience) {
  return std::any_of(
      statement.conditions.begin(), statement.conditions.end(), [&](const Condition& condition) {
        const std::string_view key = condition.key.value;
        return key.size() > issuer.size() && equal_ignoring_case(key.substr(0, issuer.size()), issuer) &&
               !(chosen_audience && equal_ignoring_case(key.substr(issuer.size()), ":aud"));
      });
}

/// Tokens of a provider that is no EKS cluster's (`subject-unchecked`), whoever they were issued to.
void check_provider(const FederatedStatement& federated, Findings& out) {
  if (federated.eks() || !federated.web_identity) return;
  for (const OidcProvider& provider : federated.providers) {
    const bool github = provider.issuer.value == "token.actions.githubusercontent.com";
    if (provider.unknown || asks_of(*federated.statement, provider.issuer.value, github)) continue;
    Finding& finding =
        out.add(provider.issuer.span,
                "Whoever gets a token of '" + std::string(provider.issuer.value) + "' can assume this role.");
    finding.label = github ? "no condition on the repository" : "no condition on a claim of this provider";
    finding.help = "bind '" + std::string(provider.issuer.value) + ":sub' to the subjects that need the role";
    if (!asks_of(*federated.statement, provider.issuer.value, false))
      finding.aliases = {"MISSING_CONDITION_KEY_FOR_OIDC_PRINCIPAL"};
    if (github) finding.aliases.push_back("MISSING_GITHUB_REPO_CONDITION_KEY");
  }
}

void check_policy(const World& /*world*/, const Policy& policy, Findings& out) {
  if (policy.kind == PolicyKind::trust)
    for (const Statement& statement : policy.statements) check_statement(statement, out);
}

void check(const World& world, Findings& out) {
  for (const FederatedStatement& federated : world.federated) check_provider(federated, out);
}

}  // namespace

extern const Rule trust_anyone{
    .id = "trust-anyone",
    .summary = "A role trust policy lets anyone assume the role.",
    .severity = Severity::error,
    .confidence = Confidence::high,
    .audience = Audience::everyone,
    .security_severity = "9.8",
    .steps = {StepId::credentials, StepId::head_trust, StepId::compute_trust},
    .fix = FixKind::none,
    .check = check,
    .check_policy = check_policy,
};

}  // namespace celint
