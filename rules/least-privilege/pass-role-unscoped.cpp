#include <algorithm>

#include "access/open_grant.h"
#include "check/finding.h"
#include "link/broad_grants.h"
#include "link/policy_edit.h"
#include "link/world.h"
#include "read/letters.h"

namespace celint {
namespace {

/// A condition that names services by iam:PassedToService: plain, or one that is also true when the key is
/// absent.
enum class Guard : std::uint8_t { none, if_exists, plain };

Guard guard_of(const Statement& statement) {
  Guard best = Guard::none;
  for (const Condition& condition : statement.conditions) {
    if (!equal_ignoring_case(condition.key.value, "iam:PassedToService")) continue;
    const auto op = parse_condition_operator(condition.op.value);
    if (op && names_values(condition, *op))
      best = std::max(best, op->if_exists ? Guard::if_exists : Guard::plain);
  }
  return best;
}

/// Access Analyzer's issue codes. What it says of IfExists differs from policy to policy: none then.
std::vector<std::string_view> codes(const OpenGrant& grant, Guard guard) {
  if (guard == Guard::if_exists) return {};
  if (grant.by_not_action)
    return {grant.by_not_resource ? "PASS_ROLE_WITH_NOT_ACTION_AND_NOT_RESOURCE"
                                  : "PASS_ROLE_WITH_STAR_IN_RESOURCE_AND_NOT_ACTION"};
  std::vector<std::string_view> result;
  if (!grant.named.empty())
    result.push_back(grant.by_not_resource ? "PASS_ROLE_WITH_NOT_RESOURCE"
                                           : "PASS_ROLE_WITH_STAR_IN_RESOURCE");
  if (!grant.patterns.empty())
    result.push_back(grant.by_not_resource ? "PASS_ROLE_WITH_STAR_IN_ACTION_AND_NOT_RESOURCE"
                                           : "PASS_ROLE_WITH_STAR_IN_ACTION_AND_RESOURCE");
  return result;
}

/// The condition on iam:PassedToService as a plain one, if it is the only one of them.
std::vector<Edit> without_if_exists(const Policy& policy, const Statement& statement) {
  constexpr std::string_view kIfExists = "IfExists";
  for (const Condition& condition : statement.conditions) {
    if (!equal_ignoring_case(condition.key.value, "iam:PassedToService")) continue;
    const std::string_view op = condition.op.value;
    return with_operator(policy, statement, condition, op.substr(0, op.size() - kIfExists.size()));
  }
  return {};
}

/// What a rule of its own says of the grant: its holder is a launch identity and grows by it.
std::vector<Span> entries_of_escalations(const World& world) {
  std::vector<Span> entries;
  for (const Environment& environment : world.environments)
    for (const BroadGrant& grant : environment.broad_grants)
      if (grant.kind == GrantKind::escalation)
        for (const Str& action : grant.actions) entries.push_back(action.span);
  return entries;
}

void check(const World& world, Findings& out) {
  const std::vector<Span> spoken_of = entries_of_escalations(world);
  for (const Policy& policy : world.policies)
    for (const Statement& statement : policy.statements) {
      const auto grant =
          policy.kind == PolicyKind::identity ? open_grant(statement, "iam:PassRole") : std::nullopt;
      const Guard guard = guard_of(statement);
      if (!grant || guard == Guard::plain ||
          std::find(spoken_of.begin(), spoken_of.end(), grant->place) != spoken_of.end())
        continue;
      Finding& finding =
          out.add(grant->place,
                  "This statement lets its holder pass every role of the account to any service: "
                  "whatever the strongest role may do, the holder can have done.");
      finding.label = "covers iam:PassRole";
      finding.notes = {{grant->resource.span, "on every role"}};
      if (guard == Guard::if_exists) {
        finding.help = "drop IfExists from the condition on iam:PassedToService, and name the roles";
        finding.offer(FixKind::unsafe, without_if_exists(policy, statement));
      } else {
        finding.help = "name the roles, and bind iam:PassedToService to the service that gets them";
      }
      finding.aliases = codes(*grant, guard);
    }
}

}  // namespace

extern const Rule pass_role_unscoped{
    .id = "pass-role-unscoped",
    .summary = "A policy lets its holder pass any role to any service.",
    .severity = Severity::warning,
    .confidence = Confidence::high,
    .audience = Audience::audit,
    .security_severity = "7.5",
    .steps = {},
    .fix = FixKind::unsafe,
    .check = check,
};

}  // namespace celint
