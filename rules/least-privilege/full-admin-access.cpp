#include "check/finding.h"
#include "link/broad_grants.h"
#include "link/needs.h"
#include "link/policy_edit.h"

namespace celint {
namespace {

/// What all launches that the identity takes part in need of it.
SurplusQuestion question_of(const World& world, const Identity& identity) {
  SurplusQuestion question;
  for (const Environment& environment : world.environments)
    for (const NeedPrincipal part :
         {NeedPrincipal::platform, NeedPrincipal::user, NeedPrincipal::head, NeedPrincipal::compute})
      if (identity_of(environment, part) == &identity)
        for (Needed& needed : needs_of(environment, part)) question.needs.push_back(std::move(needed));
  return question;
}

std::vector<Edit> edits(const World& world, const BroadGrant& grant) {
  const Identity& identity = *grant.who.identity;
  if (grant.policy == nullptr || !world.other_platforms.empty() || is_shared(world, identity, *grant.policy))
    return {};
  const auto needed = smallest(question_of(world, identity), *grant.statement);
  return needed && !needed->empty() ? narrowed(world, *grant.policy, *grant.statement, *needed)
                                    : std::vector<Edit>();
}

void check(const World& world, Findings& out) {
  for (const Environment& environment : world.environments)
    for (const BroadGrant& grant : environment.broad_grants) {
      if (grant.kind != GrantKind::admin) continue;
      Finding& finding =
          out.add(grant.actions.front().span,
                  "The policies of " + title(*grant.who.identity) +
                      " allow every action on every resource: whoever launches a pipeline, or reads the "
                      "credential, owns the account.");
      finding.label = grant.policy != nullptr ? "every action" : "the policy of an administrator";
      for (const Str& resource : grant.resources)
        finding.notes.push_back({resource.span, "on every resource"});
      finding.offer(FixKind::unsafe, edits(world, grant));
      finding.help = "allow what the launch needs, on the cluster and the buckets it works on";
    }
}

}  // namespace

extern const Rule full_admin_access{
    .id = "full-admin-access",
    .summary = "A launch identity is administrator of the account.",
    .severity = Severity::error,
    .confidence = Confidence::high,
    .audience = Audience::everyone,
    .security_severity = "9.8",
    .steps = {},
    .fix = FixKind::unsafe,
    .check = check,
};

}  // namespace celint
