#include <algorithm>

#include "access/arn.h"
#include "check/finding.h"
#include "link/aws_auth_match.h"
#include "link/value_edit.h"
#include "link/world.h"

namespace celint {
namespace {

bool is_session(const IdentityTemplate& use) {
  return use.name == "SessionName" || use.name == "SessionNameRaw";
}

/// The text is one template and nothing else.
bool is_session_alone(std::string_view text) {
  const auto uses = identity_templates(text);
  return uses.size() == 1 && is_session(uses.front()) && uses.front().begin == 0 &&
         uses.front().end == text.size();
}

bool holds_session(std::string_view text) {
  const auto uses = identity_templates(text);
  return std::any_of(uses.begin(), uses.end(), is_session);
}

bool is_node_entry(const IdentityMapping& entry) {
  return std::any_of(entry.groups.begin(), entry.groups.end(),
                     [](const Str& group) { return group.value == "system:nodes"; });
}

void report(const IdentityMapping& entry, const Str& text, std::string_view what, Findings& out) {
  Finding& finding =
      out.add(text.span, "The " + std::string(what) + " '" + std::string(text.value) +
                             "' is the session name, which the caller picks: it can become any " +
                             std::string(what) + " without a colon, such as 'tower-launcher-user'.");
  const auto arn = parse_arn(entry.arn.value);
  if (what == "user" && arn)
    finding.offer(FixKind::unsafe,
                  {rewritten(text, std::string(arn->name()) + ":" + std::string(text.value))});
  finding.help =
      what == "user" ? "put a prefix of your own and a colon before the template" : "name the groups";
}

void check(const World& world, Findings& out) {
  each_entry(world, [&](const AwsAuth&, const AwsAuthKey& key, const IdentityMapping& entry) {
    if (never_matches(key, entry) || is_node_entry(entry)) return;
    if (is_session_alone(entry.username.value)) report(entry, entry.username, "user", out);
    for (const Str& group : entry.groups)
      if (holds_session(group.value) && !group.value.starts_with("system:{{"))
        report(entry, group, "group", out);
  });
}

}  // namespace

extern const Rule caller_chosen_identity{
    .id = "caller-chosen-identity",
    .summary = "The caller of an aws-auth entry chooses its own Kubernetes user or group.",
    .severity = Severity::warning,
    .confidence = Confidence::high,
    .audience = Audience::everyone,
    .security_severity = "6.5",
    .steps = {StepId::authorise},
    .fix = FixKind::unsafe,
    .check = check,
};

}  // namespace celint
