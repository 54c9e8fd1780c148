#include "check/finding.h"
#include "link/aws_auth_edit.h"
#include "link/aws_auth_match.h"
#include "link/world.h"
#include "read/letters.h"

namespace celint {
namespace {

/// The safe edit: the path goes, and nothing else in the file changes its meaning.
void offer(const World& world, const AwsAuth& map, const IdentityMapping& entry, const std::string& bare,
           Finding& finding) {
  std::vector<Mapped> intended = mapped(map);
  for (const Mapped& other : intended)
    if (other.kept && equal_ignoring_case(other.arn, bare)) return;
  intended[place_of(map, entry)].arn = bare;
  std::vector<Edit> edits{{finding.span, ""}};
  if (!rereads_as(world, map, edits, intended)) return;
  finding.edits = std::move(edits);
  finding.fix = FixKind::safe;
}

void check(const World& world, Findings& out) {
  each_entry(world, [&](const AwsAuth& map, const AwsAuthKey&, const IdentityMapping& entry) {
    const std::string bare = without_role_path(entry);
    if (bare.empty()) return;
    const std::string_view arn = entry.arn.value;
    Finding& finding =
        out.add(part_of(entry.arn, arn.find('/') + 1, arn.rfind('/') + 1),
                "'" + std::string(arn) +
                    "' keeps the role's path, so this entry never matches: the caller's ARN has none.");
    finding.label = "remove the path";
    finding.help = "write '" + bare + "' here; keep the path everywhere else";
    offer(world, map, entry, bare, finding);
  });
}

}  // namespace

extern const Rule aws_auth_role_path{
    .id = "aws-auth-role-path",
    .summary = "A role ARN in aws-auth keeps its path, so it never matches.",
    .severity = Severity::error,
    .confidence = Confidence::high,
    .audience = Audience::everyone,
    .security_severity = "",
    .steps = {StepId::authenticate},
    .fix = FixKind::safe,
    .check = check,
};

}  // namespace celint
