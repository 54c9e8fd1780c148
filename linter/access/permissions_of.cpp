// From policies to permission sets.
#include <algorithm>

#include "access/arn.h"
#include "access/permission.h"
#include "read/letters.h"

namespace celint {
namespace {

bool is_unfinished(std::string_view text) { return is_placeholder(text) || has_unexpanded_variable(text); }

/// The service whose actions without resource a pattern covers, as `matches_resource` decides it.
std::string whole_service(std::string_view pattern) {
  if (pattern == "*") return "*";
  const auto covers = [pattern](const Request& request) {
    return meets_resource(Policy(), pattern, request, Context()) == Truth::yes;
  };
  const auto arn = parse_arn(pattern);
  const std::string service = lowered(arn ? arn->service : std::string_view());
  if (service.empty() || service.find_first_of("*?") != std::string::npos) {
    // Not one service: it covers all of them or, for celint, none.
    const Request any{"unlisted:Action", "*"};
    return covers(any) ? "*" : "";
  }
  const Request request{service + ":Action", "*"};
  return covers(request) ? service : "";
}

std::shared_ptr<const ResourceUnion> resources_of(const Policy& policy, const Statement& statement,
                                                  Unknowns unknowns,
                                                  const std::function<bool(const Str&)>& skip) {
  auto resources = std::make_shared<ResourceUnion>();
  for (const Str& text : statement.resources)
    if (!skip || !skip(text))
      if (auto pattern = resource_pattern(policy, text.value, unknowns))
        resources->push_back(std::move(*pattern));
  return resources;
}

/// How the statements of one effect count.
struct Reading {
  Effect effect;
  Truth at_least;  ///< Of effect and conditions.
  Unknowns unknowns;
};

Reading reading(Effect effect, Bound bound) {
  if (bound == Bound::exact) return {effect, Truth::yes, Unknowns::opaque};
  const bool wide = (bound == Bound::may) == (effect == Effect::allow);
  return {effect, wide ? Truth::maybe : Truth::yes, wide ? Unknowns::anything : Unknowns::nothing};
}

void add_reach(PermissionSet& set, const ActionSpace& space, const Policy& policy, const Reading& reading,
               const ConditionsOf& conditions) {
  for (const Statement& statement : policy.statements) {
    const bool fits = statement.effect.known() && statement.effect.value == reading.effect;
    const Truth written = statement.effect.unknown() ? Truth::maybe : truth(fits);
    if (both(written, conditions(policy, statement)) < reading.at_least) continue;
    Permission permission = reach_of(space, policy, statement, reading.unknowns);
    if (!permission.actions.empty()) set.terms.push_back(std::move(permission));
  }
}

}  // namespace

std::optional<ResourcePattern> resource_pattern(const Policy& policy, std::string_view text,
                                                Unknowns unknowns) {
  const Variables meaning = variables_of(policy);
  if (unknowns == Unknowns::opaque) {
    const Variables kept = meaning == Variables::text ? Variables::text : Variables::opaque;
    return ResourcePattern{parse_arn_glob(text, kept), whole_service(text)};
  }
  if (is_unfinished(text)) {
    if (unknowns == Unknowns::nothing) return std::nullopt;
    return ResourcePattern{parse_arn_glob("*"), "*"};
  }
  Glob glob = parse_arn_glob(text, meaning);
  if (!glob.variables.empty() && unknowns == Unknowns::nothing) return std::nullopt;
  return ResourcePattern{std::move(glob), whole_service(text)};
}

Permission reach_of(const ActionSpace& space, const Policy& policy, const Statement& statement,
                    Unknowns unknowns, const std::function<bool(const Str&)>& skip) {
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
  // What NotResource spares is the less, the more its patterns are taken to be nothing.
  if (statement.not_resource && unknowns != Unknowns::opaque)
    unknowns = unknowns == Unknowns::anything ? Unknowns::nothing : Unknowns::anything;
  auto resources = resources_of(policy, statement, unknowns, skip);
  (statement.not_resource ? permission.resources.none_of : permission.resources.all_of)
      .push_back(std::move(resources));
  return permission;
}

PermissionSet permissions_of(const ActionSpace& space, const std::vector<const Policy*>& policies,
                             const Policy* boundary, Bound bound, const ConditionsOf& conditions) {
  const Reading allow = reading(Effect::allow, bound), deny = reading(Effect::deny, bound);
  PermissionSet allowed, denied;
  for (const Policy* policy : policies) {
    add_reach(allowed, space, *policy, allow, conditions);
    add_reach(denied, space, *policy, deny, conditions);
  }
  if (boundary != nullptr) {
    PermissionSet within;
    add_reach(within, space, *boundary, allow, conditions);
    add_reach(denied, space, *boundary, deny, conditions);
    allowed = intersect(allowed, within);
  }
  return minus(allowed, denied);
}

}  // namespace celint
