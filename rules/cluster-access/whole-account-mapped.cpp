#include "check/finding.h"
#include "link/value_edit.h"
#include "link/world.h"

namespace celint {
namespace {

/// The account of the cluster that reads this ConfigMap, if an environment says so.
std::string account_of(const World& world, const AwsAuth& map) {
  for (const Environment& environment : world.environments)
    if (environment.aws_auth == &map) return environment.account;
  return {};
}

/// Every environment of the cluster is let in by an entry of its own.
bool has_entries(const World& world, const AwsAuth& map) {
  bool some = false;
  for (const Environment& environment : world.environments) {
    if (environment.aws_auth != &map) continue;
    if (!environment.kubernetes_user || environment.kubernetes_user->entry == nullptr) return false;
    some = true;
  }
  return some;
}

void check(const World& world, Findings& out) {
  for (const AwsAuth& map : world.aws_auth) {
    if (!map.read || !map.accounts) continue;
    const std::string own = account_of(world, map);
    for (const Str& account : map.accounts->accounts) {
      if (typed(account).unknown() || account.value.size() != 12) continue;
      const bool other = !own.empty() && own != account.value;
      Finding& finding = out.add(
          account.span, "Every user and role of account '" + std::string(account.value) + "'" +
                            (other ? ", which is not the cluster's account '" + own + "'," : "") +
                            " is let into the cluster under its ARN, with what system:authenticated may do.");
      finding.help = "map the identities that need access, one by one";
      if (has_entries(world, map))
        finding.offer(FixKind::unsafe, without(world, *map.accounts->text, account.span));
    }
  }
}

}  // namespace

extern const Rule whole_account_mapped{
    .id = "whole-account-mapped",
    .summary = "mapAccounts lets every identity of an account into the cluster.",
    .severity = Severity::warning,
    .confidence = Confidence::high,
    .audience = Audience::everyone,
    .security_severity = "5.0",
    .steps = {StepId::authenticate},
    .fix = FixKind::unsafe,
    .check = check,
};

}  // namespace celint
