#include "access/obstacle.h"

#include <algorithm>

#include "access/condition.h"

namespace celint {
namespace {

/// An Allow against a request, part by part.
struct Fit {
  const Policy* policy = nullptr;
  const Statement* statement = nullptr;
  bool action = false;
  bool principal = false;
  bool resource = false;
  const Condition* refusing = nullptr;

  bool near() const { return action || (principal && resource); }
  bool fits() const { return action && principal && resource && refusing == nullptr; }
  /// How near it comes. The action counts most: who writes it down means this request.
  int nearness() const { return (action ? 4 : 0) + (principal && resource ? 2 : 0) + (refusing ? 0 : 1); }
};

const Condition* refusing_condition(const Policy& policy, const Statement& statement,
                                    const Context& context) {
  const auto found =
      std::find_if(statement.conditions.begin(), statement.conditions.end(), [&](const Condition& condition) {
        return holds(condition, context, variables_of(policy)) == Truth::no;
      });
  return found == statement.conditions.end() ? nullptr : &*found;
}

Fit fit_of(const Policy& policy, const Statement& statement, const Request& request, const Context& context,
           const std::optional<Caller>& caller) {
  return {&policy,
          &statement,
          matches_action(statement, request.action) != Truth::no,
          !caller || names(statement, *caller).any() != Truth::no,
          matches_resource(policy, statement, request, context) != Truth::no,
          refusing_condition(policy, statement, context)};
}

/// A key that the request does not carry is the fault itself; of one that it carries, the values are.
Obstacle obstacle_of(const Condition& condition, const Context& context) {
  if (context.find(condition.key.value).state == ContextValue::State::absent)
    return {condition.key.span, "the request does not carry this key"};
  return {condition.values_span, "this condition does not hold"};
}

Span principal_span(const Statement& statement) {
  return statement.principals.empty() ? statement.span : statement.principals.front().value.span;
}

Obstacle obstacle_of(const Fit& fit, const Request& request, const Context& context,
                     const std::optional<Caller>& caller) {
  const Statement& statement = *fit.statement;
  if (!fit.action) return {statement.actions_span, "does not allow " + request.action};
  if (!fit.principal) return {principal_span(statement), "does not name '" + caller->value + "'"};
  if (!fit.resource)
    return {statement.resources_span, request.action + " does not reach " + request.resource};
  return obstacle_of(*fit.refusing, context);
}

}  // namespace

std::optional<Obstacle> nearest_obstacle(const std::vector<const Policy*>& policies, const Request& request,
                                         const Context& context, const std::optional<Caller>& caller) {
  std::optional<Fit> best;
  for (const Policy* policy : policies)
    for (const Statement& statement : policy->statements) {
      if (!statement.allows()) continue;
      const Fit fit = fit_of(*policy, statement, request, context, caller);
      if (fit.fits()) return std::nullopt;
      if (!best || fit.nearness() > best->nearness()) best = fit;
    }
  if (best && best->near()) return obstacle_of(*best, request, context, caller);
  if (policies.empty()) return std::nullopt;
  return Obstacle{policies.front()->list_span, "no statement here allows " + request.action};
}

}  // namespace celint
