#include "access/arn.h"
#include "check/finding.h"
#include "link/value_edit.h"
#include "link/world.h"
#include "read/letters.h"

namespace celint {
namespace {

Finding& refuse(Span span, const std::string& why, Findings& out,
                std::string help = "see the limits of access entries in the EKS User Guide") {
  Finding& finding = out.add(span, "EKS refuses this access entry: " + why + ".");
  finding.help = std::move(help);
  return finding;
}

bool is_standard(const AccessEntry& entry) {
  return entry.type.absent() || (entry.type.known() && equal_ignoring_case(entry.type.value, "STANDARD"));
}

void check_type(const AccessEntry& entry, Findings& out) {
  if (is_standard(entry) || !entry.type.known()) return;
  const std::string type = std::string(entry.type.value);
  if (!entry.groups.empty())
    refuse(entry.groups.front().span, "an entry of type '" + type + "' takes no groups", out);
  if (entry.username.known())
    refuse(entry.username.span, "an entry of type '" + type + "' takes no username", out);
}

void check_username(const AccessEntry& entry, Findings& out) {
  if (entry.username.absent() || is_placeholder(entry.username.value)) return;
  const std::string_view name = entry.username.value;
  for (const std::string_view prefix : {"system:", "eks:", "aws:", "amazon:", "iam:"})
    if (name.starts_with(prefix))
      refuse(entry.username.span, "a username must not start with '" + std::string(prefix) + "'", out);
  const std::size_t session = name.find("{{SessionName");
  if (session != std::string_view::npos && name.substr(0, session).find(':') == std::string_view::npos)
    refuse(entry.username.span, "a colon must stand before the session name in '" + std::string(name) + "'",
           out, "put a prefix and a colon before it");
}

void check_principal(const AccessEntry& entry, Findings& out) {
  if (!entry.principal_arn.known()) return;
  const std::string_view text = entry.principal_arn.value;
  const std::optional<Arn> arn = parse_arn(text);
  const Span span = entry.principal_arn.span;
  if (text.find_first_of("*?") != std::string_view::npos)
    return static_cast<void>(refuse(span, "its principal holds a wildcard", out));
  if (!arn) return;
  if (const std::string role = role_of_session(*arn); !role.empty())
    return refuse(span, "its principal is an STS session and not a role", out,
                  "write '" + role + "', with the role's path if it has one")
        .offer(FixKind::safe, {rewritten({text, span}, role)});
  if (arn->service != "iam") return;
  if (arn->resource_type() == "group") refuse(span, "its principal is an IAM group", out);
  if (arn->path().starts_with("/aws-service-role/"))
    refuse(span, "its principal is a service-linked role", out);
}

void check(const World& world, Findings& out) {
  for (const AccessEntry& entry : world.access_entries) {
    if (!entry.is_entry || entry.live) continue;
    check_principal(entry, out);
    check_type(entry, out);
    if (!is_standard(entry)) continue;
    check_username(entry, out);
    for (const Str& group : entry.groups)
      if (group.value.starts_with("system:"))
        refuse(group.span, "the group '" + std::string(group.value) + "' starts with 'system:'", out,
               group.value == "system:masters"
                   ? "associate the access policy AmazonEKSClusterAdminPolicy, if that much is meant"
                   : "use a group of your own");
  }
}

}  // namespace

extern const Rule access_entry_rejected{
    .id = "access-entry-rejected",
    .summary = "EKS refuses to create this access entry.",
    .severity = Severity::error,
    .confidence = Confidence::high,
    .audience = Audience::everyone,
    .security_severity = "",
    .steps = {StepId::authenticate},
    .fix = FixKind::safe,
    .check = check,
};

}  // namespace celint
