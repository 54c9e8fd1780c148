#include "check/finding.h"
#include "link/aws_auth_match.h"
#include "link/world.h"

namespace celint {
namespace {

std::string outcome(Overriding::Why why) {
  switch (why) {
    case Overriding::Why::later:
      return "the last entry decides";
    case Overriding::Why::spelling:
      return "two spellings in mapUsers are two entries, and chance decides";
    case Overriding::Why::role_first:
      return "mapRoles is asked first";
  }
  return {};
}

void check(const World& world, Findings& out) {
  each_entry(world, [&](const AwsAuth&, const AwsAuthKey& key, const IdentityMapping& entry) {
    if (!entry.overridden || entry.overridden->equal || never_matches(key, entry)) return;
    Finding& finding = out.add(
        entry.arn.span, "'" + std::string(entry.arn.value) + "' is mapped again, and " +
                            outcome(entry.overridden->why) + ": groups of the entries are never merged.");
    finding.label = entry.overridden->why == Overriding::Why::spelling ? "may be ignored" : "is ignored";
    finding.notes = {{entry.overridden->by, "mapped here too"}};
    finding.help = "keep one entry with all the groups";
  });
}

}  // namespace

extern const Rule aws_auth_duplicate_arn{
    .id = "aws-auth-duplicate-arn",
    .summary = "One principal is mapped more than once in aws-auth, and only one entry counts.",
    .severity = Severity::error,
    .confidence = Confidence::high,
    .audience = Audience::everyone,
    .security_severity = "",
    .steps = {StepId::authenticate},
    .fix = FixKind::unsafe,
    .check = check,
};

}  // namespace celint
