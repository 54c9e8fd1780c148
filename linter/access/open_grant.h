// Statements that give a powerful action of IAM away on every role.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "access/condition.h"
#include "model/policy.h"

namespace celint {

/// An action allowed on `*` or on every role of an account, or on everything but the entries of a
/// NotResource.
struct OpenGrant {
  std::vector<Str> named;     ///< Action entries that spell the action.
  std::vector<Str> patterns;  ///< Action entries with a wildcard that cover it.
  bool by_not_action = false;
  Str resource;  ///< The `*` or `...:role/*`; for NotResource its whole value.
  bool by_not_resource = false;

  /// The place of the first entry; of the whole NotAction.
  Span place;
};

/// How an Allow statement grants the action on every role, whatever its conditions; nothing if it does
/// not.
std::optional<OpenGrant> open_grant(const Statement& statement, std::string_view action);

/// The condition admits the values it names and no others: not those beside them, nor any that end in some
/// way.
bool names_values(const Condition& condition, const ConditionOperator& op);

}  // namespace celint
