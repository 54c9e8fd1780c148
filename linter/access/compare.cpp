#include "access/compare.h"

#include <algorithm>
#include <map>
#include <optional>

#include "access/permission.h"
#include "model/letters.h"

namespace celint {
namespace {

using Result = GlobSearch::Result;

constexpr std::size_t kMaxSwitches = 8;

/// Equal for conditions that are written differently but the same.
std::string text_of(const Condition& condition) {
  std::vector<std::string> values;
  for (const Str& value : condition.values) values.emplace_back(value.value);
  std::sort(values.begin(), values.end());
  values.erase(std::unique(values.begin(), values.end()), values.end());
  std::string text = lowered(condition.op.value) + " " + lowered(condition.key.value);
  for (const std::string& value : values) text.append(" '").append(value).append("'");
  return text;
}

/// A distinct condition.
struct Switch {
  std::string key;  // lower case
  std::string shown;
};

struct Switches {
  std::map<std::string, std::size_t> index;  // by text_of
  std::vector<Switch> all;
};

Switches switches_of(const std::vector<const Policy*>& policies) {
  Switches switches;
  for (const Policy* policy : policies)
    for (const Statement& statement : policy->statements)
      for (const Condition& condition : statement.conditions) {
        if (!switches.index.try_emplace(text_of(condition), switches.all.size()).second) continue;
        std::string shown = std::string(condition.op.value) + " " + std::string(condition.key.value);
        for (const Str& value : condition.values) shown.append(" '").append(value.value).append("'");
        switches.all.push_back({lowered(condition.key.value), std::move(shown)});
      }
  return switches;
}

/// One state of all switches, a bit each.
using Assignment = std::size_t;

ConditionsOf conditions_under(const Switches& switches, Assignment assignment) {
  return [&switches, assignment](const Policy&, const Statement& statement) {
    return truth(std::all_of(statement.conditions.begin(), statement.conditions.end(),
                             [&](const Condition& condition) {
                               return (assignment >> switches.index.at(text_of(condition)) & 1) != 0;
                             }));
  };
}

/// No two switches on one key: then every state of them can occur.
bool are_independent(const Switches& switches) {
  std::vector<std::string> keys;
  for (const Switch& one : switches.all) keys.push_back(one.key);
  std::sort(keys.begin(), keys.end());
  return std::adjacent_find(keys.begin(), keys.end()) == keys.end();
}

std::vector<const Policy*> all_of(const PolicySet& set) {
  std::vector<const Policy*> policies = set.identity;
  if (set.boundary != nullptr) policies.push_back(set.boundary);
  return policies;
}

Beyond beyond_of(const ActionSpace& space, const WitnessSearch& search, const Switches& switches,
                 Assignment assignment) {
  Beyond beyond{search.result, {}, {}, {}};
  if (search.result != Result::found) return beyond;
  beyond.action = space.name(search.witness.action);
  beyond.resource = search.witness.resource;
  for (std::size_t i = 0; i < switches.all.size(); ++i)
    beyond.conditions.push_back(((assignment >> i & 1) != 0 ? "" : "not ") + switches.all[i].shown);
  return beyond;
}

Beyond search_under(const ActionSpace& space, const PolicySet& wide, const PolicySet& narrow,
                    const Switches& switches, Assignment assignment) {
  const ConditionsOf conditions = conditions_under(switches, assignment);
  const auto allowed = [&](const PolicySet& set) {
    return permissions_of(space, set.identity, set.boundary, Bound::exact, conditions);
  };
  return beyond_of(space, find_request(space, minus(allowed(wide), allowed(narrow))), switches, assignment);
}

/// What holds whatever the conditions are.
Beyond search_bounds(const ActionSpace& space, const PolicySet& wide, const PolicySet& narrow) {
  const auto undecided = [](const Policy&, const Statement& statement) {
    return statement.conditions.empty() ? Truth::yes : Truth::maybe;
  };
  const auto allowed = [&](const PolicySet& set, Bound bound) {
    return permissions_of(space, set.identity, set.boundary, bound, undecided);
  };
  const auto search = [&](Bound a, Bound b) {
    return find_request(space, minus(allowed(wide, a), allowed(narrow, b)));
  };
  const WitnessSearch certain = search(Bound::certainly, Bound::may);
  if (certain.result == Result::found) return beyond_of(space, certain, {}, 0);
  const bool none = search(Bound::may, Bound::certainly).result == Result::none;
  return {none ? Result::none : Result::unknown, {}, {}, {}};
}

}  // namespace

Beyond find_beyond(const PolicySet& wide, const PolicySet& narrow) {
  std::vector<const Policy*> policies = all_of(wide);
  for (const Policy* policy : all_of(narrow)) policies.push_back(policy);
  const ActionSpace space = action_space(catalogue(), policies);
  const Switches switches = switches_of(policies);
  const bool independent = are_independent(switches);
  if (!independent || switches.all.size() > kMaxSwitches) {
    const Beyond bounds = search_bounds(space, wide, narrow);
    if (bounds.result != Result::unknown || switches.all.size() > kMaxSwitches) return bounds;
  }
  Beyond result;
  for (Assignment assignment = 0; assignment < (Assignment{1} << switches.all.size()); ++assignment) {
    Beyond one = search_under(space, wide, narrow, switches, assignment);
    if (one.result == Result::none) continue;
    if (one.result == Result::found && independent) return one;
    result = {Result::unknown, {}, {}, {}};
  }
  return result;
}

}  // namespace celint
