#include "check/finding.h"
#include "link/aws_auth_edit.h"
#include "link/aws_auth_match.h"
#include "link/world.h"
#include "read/letters.h"

namespace celint {
namespace {

/// The safe edit, if the meant ARN is clear, is of the kind the list is for, and no entry has it yet.
void offer(const World& world, const AwsAuth& map, const IdentityMapping& entry, const ArnMisfit& misfit,
           Finding& finding) {
  std::vector<Mapped> intended = mapped(map);
  for (const Mapped& other : intended)
    if (other.kept && equal_ignoring_case(other.arn, misfit.meant)) return;
  intended[place_of(map, entry)].arn = misfit.meant;
  std::vector<Edit> edits{{entry.arn.span, misfit.meant}};
  if (!rereads_as(world, map, edits, intended)) return;
  finding.edits = std::move(edits);
  finding.fix = FixKind::safe;
}

void check(const World& world, Findings& out) {
  each_entry(world, [&](const AwsAuth& map, const AwsAuthKey& key, const IdentityMapping& entry) {
    const std::optional<ArnMisfit> misfit = arn_misfit(key, entry);
    if (!misfit) return;
    Finding& finding = out.add(entry.arn.span, "'" + std::string(entry.arn.value) + "' " + misfit->why +
                                                   ", so this entry of " + std::string(key.key.value) +
                                                   " never matches a caller.");
    finding.label = "matches nobody";
    finding.help = misfit->meant.empty()
                       ? "write the full ARN of a role under mapRoles, of a user under mapUsers"
                       : "write '" + misfit->meant + "'";
    const bool session_of_user_list =
        key.key.value == "mapUsers" && misfit->meant.find(":role/") != std::string::npos;
    if (!misfit->meant.empty() && !session_of_user_list) offer(world, map, entry, *misfit, finding);
  });
}

}  // namespace

extern const Rule aws_auth_bad_arn{
    .id = "aws-auth-bad-arn",
    .summary = "An ARN in aws-auth is accepted but can never match a caller.",
    .severity = Severity::error,
    .confidence = Confidence::high,
    .audience = Audience::everyone,
    .security_severity = "",
    .steps = {StepId::authenticate},
    .fix = FixKind::safe,
    .check = check,
};

}  // namespace celint
