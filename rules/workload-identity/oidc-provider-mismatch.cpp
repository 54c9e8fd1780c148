#include "access/arn.h"
#include "check/finding.h"
#include "link/world.h"

namespace celint {
namespace {

std::string difference(const Environment& environment, const Identity& role, const OidcProvider& provider) {
  if (!role.account.empty() && provider.account != role.account)
    return "of account " + std::string(provider.account) + ", the role is in " + role.account;
  const std::optional<Arn> arn = parse_arn(provider.arn.value);
  if (!role.partition.empty() && arn && arn->partition != role.partition)
    return "in partition '" + std::string(arn->partition) + "', the role is in '" + role.partition + "'";
  return environment.cluster != nullptr && environment.cluster->issuer.known()
             ? "not the cluster's issuer"
             : "not in region '" + std::string(environment.ce->region.value) + "'";
}

/// The cluster's issuer in the provider's ARN and in the keys that name it, where the account is right.
std::vector<Edit> edits(const World& world, const Environment& environment, const PodAccount& account) {
  const OidcProvider& wrong = *account.foreign_provider;
  if (environment.issuer.value.empty() || wrong.account != account.role->account) return {};
  std::vector<Edit> result;
  for (const FederatedStatement& statement : world.federated) {
    if (statement.policy != account.role->trust) continue;
    for (const OidcProvider& provider : statement.providers)
      if (provider.issuer.value == wrong.issuer.value)
        result.push_back({provider.issuer.span, std::string(environment.issuer.value)});
    for (const ClaimCondition& claim : statement.claims)
      if (claim.issuer.value == wrong.issuer.value)
        result.push_back({claim.issuer.span, std::string(environment.issuer.value)});
  }
  return result;
}

void check_account(const World& world, const Environment& environment, const PodAccount& account,
                   Findings& out) {
  if (account.foreign_provider == nullptr) return;
  const OidcProvider& provider = *account.foreign_provider;
  Finding& finding = out.add(provider.arn.span, "The trust policy of " + title(*account.role) +
                                                    " names another OIDC provider than that of " +
                                                    environment.title + ": its pods do not get the role.");
  finding.label = difference(environment, *account.role, provider);
  const Cluster* cluster = environment.cluster;
  if (cluster != nullptr && cluster->issuer.known())
    finding.notes.push_back({cluster->issuer.span, "the cluster's issuer"});
  finding.notes.push_back({account.object->role_arn.span, "this account uses the role"});
  finding.offer(FixKind::unsafe, edits(world, environment, account));
  finding.help =
      "name the provider of the role's account for this cluster's issuer, here and in the condition keys";
  if (environment.how == How::inferred || account.role->how == How::inferred)
    finding.confidence = Confidence::medium;
}

void check(const World& world, Findings& out) {
  for (const Environment& environment : world.environments)
    for (const PodAccount* account : {&environment.head, &environment.compute})
      if (account->object != nullptr) check_account(world, environment, *account, out);
}

}  // namespace

extern const Rule oidc_provider_mismatch{
    .id = "oidc-provider-mismatch",
    .summary = "The trust policy of a pod's role names no OIDC provider that can be this cluster's.",
    .severity = Severity::error,
    .confidence = Confidence::high,
    .audience = Audience::everyone,
    .security_severity = "",
    .steps = {StepId::head_trust, StepId::compute_trust},
    .fix = FixKind::unsafe,
    .check = check,
};

}  // namespace celint
