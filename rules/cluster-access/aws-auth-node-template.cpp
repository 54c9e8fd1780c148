#include <algorithm>

#include "check/finding.h"
#include "link/aws_auth_match.h"
#include "link/value_edit.h"
#include "link/world.h"
#include "read/letters.h"

namespace celint {
namespace {

bool uses_node_name(std::string_view text) {
  const auto uses = identity_templates(text);
  return std::any_of(uses.begin(), uses.end(),
                     [](const IdentityTemplate& use) { return use.name == "EC2PrivateDNSName"; });
}

bool in_group(const IdentityMapping& entry, std::string_view group) {
  return std::any_of(entry.groups.begin(), entry.groups.end(),
                     [group](const Str& name) { return name.value == group; });
}

bool is_platform(const World& world, const IdentityMapping& entry) {
  return std::any_of(world.environments.begin(), world.environments.end(),
                     [&](const Environment& environment) {
                       return environment.platform != nullptr &&
                              canonical_arn(*environment.platform) == lowered(entry.arn.value);
                     });
}

/// Whose session name cannot be an instance id; empty if it may be a node's.
std::string not_a_node(const World& world, const IdentityMapping& entry) {
  if (principal_type(entry) == "user") return "a user";
  if (entry.arn.value.find("role/AWSReservedSSO_") != std::string_view::npos) return "a person's role";
  if (is_platform(world, entry)) return "the platform identity";
  return in_group(entry, "system:nodes") ? "" : "a role outside the group system:nodes";
}

void check_text(const std::string& who, const Str& text, bool platform, Findings& out) {
  for (const IdentityTemplate& use : identity_templates(text.value))
    if (use.name == "EC2PrivateDNSName") {
      Finding& finding = out.add(
          part_of(text, use.begin, use.end),
          "'{{EC2PrivateDNSName}}' needs a session that is named by an EC2 instance id, and this entry "
          "is for " +
              who + ": the login always fails.");
      finding.help =
          "write a username without this template, 'tower-launcher-user' for the platform identity";
      if (platform) finding.offer(FixKind::unsafe, {rewritten(text, "tower-launcher-user")});
    }
}

void check(const World& world, Findings& out) {
  each_entry(world, [&](const AwsAuth&, const AwsAuthKey& key, const IdentityMapping& entry) {
    if (entry.arn_unknown || never_matches(key, entry) || entry.groups_lost || !entry.lost_groups.empty())
      return;
    const bool used = uses_node_name(entry.username.value) ||
                      std::any_of(entry.groups.begin(), entry.groups.end(),
                                  [](const Str& group) { return uses_node_name(group.value); });
    const std::string who = used ? not_a_node(world, entry) : "";
    if (who.empty()) return;
    check_text(who, entry.username, is_platform(world, entry), out);
    for (const Str& group : entry.groups) check_text(who, group, false, out);
  });
}

}  // namespace

extern const Rule aws_auth_node_template{
    .id = "aws-auth-node-template",
    .summary =
        "An aws-auth entry that is not for nodes uses a template only nodes can fill, so its login always "
        "fails.",
    .severity = Severity::error,
    .confidence = Confidence::high,
    .audience = Audience::everyone,
    .security_severity = "",
    .steps = {StepId::authenticate},
    .fix = FixKind::unsafe,
    .check = check,
};

}  // namespace celint
