#include "access/smallest.h"

#include <algorithm>

#include "access/cover.h"
#include "access/glob.h"

namespace celint {
namespace {

using Texts = std::vector<std::string>;

void add(Texts& texts, std::string_view text) {
  if (std::find(texts.begin(), texts.end(), text) == texts.end()) texts.emplace_back(text);
}

bool meet(std::string_view a, std::string_view b, Case letters) {
  return have_common_text(parse_glob(a, letters), parse_glob(b, letters));
}

/// What a list and a pattern have in common, in the narrower's words. False if they only overlap.
bool common(std::span<const Str> list, std::string_view wanted, Case letters, Texts& out) {
  const auto covering = [&](const Str& entry) { return covers(entry.value, wanted, letters); };
  if (std::any_of(list.begin(), list.end(), covering)) {
    add(out, wanted);
    return true;
  }
  bool exact = true;
  for (const Str& entry : list)
    if (covers(wanted, entry.value, letters))
      add(out, entry.value);
    else if (meet(wanted, entry.value, letters))
      exact = false;
  return exact;
}

/// The same for a list of what is left out.
bool outside(std::span<const Str> list, std::string_view wanted, Case letters, Texts& out) {
  bool untouched = true;
  for (const Str& entry : list) {
    if (covers(entry.value, wanted, letters)) return true;
    untouched = untouched && !meet(wanted, entry.value, letters);
  }
  if (untouched) add(out, wanted);
  return untouched;
}

bool is_open(std::span<const Str> list) {
  return std::any_of(list.begin(), list.end(), [](const Str& entry) {
    return is_placeholder(entry.value) || entry.value.find('$') != std::string_view::npos;
  });
}

/// Whether someone surely uses the need, or a launch counts on it.
bool is_kept(const SurplusQuestion& question, const Need& need) {
  return need.level != NeedLevel::optional ||
         std::any_of(question.needs.begin(), question.needs.end(), [&need](const Needed& needed) {
           return needed.need == &need && needed.in_use == Truth::yes;
         });
}

bool covered(const Texts& inner, const Texts& outer) {
  return std::all_of(inner.begin(), inner.end(), [&](const std::string& text) {
    return std::any_of(outer.begin(), outer.end(),
                       [&](const std::string& other) { return covers(other, text, Case::exact); });
  });
}

/// Takes out the actions that another grant gives on the same resources and more.
void drop_covered(std::vector<Grant>& grants) {
  for (Grant& grant : grants)
    std::erase_if(grant.actions, [&](const std::string& action) {
      return std::any_of(grants.begin(), grants.end(), [&](const Grant& other) {
        return &other != &grant &&
               std::find(other.actions.begin(), other.actions.end(), action) != other.actions.end() &&
               covered(grant.resources, other.resources);
      });
    });
  std::erase_if(grants, [](const Grant& grant) { return grant.actions.empty(); });
}

/// Adds a grant to the one on the same resources, or with the same actions.
void unite(std::vector<Grant>& grants, const Grant& added) {
  for (Grant& grant : grants) {
    if (grant.resources == added.resources) {
      for (const std::string& action : added.actions) add(grant.actions, action);
      return;
    }
    if (grant.actions == added.actions) {
      for (const std::string& resource : added.resources) add(grant.resources, resource);
      return;
    }
  }
  grants.push_back(added);
}

}  // namespace

std::optional<std::vector<Grant>> smallest(const SurplusQuestion& question, const Statement& statement) {
  if (!question.tolerated_actions.empty() || is_open(statement.actions) || is_open(statement.resources))
    return std::nullopt;
  std::vector<Grant> grants;
  for (const auto& [need, wanted] : resources_needed(question, statement)) {
    Grant grant;
    bool exact = true;
    for (const std::string_view action : need->actions)
      exact &=
          (statement.not_action ? outside : common)(statement.actions, action, Case::ignored, grant.actions);
    if (grant.actions.empty() && exact) continue;
    for (const std::string& resource : wanted)
      exact &= (statement.not_resource ? outside : common)(statement.resources, resource, Case::exact,
                                                           grant.resources);
    if (!is_kept(question, *need)) {
      std::erase_if(grant.resources, [&](const std::string& resource) {
        return statement.not_resource ||
               std::none_of(statement.resources.begin(), statement.resources.end(),
                            [&](const Str& entry) { return entry.value == resource; });
      });
    } else if (!exact) {
      return std::nullopt;
    }
    if (!grant.actions.empty() && !grant.resources.empty()) unite(grants, grant);
  }
  drop_covered(grants);
  return grants;
}

}  // namespace celint
