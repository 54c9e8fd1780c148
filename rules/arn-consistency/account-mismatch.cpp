#include "access/arn.h"
#include "check/finding.h"
#include "link/world.h"

namespace celint {
namespace {

void report(const Environment& environment, const StrField& place, const std::string& account,
            std::string_view what, Findings& out) {
  const StrField& cluster = environment.cluster->arn;
  Finding& finding =
      out.add(place.span, "'" + std::string(place.value) + "' is in account " + account + ", and cluster '" +
                              std::string(cluster.value) + "' is in account " + environment.account + ": " +
                              std::string(what));
  finding.label = "another account";
  finding.notes = {{cluster.span, "the cluster"}};
  finding.help = "name the role of the cluster's account";
  if (environment.inferred()) finding.confidence = Confidence::medium;
}

/// Whether the role trusts providers, and none of its own account, which is the documented way across
/// accounts.
bool trusts_foreign_providers(const World& world, const Identity& role) {
  bool foreign = false;
  for (const FederatedStatement& statement : world.federated)
    for (const OidcProvider& provider : statement.providers) {
      if (statement.policy != role.trust) continue;
      if (provider.unknown || provider.account == role.account) return false;
      foreign = true;
    }
  return foreign;
}

void check_pods(const World& world, const Environment& environment, const PodAccount& account,
                Findings& out) {
  if (account.role == nullptr || account.object == nullptr || account.association != nullptr) return;
  if (account.role->account.empty() || account.role->account == environment.account ||
      !trusts_foreign_providers(world, *account.role))
    return;
  report(environment, account.object->role_arn, account.role->account,
         "its pods get the role only through a provider of the role's own account.", out);
}

void check(const World& world, Findings& out) {
  for (const Environment& environment : world.environments) {
    if (environment.cluster == nullptr || !environment.cluster->arn.known() || environment.account.empty())
      continue;
    const Credential* credential = environment.credential;
    const Identity* platform = environment.platform;
    if (platform != nullptr && credential != nullptr && credential->assume_role_arn.known() &&
        !platform->account.empty() && platform->account != environment.account)
      report(environment, credential->assume_role_arn, platform->account,
             "a role describes clusters of its own account only.", out);
    for (const PodAccount* account : {&environment.head, &environment.compute})
      check_pods(world, environment, *account, out);
  }
}

}  // namespace

extern const Rule account_mismatch{
    .id = "account-mismatch",
    .summary = "The documents of one launch path name different AWS accounts.",
    .severity = Severity::warning,
    .confidence = Confidence::medium,
    .audience = Audience::everyone,
    .security_severity = "",
    .steps = {},
    .fix = FixKind::none,
    .check = check,
};

}  // namespace celint
