#include "access/compare.h"

#include <algorithm>
#include <map>
#include <optional>

#include "access/permission.h"
#include "read/letters.h"

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

/// One question: what `wide` allows and `narrow` does not.
struct Question {
  const ActionSpace& space;
  const PolicySet& wide;
  const PolicySet& narrow;
  const Switches& switches;

  PermissionSet allowed(const PolicySet& set, Bound bound, const ConditionsOf& conditions) const {
    return permissions_of(space, set.identity, set.boundary, bound, conditions);
  }

  WitnessSearch search(Assignment assignment) const {
    const ConditionsOf conditions = conditions_under(switches, assignment);
    return find_request(
        space, minus(allowed(wide, Bound::exact, conditions), allowed(narrow, Bound::exact, conditions)));
  }

  bool differs(const Witness& witness, Assignment assignment) const {
    const ConditionsOf conditions = conditions_under(switches, assignment);
    const auto allows = [&](const PolicySet& set) {
      return allowed(set, Bound::exact, conditions).allows(space, witness.action, witness.resource);
    };
    return allows(wide) && !allows(narrow);
  }

  /// The sets differ on the witness however the switches outside `kept` are set.
  bool hangs_on(const Witness& witness, Assignment assignment, Assignment kept) const {
    const Assignment others = ((Assignment{1} << switches.all.size()) - 1) & ~kept;
    for (Assignment off = others;; off = (off - 1) & others) {
      if (!differs(witness, assignment ^ off)) return false;
      if (off == 0) return true;
    }
  }
};

/// The difference with the conditions that it hangs on, and no others.
Beyond beyond_of(const Question& question, const Witness& witness, Assignment assignment) {
  Beyond beyond{Result::found, question.space.name(witness.action), witness.resource, {}};
  const std::vector<Switch>& all = question.switches.all;
  Assignment kept = (Assignment{1} << all.size()) - 1;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const Assignment bit = Assignment{1} << i;
    if (question.hangs_on(witness, assignment, kept & ~bit)) kept &= ~bit;
    if ((kept & bit) != 0)
      beyond.conditions.push_back(((assignment & bit) != 0 ? "" : "not ") + all[i].shown);
  }
  return beyond;
}

/// What holds whatever the conditions are.
Beyond search_bounds(const Question& question) {
  const auto undecided = [](const Policy&, const Statement& statement) {
    return statement.conditions.empty() ? Truth::yes : Truth::maybe;
  };
  const auto search = [&](Bound a, Bound b) {
    return find_request(question.space, minus(question.allowed(question.wide, a, undecided),
                                              question.allowed(question.narrow, b, undecided)));
  };
  const WitnessSearch certain = search(Bound::certainly, Bound::may);
  if (certain.result == Result::found)
    return {Result::found, question.space.name(certain.witness.action), certain.witness.resource, {}};
  const bool none = search(Bound::may, Bound::certainly).result == Result::none;
  return {none ? Result::none : Result::unknown, {}, {}, {}};
}

}  // namespace

Beyond find_beyond(const PolicySet& wide, const PolicySet& narrow) {
  std::vector<const Policy*> policies = all_of(wide);
  for (const Policy* policy : all_of(narrow)) policies.push_back(policy);
  const ActionSpace space = action_space(catalogue(), policies);
  const Switches switches = switches_of(policies);
  const Question question{space, wide, narrow, switches};
  if (!switches.all.empty()) {
    const Beyond bounds = search_bounds(question);
    if (bounds.result != Result::unknown || switches.all.size() > kMaxSwitches) return bounds;
  }
  Beyond result;
  for (Assignment assignment = 0; assignment < (Assignment{1} << switches.all.size()); ++assignment) {
    const WitnessSearch one = question.search(assignment);
    if (one.result == Result::none) continue;
    if (one.result == Result::found && are_independent(switches))
      return beyond_of(question, one.witness, assignment);
    result.result = Result::unknown;
  }
  return result;
}

}  // namespace celint
