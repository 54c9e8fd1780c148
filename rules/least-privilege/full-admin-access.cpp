#include "check/finding.h"
#include "link/broad_grants.h"

namespace celint {
namespace {

void check(const World& world, Findings& out) {
  for (const Environment& environment : world.environments)
    for (const LaunchIdentity& who : environment.identities)
      for (const BroadGrant& grant : broad_grants(environment, who)) {
        if (grant.kind != GrantKind::admin) continue;
        Finding& finding =
            out.add(grant.actions.front().span,
                    "The policies of " + title(*who.identity) +
                        " allow every action on every resource: whoever launches a pipeline, or reads the "
                        "credential, owns the account.");
        finding.label = grant.policy != nullptr ? "every action" : "the policy of an administrator";
        for (const Str& resource : grant.resources)
          finding.notes.push_back({resource.span, "on every resource"});
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
