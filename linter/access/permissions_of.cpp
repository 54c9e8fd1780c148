// From policies to permission sets.
#include <algorithm>

#include "access/arn.h"
#include "access/letters.h"
#include "access/permission.h"

namespace celint {
namespace {

bool is_unfinished(std::string_view text) { return is_placeholder(text) || has_unexpanded_variable(text); }

/// The service whose actions without resource a pattern covers, as `matches_resource` decides it.
std::string whole_service(std::string_view pattern) {
  if (pattern == "*") return "*";
  Policy policy;
  Statement statement;
  statement.has_resource = true;
  statement.resources = {{pattern, {}}};
  const auto arn = parse_arn(pattern);
  const std::string service = lowered(arn ? arn->service : std::string_view());
  if (service.empty() || service.find_first_of("*?") != std::string::npos) {
    // Not one service: it covers all of them or, for celint, none.
    const Request any{"unlisted:Action", "*"};
    return matches_resource(policy, statement, any, Context()) == Truth::yes ? "*" : "";
  }
  const Request request{service + ":Action", "*"};
  return matches_resource(policy, statement, request, Context()) == Truth::yes ? service : "";
}

std::shared_ptr<const ResourceUnion> resources_of(const Policy& policy, const Statement& statement,
                                                  bool widest, const std::function<bool(const Str&)>& skip) {
  auto resources = std::make_shared<ResourceUnion>();
  for (const Str& text : statement.resources)
    if (!skip || !skip(text))
      if (auto pattern = resource_pattern(policy, text.value, widest))
        resources->push_back(std::move(*pattern));
  return resources;
}

/// The permissions of the statements of one effect whose conditions hold at least as surely as asked.
PermissionSet reach(const ActionSpace& space, const Policy& policy, Effect effect, Truth at_least,
                    const ConditionsOf& conditions) {
  PermissionSet set;
  for (const Statement& statement : policy.statements) {
    const Truth written = statement.effect.unknown()
                              ? Truth::maybe
                              : truth(statement.effect.known() && statement.effect.value == effect);
    if (both(written, conditions(policy, statement)) < at_least) continue;
    Permission permission = reach_of(space, policy, statement, at_least == Truth::maybe);
    if (!permission.actions.empty()) set.terms.push_back(std::move(permission));
  }
  return set;
}

PermissionSet reach(const ActionSpace& space, const std::vector<const Policy*>& policies, Effect effect,
                    Truth at_least, const ConditionsOf& conditions) {
  PermissionSet set;
  for (const Policy* policy : policies) set = unite(set, reach(space, *policy, effect, at_least, conditions));
  return set;
}

}  // namespace

std::optional<ResourcePattern> resource_pattern(const Policy& policy, std::string_view text, bool widest) {
  if (is_unfinished(text)) {
    if (!widest) return std::nullopt;
    return ResourcePattern{parse_arn_glob("*"), "*"};
  }
  Glob glob = parse_arn_glob(text, variables_of(policy));
  if (!glob.variables.empty() && !widest) return std::nullopt;
  return ResourcePattern{std::move(glob), whole_service(text)};
}

Permission reach_of(const ActionSpace& space, const Policy& policy, const Statement& statement, bool widest,
                    const std::function<bool(const Str&)>& skip) {
  Permission permission{ActionSet(space.size()), {}};
  if (!statement.has_resource && policy.kind == PolicyKind::identity) return permission;
  for (const Str& action : statement.actions)
    if (!skip || !skip(action)) space.expand_into(permission.actions, action.value);
  if (statement.not_action) {
    ActionSet others = space.all();
    others -= permission.actions;
    permission.actions = std::move(others);
  }
  if (!statement.has_resource) return permission;
  // What NotResource spares is largest when its patterns are narrowest.
  auto resources = resources_of(policy, statement, statement.not_resource ? !widest : widest, skip);
  (statement.not_resource ? permission.resources.none_of : permission.resources.all_of)
      .push_back(std::move(resources));
  return permission;
}

PermissionSet permissions_of(const ActionSpace& space, const std::vector<const Policy*>& policies,
                             const Policy* boundary, Bound bound, const ConditionsOf& conditions) {
  const Truth allow = bound == Bound::may ? Truth::maybe : Truth::yes;
  const Truth deny = bound == Bound::may ? Truth::yes : Truth::maybe;
  PermissionSet allowed = reach(space, policies, Effect::allow, allow, conditions);
  PermissionSet denied = reach(space, policies, Effect::deny, deny, conditions);
  if (boundary != nullptr) {
    allowed = intersect(allowed, reach(space, *boundary, Effect::allow, allow, conditions));
    denied = unite(denied, reach(space, *boundary, Effect::deny, deny, conditions));
  }
  return minus(allowed, denied);
}

}  // namespace celint
