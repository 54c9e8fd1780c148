#include "check/finding.h"
#include "link/broad_grants.h"

namespace celint {
namespace {

void report(const BroadGrant& grant, Findings& out) {
  const std::string more = grant.ways > 1
                               ? ", and " + std::to_string(grant.ways - 1) + " more such ways begin here"
                               : std::string();
  Finding& finding = out.add(grant.actions.front().span, "The policies of " + title(*grant.who.identity) +
                                                             " let it make itself stronger: it " +
                                                             std::string(grant.what) + more + ".");
  finding.label = "the first step";
  for (std::size_t i = 1; i < grant.actions.size(); ++i)
    finding.notes.push_back({grant.actions[i].span, "and this"});
  finding.help = "take this away: a launch on EKS needs no change of identities, and passes no role";
}

void check(const World& world, Findings& out) {
  for (const Environment& environment : world.environments)
    for (const BroadGrant& grant : environment.broad_grants)
      if (grant.kind == GrantKind::escalation) report(grant, out);
}

}  // namespace

extern const Rule privilege_escalation{
    .id = "privilege-escalation",
    .summary = "A launch identity can give itself more rights.",
    .severity = Severity::error,
    .confidence = Confidence::high,
    .audience = Audience::everyone,
    .security_severity = "9.0",
    .steps = {},
    .fix = FixKind::none,
    .check = check,
};

}  // namespace celint
