#include "access/open_grant.h"

#include <algorithm>

#include "access/arn.h"
#include "access/statement.h"

namespace celint {
namespace {

bool spells(const Str& entry) { return entry.value.find_first_of("*?") == std::string_view::npos; }

void take_actions(const Statement& statement, std::string_view action, OpenGrant& grant) {
  grant.by_not_action = statement.not_action;
  grant.place = statement.actions_span;
  if (statement.not_action) return;
  for (const Str& entry : statement.actions)
    if (meets_action(entry.value, action) == Truth::yes)
      (spells(entry) ? grant.named : grant.patterns).push_back(entry);
  if (!grant.patterns.empty()) grant.place = grant.patterns.front().span;
  if (!grant.named.empty()) grant.place = grant.named.front().span;
}

/// `*`, or every role of an account.
bool names_every_role(std::string_view resource) {
  const std::optional<Arn> arn = parse_arn(resource);
  return resource == "*" ||
         (arn && arn->service == "iam" && (arn->resource == "*" || arn->resource == "role/*"));
}

bool take_resource(const Statement& statement, OpenGrant& grant) {
  grant.by_not_resource = statement.not_resource;
  if (statement.not_resource) {
    grant.resource = {{}, statement.resources_span};
    return true;
  }
  for (const Str& resource : statement.resources)
    if (names_every_role(resource.value)) {
      grant.resource = resource;
      return true;
    }
  return false;
}

}  // namespace

std::optional<OpenGrant> open_grant(const Statement& statement, std::string_view action) {
  OpenGrant grant;
  if (!statement.allows() || matches_action(statement, action) != Truth::yes) return std::nullopt;
  if (!take_resource(statement, grant)) return std::nullopt;
  take_actions(statement, action, grant);
  return grant;
}

bool names_values(const Condition& condition, const ConditionOperator& op) {
  return !op.negated && op.family != ConditionOperator::Family::null && !condition.values.empty() &&
         std::none_of(condition.values.begin(), condition.values.end(),
                      [](const Str& value) { return value.value.starts_with('*'); });
}

}  // namespace celint
