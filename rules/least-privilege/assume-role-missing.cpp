#include "access/evaluate.h"
#include "check/finding.h"
#include "link/access_questions.h"
#include "link/assuming.h"
#include "link/policy_edit.h"
#include "link/world.h"

namespace celint {
namespace {

/// In one account, a trust that names the user itself is enough.
bool needs_identity_policy(const World& world, const Environment& environment) {
  if (environment.user->account != environment.platform->account) return true;
  const auto assuming = assuming_of(world, environment);
  if (!assuming || !assuming->caller) return false;
  const Decision decision = trust_allows(*assuming->trust, "sts:AssumeRole", *assuming->caller,
                                         context_of(*assuming, *assuming->caller));
  return decision.may && decision.needs_identity;
}

void check_environment(const World& world, const Environment& environment, Findings& out) {
  const Identity& user = *environment.user;
  const StrField& role = environment.credential->assume_role_arn;
  const Decision decision =
      decide(policies_of(user), {"sts:AssumeRole", environment.platform->arn}, context_of(user));
  if (decision.may || decision.taken_away() || !needs_identity_policy(world, environment)) return;
  Finding& finding = out.add(
      role.span, "No policy of " + title(user) + " lets it assume '" + std::string(role.value) +
                     "', and the trust of the role alone is not enough: the launch ends with AccessDenied.");
  finding.label =
      user.account == environment.platform->account ? "trusted only by its account" : "in another account";
  if (!user.policies.empty()) finding.notes = {{user.policies.front()->span, "does not allow it"}};
  finding.help = "allow sts:AssumeRole on '" + std::string(role.value) + "' to the user";
  finding.offer(FixKind::unsafe, granted(world, user, {{"sts:AssumeRole"}, {environment.platform->arn}}));
  if (environment.inferred() || user.how == How::inferred) finding.confidence = Confidence::medium;
}

void check(const World& world, Findings& out) {
  for (const Environment& environment : world.environments) {
    const Credential* credential = environment.credential;
    const bool keys =
        credential != nullptr && !(credential->mode.known() && credential->mode.value == "role");
    if (keys && credential->assume_role_arn.known() && environment.platform != nullptr &&
        environment.user != nullptr && environment.user->complete && !environment.user->account.empty())
      check_environment(world, environment, out);
  }
}

}  // namespace

extern const Rule assume_role_missing{
    .id = "assume-role-missing",
    .summary = "The IAM user of the credential may not assume its role.",
    .severity = Severity::error,
    .confidence = Confidence::high,
    .audience = Audience::everyone,
    .security_severity = "",
    .steps = {StepId::credentials},
    .fix = FixKind::unsafe,
    .check = check,
};

}  // namespace celint
