#include <algorithm>

#include "check/finding.h"
#include "link/aws_auth_edit.h"
#include "link/aws_auth_match.h"
#include "link/world.h"
#include "read/letters.h"

namespace celint {
namespace {

/// Users and roles are mapped apart: the one beside the platform identity is easily taken for it.
void hint_other(const Environment& environment, Finding& finding) {
  const Identity* user = environment.user;
  if (user == nullptr || user == environment.platform || environment.aws_auth == nullptr) return;
  for (const AwsAuthKey* key : entry_keys(*environment.aws_auth))
    for (const IdentityMapping& entry : key->entries)
      if (entry.kept && lowered(entry.arn.value) == canonical_arn(*user))
        finding.notes.push_back({entry.arn.span, "maps the IAM user, but the credential assumes the role"});
}

bool covers_account(const AwsAuth& map, std::string_view account) {
  return map.accounts && std::any_of(map.accounts->accounts.begin(), map.accounts->accounts.end(),
                                     [account](const Str& id) { return id.value == account; });
}

bool is_decided(const Environment& environment) {
  return environment.platform == nullptr || !environment.mode.empty() || environment.kubernetes_user ||
         environment.lost_mapping || environment.supplied.access_entries || environment.aws_auth == nullptr;
}

void check(const World& world, Findings& out) {
  for (const Environment& environment : world.environments) {
    if (is_decided(environment) || environment.step(StepId::authenticate).verdict == Verdict::proven)
      continue;
    const AwsAuth& map = *environment.aws_auth;
    if (may_match(map, *environment.platform) || covers_account(map, environment.platform->account)) continue;
    Finding& finding = out.add(map.meta.name.known() ? map.meta.name.span : map.meta.span,
                               "No entry names the platform identity, " + title(*environment.platform) +
                                   ": unless an access entry maps it, every launch is Unauthorized.");
    if (environment.credential != nullptr && environment.credential->assume_role_arn.known())
      finding.notes = {{environment.credential->assume_role_arn.span, "the role that reaches the cluster"}};
    hint_other(environment, finding);
    finding.offer(FixKind::unsafe,
                  with_mapping(world, map, *environment.platform, bound_user(world, environment)));
    finding.help = "map '" + canonical_arn(*environment.platform) + "' to a username that is bound";
  }
}

}  // namespace

extern const Rule platform_identity_unlisted{
    .id = "platform-identity-unlisted",
    .summary = "The principal that reaches the cluster is not in the aws-auth supplied.",
    .severity = Severity::warning,
    .confidence = Confidence::medium,
    .audience = Audience::everyone,
    .security_severity = "",
    .steps = {StepId::authenticate},
    .fix = FixKind::unsafe,
    .check = check,
};

}  // namespace celint
