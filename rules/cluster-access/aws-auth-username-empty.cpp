#include "check/finding.h"
#include "link/aws_auth_edit.h"
#include "link/aws_auth_match.h"
#include "link/world.h"

namespace celint {
namespace {

std::string cause(const IdentityMapping& entry) {
  switch (entry.username_as) {
    case UsernameAs::not_text:
      return "YAML reads this username as a number or boolean, and the authenticator drops it";
    case UsernameAs::null:
    case UsernameAs::empty:
      return "This username is empty";
    default:
      return "This entry has no username";
  }
}

/// A scalar that is not text becomes text in quotes.
void offer(const World& world, const AwsAuth& map, const IdentityMapping& entry, Finding& finding) {
  if (entry.username_as != UsernameAs::not_text || entry.username_written.empty()) return;
  std::vector<Mapped> intended = mapped(map);
  intended[place_of(map, entry)].username = entry.username_written;
  std::vector<Edit> edits{{entry.username.span, "'" + std::string(entry.username_written) + "'"}};
  if (!rereads_as(world, map, edits, intended)) return;
  finding.edits = std::move(edits);
  finding.fix = FixKind::safe;
}

void check(const World& world, Findings& out) {
  each_entry(world, [&](const AwsAuth& map, const AwsAuthKey& key, const IdentityMapping& entry) {
    if (entry.username_as == UsernameAs::text || never_matches(key, entry) || entry.sso) return;
    const bool absent = entry.username_as == UsernameAs::absent;
    Finding& finding = out.add(absent ? entry.arn.span : entry.username.span,
                               cause(entry) + ": the caller is user '' with the groups of the entry.");
    finding.help = absent ? "add a username" : "write the username as text, in quotes";
    offer(world, map, entry, finding);
  });
}

}  // namespace

extern const Rule aws_auth_username_empty{
    .id = "aws-auth-username-empty",
    .summary =
        "An aws-auth entry has no username that is text, so its caller is the user with the empty name.",
    .severity = Severity::warning,
    .confidence = Confidence::high,
    .audience = Audience::everyone,
    .security_severity = "",
    .steps = {StepId::authenticate},
    .fix = FixKind::safe,
    .check = check,
};

}  // namespace celint
