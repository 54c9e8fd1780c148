#include <algorithm>

#include "access/arn.h"
#include "check/finding.h"
#include "link/world.h"
#include "model/letters.h"

namespace celint {
namespace {

std::string without_path(const Arn& arn) {
  Arn bare = arn;
  const std::string resource = "role/" + std::string(arn.name());
  bare.resource = resource;
  return to_string(bare);
}

bool has_entry(const AwsAuthKey& roles, std::string_view arn) {
  return std::any_of(roles.entries.begin(), roles.entries.end(), [arn](const IdentityMapping& entry) {
    return entry.kept && equal_ignoring_case(entry.arn.value, arn);
  });
}

void check_entry(const AwsAuthKey& roles, const IdentityMapping& entry, Findings& out) {
  const std::optional<Arn> arn = parse_arn(entry.arn.value);
  if (!entry.kept || entry.arn_unknown || !arn || arn->resource_type() != "role" || arn->path() == "/")
    return;
  const std::string bare = without_path(*arn);
  const std::size_t begin = entry.arn.value.find('/') + 1;
  const std::size_t end = entry.arn.value.rfind('/') + 1;
  const Span path = part_of(entry.arn, begin, end);
  Finding& finding =
      out.add(path, "'" + std::string(entry.arn.value) +
                        "' keeps the role's path, so this entry never matches: the caller's ARN has none.");
  finding.label = "remove the path";
  finding.help = "write '" + bare + "' here; keep the path everywhere else";
  if (has_entry(roles, bare) || path == entry.arn.span) return;
  finding.edits = {{path, ""}};
  finding.fix = FixKind::safe;
}

void check(const World& world, Findings& out) {
  for (const AwsAuth& map : world.aws_auth) {
    if (!map.read || !map.roles) continue;
    for (const IdentityMapping& entry : map.roles->entries) check_entry(*map.roles, entry, out);
  }
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
