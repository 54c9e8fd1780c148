#include "check/finding.h"
#include "link/world.h"

namespace celint {
namespace {

Span place(const PodAccount& account) {
  return account.association != nullptr ? account.association->role_arn.span : account.object->role_arn.span;
}

void check(const World& world, Findings& out) {
  for (const Environment& environment : world.environments) {
    if (environment.credential == nullptr || !environment.credential->assume_role_arn.known()) continue;
    for (const PodAccount* account : {&environment.head, &environment.compute}) {
      if (account->role == nullptr || account->role != environment.platform) continue;
      Finding& finding =
          out.add(place(*account),
                  "The pods of service account '" + environment.ns + "/" + account->name + "' hold " +
                      title(*account->role) +
                      ", which is the role that Platform assumes: they may do all that Platform may.");
      finding.notes = {{environment.credential->assume_role_arn.span, "Platform assumes it"}};
      finding.help = "give the pods a role of their own";
      if (environment.how == How::inferred) finding.confidence = Confidence::medium;
    }
  }
}

}  // namespace

extern const Rule platform_role_reused{
    .id = "platform-role-reused",
    .summary = "Pods run under the role that Seqera Platform assumes.",
    .severity = Severity::warning,
    .confidence = Confidence::high,
    .audience = Audience::everyone,
    .security_severity = "6.0",
    .steps = {StepId::head_role, StepId::compute_role},
    .fix = FixKind::none,
    .check = check,
};

}  // namespace celint
