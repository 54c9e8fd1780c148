#include "access/permission.h"

#include <algorithm>

#include "read/letters.h"

namespace celint {
namespace {

using Result = GlobSearch::Result;

bool is_everything(const ResourceUnion& resources) {
  return std::any_of(resources.begin(), resources.end(), [](const ResourcePattern& pattern) {
    return pattern.whole_service == "*" && pattern.glob.tokens.size() == 1 && is_star(pattern.glob.tokens[0]);
  });
}

bool matches_any(const ResourceUnion& resources, std::string_view arn) {
  return std::any_of(resources.begin(), resources.end(),
                     [&](const ResourcePattern& pattern) { return matches(pattern.glob, arn) != Truth::no; });
}

bool covers_service(const ResourceUnion& resources, std::string_view service) {
  return std::any_of(resources.begin(), resources.end(), [&](const ResourcePattern& pattern) {
    return pattern.whole_service == "*" || pattern.whole_service == service;
  });
}

GlobUnion pointers(const ResourceUnion& resources) {
  GlobUnion globs;
  for (const ResourcePattern& pattern : resources) globs.push_back(&pattern.glob);
  return globs;
}

/// The shortest text of a template.
std::string shortest_text(const Glob& resource_template) {
  std::string text;
  for (const GlobToken token : resource_template.tokens)
    if (!is_star(token)) text += token.kind == GlobToken::Kind::byte ? static_cast<char>(token.value) : 'x';
  return text;
}

/// A text that the template and the region both have.
GlobSearch find_in(const Region& region, const Glob& resource_template) {
  std::vector<GlobUnion> all_of{{&resource_template}};
  for (const auto& resources : region.all_of)
    if (!is_everything(*resources)) all_of.push_back(pointers(*resources));
  GlobUnion none_of;
  for (const auto& resources : region.none_of)
    for (const ResourcePattern& pattern : *resources) none_of.push_back(&pattern.glob);
  if (all_of.size() == 1 && none_of.empty()) return {Result::found, shortest_text(resource_template)};
  return find_text(all_of, none_of);
}

/// On ARNs of types that the catalogue lacks.
WitnessSearch find_anywhere(const ActionSpace& space, const Permission& permission, ActionId action) {
  GlobSearch found = find_in(permission.resources, parse_arn_glob("arn:aws:" + space.service(action) + ":*",
                                                                  Variables::text, Case::exact));
  if (found.result == Result::none)
    found = find_in(permission.resources, parse_arn_glob("arn:*", Variables::text, Case::exact));
  return {found.result, {action, found.text}};
}

void add(PermissionSet& set, Permission permission) {
  if (!permission.actions.empty()) set.terms.push_back(std::move(permission));
}

/// Every resource of the region is one of these, as far as the spelling shows it.
bool is_within(const Region& region, const ResourceUnion& resources) {
  if (is_everything(resources)) return true;
  const auto is_named = [&](const ResourcePattern& pattern) {
    return std::find(resources.begin(), resources.end(), pattern) != resources.end();
  };
  return std::any_of(region.all_of.begin(), region.all_of.end(),
                     [&](const auto& some) { return std::all_of(some->begin(), some->end(), is_named); });
}

/// Adds the part of `term` outside `taken`: other actions whole, the same actions on other resources.
void add_outside(PermissionSet& rest, const Permission& term, const Permission& taken) {
  Permission others = term;
  others.actions -= taken.actions;
  add(rest, std::move(others));
  ActionSet shared = term.actions;
  shared &= taken.actions;
  for (const auto& resources : taken.resources.all_of) {
    if (is_within(term.resources, *resources)) continue;
    Permission outside{shared, term.resources};
    outside.resources.none_of.push_back(resources);
    add(rest, std::move(outside));
  }
  for (const auto& resources : taken.resources.none_of) {
    Permission spared{shared, term.resources};
    spared.resources.all_of.push_back(resources);
    add(rest, std::move(spared));
  }
}

}  // namespace

std::string ActionSpace::name(ActionId id) const {
  return id < known->size() ? known->full_name(id) : unlisted[id - known->size()];
}

std::string ActionSpace::service(ActionId id) const {
  if (id < known->size()) return lowered(known->service(id));
  const std::string& text = unlisted[id - known->size()];
  return lowered(text.substr(0, text.find(':')));
}

std::vector<ResourceType> ActionSpace::resource_types(ActionId id) const {
  return id < known->size() ? known->resource_types(id) : std::vector<ResourceType>();
}

ActionSet ActionSpace::all() const {
  ActionSet set(size());
  for (ActionId id = 0; id < size(); ++id) set.add(id);
  return set;
}

void ActionSpace::expand_into(ActionSet& set, std::string_view pattern) const {
  known->expand_into(set, pattern);
  for (std::size_t i = 0; i < unlisted.size(); ++i)
    if (meets_action(pattern, unlisted[i]) != Truth::no) set.add(static_cast<ActionId>(known->size() + i));
}

bool ActionSpace::names_any(std::string_view pattern, const ActionSet& set) const {
  if (const auto id = known->find(pattern)) return set.has(*id);
  ActionSet named(size());
  expand_into(named, pattern);
  named &= set;
  return !named.empty();
}

ActionSpace action_space(const Catalogue& catalogue, const std::vector<const Policy*>& policies) {
  ActionSpace space{&catalogue, {"unlisted:Action"}};
  for (const Policy* policy : policies)
    for (const Statement& statement : policy->statements)
      for (const Str& action : statement.actions) {
        // A pattern that no listed action meets is represented by one that it would meet.
        std::string unlisted(action.value);
        std::replace(unlisted.begin(), unlisted.end(), '*', 'x');
        std::replace(unlisted.begin(), unlisted.end(), '?', 'x');
        const bool known =
            std::any_of(space.unlisted.begin(), space.unlisted.end(),
                        [&](const std::string& other) { return equal_ignoring_case(other, unlisted); });
        if (!known && action.value != "*" && action.value.find(':') != std::string_view::npos &&
            !catalogue.names_any(action.value))
          space.unlisted.push_back(std::move(unlisted));
      }
  return space;
}

bool Region::has(std::string_view arn) const {
  const auto matched = [&](const auto& resources) { return matches_any(*resources, arn); };
  return std::all_of(all_of.begin(), all_of.end(), matched) &&
         std::none_of(none_of.begin(), none_of.end(), matched);
}

bool Region::has_no_resource(std::string_view service) const {
  const auto covered = [&](const auto& resources) { return covers_service(*resources, service); };
  return std::all_of(all_of.begin(), all_of.end(), covered) &&
         std::none_of(none_of.begin(), none_of.end(), covered);
}

bool PermissionSet::allows(const ActionSpace& space, ActionId action, std::string_view resource) const {
  return std::any_of(terms.begin(), terms.end(), [&](const Permission& term) {
    if (!term.actions.has(action)) return false;
    return resource == "*" ? term.resources.has_no_resource(space.service(action))
                           : term.resources.has(resource);
  });
}

PermissionSet intersect(const PermissionSet& a, const PermissionSet& b) {
  PermissionSet result;
  for (const Permission& x : a.terms)
    for (const Permission& y : b.terms) {
      Permission both = x;
      both.actions &= y.actions;
      both.resources.all_of.insert(both.resources.all_of.end(), y.resources.all_of.begin(),
                                   y.resources.all_of.end());
      both.resources.none_of.insert(both.resources.none_of.end(), y.resources.none_of.begin(),
                                    y.resources.none_of.end());
      add(result, std::move(both));
    }
  return result;
}

PermissionSet minus(const PermissionSet& a, const PermissionSet& b) {
  PermissionSet result = a;
  for (const Permission& taken : b.terms) {
    PermissionSet rest;
    for (const Permission& term : result.terms) add_outside(rest, term, taken);
    result = std::move(rest);
  }
  return result;
}

WitnessSearch find_typed_request(const ActionSpace& space, const Permission& permission, ActionId action,
                                 const ArnHead& head) {
  std::vector<ResourceType> types = space.resource_types(action);
  // The plainest form makes the plainest witness: an object before an object behind an access point.
  std::stable_sort(types.begin(), types.end(), [](const ResourceType& a, const ResourceType& b) {
    return std::count(a.arn.begin(), a.arn.end(), '$') < std::count(b.arn.begin(), b.arn.end(), '$');
  });
  if (types.empty() && permission.resources.has_no_resource(space.service(action)))
    return {Result::found, {action, "*"}};
  WitnessSearch answer;
  for (const ArnHead& tried : {head, ArnHead{head.partition, {}, {}}, ArnHead{}})
    for (const ResourceType& type : types) {
      const GlobSearch found = find_in(permission.resources, resource_template(type.arn, tried));
      if (found.result != Result::none) answer = {found.result, {action, found.text}};
      if (found.result == Result::found) return answer;
    }
  return answer;
}

WitnessSearch find_request(const ActionSpace& space, const PermissionSet& set) {
  WitnessSearch answer;
  for (const Permission& term : set.terms) {
    const bool has_arn = may_have_arn(term.resources);
    // Actions of one class have the same answer.
    std::vector<bool> searched(space.size());
    for (const ActionId action : term.actions.ids()) {
      if (searched[space.resource_class(action)]) continue;
      searched[space.resource_class(action)] = true;
      if (!has_arn && !term.resources.has_no_resource(space.service(action))) continue;
      WitnessSearch found = find_typed_request(space, term, action, {"aws", {}, {}});
      if (found.result == Result::none && has_arn) found = find_anywhere(space, term, action);
      if (found.result == Result::found) return found;
      if (found.result == Result::unknown) answer = found;
    }
  }
  return answer;
}

bool may_have_arn(const Region& region) {
  return find_in(region, parse_arn_glob("arn:*", Variables::text, Case::exact)).result != Result::none;
}

bool covers_type(const Region& region, std::string_view arn_format, const ArnHead& head) {
  const Glob type = resource_template(arn_format, head);
  for (const auto& resources : region.all_of)
    if (!is_everything(*resources) && find_text({{&type}}, pointers(*resources)).result != Result::none)
      return false;
  for (const auto& resources : region.none_of)
    if (find_text({{&type}, pointers(*resources)}, {}).result != Result::none) return false;
  return true;
}

}  // namespace celint
