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

void check(const World& world, Findings& out) {
  for (const Environment& environment : world.environments) {
    const Step& step = environment.step(StepId::authenticate);
    const bool lost = environment.lost_mapping && environment.mode != "API";
    if (step.verdict != Verdict::refuted || environment.kubernetes_user || lost) continue;
    const Span place = environment.credential != nullptr && environment.credential->assume_role_arn.known()
                           ? environment.credential->assume_role_arn.span
                           : environment.ce->cluster_name.span;
    Finding& finding = out.add(place, "The platform identity, " + title(*environment.platform) +
                                          ", is mapped nowhere in cluster '" +
                                          std::string(environment.ce->cluster_name.value) + "' of mode " +
                                          std::string(environment.mode) + ": every launch is Unauthorized.");
    for (const Evidence& evidence : step.evidence) finding.notes.push_back({evidence.span, evidence.message});
    hint_other(environment, finding);
    if (environment.aws_auth != nullptr && environment.mode != "API")
      finding.offer(FixKind::unsafe, with_mapping(world, *environment.aws_auth, *environment.platform,
                                                  bound_user(world, environment)));
    finding.help =
        "map '" +
        (environment.mode == "API" ? environment.platform->arn : canonical_arn(*environment.platform)) +
        "' to a username that is bound";
    if (environment.inferred()) finding.confidence = Confidence::medium;
  }
}

}  // namespace

extern const Rule platform_identity_unmapped{
    .id = "platform-identity-unmapped",
    .summary = "The principal that reaches the cluster is mapped nowhere, so every launch is Unauthorized.",
    .severity = Severity::error,
    .confidence = Confidence::high,
    .audience = Audience::everyone,
    .security_severity = "",
    .steps = {StepId::authenticate},
    .fix = FixKind::unsafe,
    .check = check,
};

}  // namespace celint
