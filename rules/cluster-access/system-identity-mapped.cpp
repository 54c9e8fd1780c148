#include <algorithm>

#include "check/finding.h"
#include "link/aws_auth_match.h"
#include "link/world.h"

namespace celint {
namespace {

bool picks_session(std::string_view text) {
  const auto uses = identity_templates(text);
  return std::any_of(uses.begin(), uses.end(), [](const IdentityTemplate& use) {
    return use.name == "SessionName" || use.name == "SessionNameRaw";
  });
}

bool is_node_entry(const IdentityMapping& entry) {
  return std::any_of(entry.groups.begin(), entry.groups.end(),
                     [](const Str& group) { return group.value == "system:nodes"; });
}

bool is_system_user(std::string_view name) {
  return name.starts_with("system:serviceaccount:") || name.starts_with("system:kube-") ||
         name == "system:admin" || name == "system:apiserver";
}

/// `system:{{SessionName}}`: the session `masters` makes its caller cluster admin.
bool caller_completes(std::string_view text) { return text.starts_with("system:{{") && picks_session(text); }

void check_text(const Str& text, std::string_view what, Findings& out) {
  const std::string quoted = "'" + std::string(text.value) + "'";
  if (caller_completes(text.value))
    out.add(text.span, "The caller picks its session name, and with it the rest of the " + std::string(what) +
                           " " + quoted + ": session 'masters' makes it 'system:masters'.")
        .help = "use a prefix of your own";
  else if (what == "username" && is_system_user(text.value))
    out.add(text.span, "Username " + quoted +
                           " is an identity of the Kubernetes system: the caller holds all its rights.")
        .help = "use a name of your own and bind it to what the caller needs";
}

void check(const World& world, Findings& out) {
  each_entry(world, [&](const AwsAuth&, const AwsAuthKey& key, const IdentityMapping& entry) {
    if (never_matches(key, entry) || is_node_entry(entry)) return;
    check_text(entry.username, "username", out);
    for (const Str& group : entry.groups) check_text(group, "group", out);
  });
}

}  // namespace

extern const Rule system_identity_mapped{
    .id = "system-identity-mapped",
    .summary = "An aws-auth entry gives, or lets its caller choose, an identity of the Kubernetes system.",
    .severity = Severity::error,
    .confidence = Confidence::high,
    .audience = Audience::everyone,
    .security_severity = "8.8",
    .steps = {StepId::authorise},
    .fix = FixKind::none,
    .check = check,
};

}  // namespace celint
