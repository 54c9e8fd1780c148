#include "access/surplus_text.h"

#include <algorithm>
#include <map>
#include <set>

#include "read/letters.h"

namespace celint {
namespace {

int gravity(AccessLevel level) {
  switch (level) {
    case AccessLevel::permissions:
      return 4;
    case AccessLevel::write:
      return 3;
    case AccessLevel::tagging:
      return 2;
    case AccessLevel::read:
      return 1;
    case AccessLevel::list:
      return 0;
  }
  return 0;
}

/// `a`, `a and b`, `a, b and c`.
std::string joined(const std::vector<std::string>& parts) {
  std::string text;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i > 0) text += i + 1 == parts.size() ? " and " : ", ";
    text += parts[i];
  }
  return text;
}

/// `S3` for `Amazon S3`; the prefix where the title is long.
std::string short_title(const Catalogue& known, const std::string& service) {
  std::string_view title = known.service_title(service);
  for (const std::string_view vendor : {"Amazon ", "AWS "})
    if (title.starts_with(vendor)) title.remove_prefix(vendor.size());
  const bool is_long = title.empty() || std::count(title.begin(), title.end(), ' ') > 1;
  return is_long ? service : std::string(title);
}

/// The surplus actions of one service.
struct Group {
  std::string service;
  std::vector<const Witness*> witnesses;
};

std::vector<Group> by_service(const ActionSpace& space, const std::vector<Witness>& extra) {
  std::vector<Group> groups;
  for (const Witness& witness : extra) {
    const std::string service = space.service(witness.action);
    if (groups.empty() || groups.back().service != service) groups.push_back({service, {}});
    groups.back().witnesses.push_back(&witness);
  }
  return groups;
}

std::string actions_text(const ActionSpace& space, const Group& group) {
  std::vector<std::string> names;
  std::set<AccessLevel> levels;
  for (const Witness* witness : group.witnesses) {
    names.push_back(space.name(witness->action));
    levels.insert(space.known->level(witness->action));
  }
  if (names.size() <= 2) return joined(names);
  std::vector<std::string> level_names;
  for (const AccessLevel level : levels) level_names.emplace_back(to_string(level));
  const std::string kind = level_names.size() > 3 ? std::string() : joined(level_names) + " ";
  return std::to_string(names.size()) + " " + short_title(*space.known, group.service) + " " + kind +
         "actions";
}

/// The formats of the types that the witnesses have, by type name.
std::map<std::string_view, std::string_view> types_of(const ActionSpace& space, const Group& group) {
  std::map<std::string_view, std::string_view> types;
  for (const Witness* witness : group.witnesses)
    for (const ResourceType& type : space.resource_types(witness->action))
      if (matches(resource_template(type.arn, {}), witness->resource) == Truth::yes)
        types.emplace(type.name, type.arn);
  return types;
}

/// `cluster`, `bucket`, `resource`.
std::string noun_of(const Group& group, const std::map<std::string_view, std::string_view>& types) {
  if (group.service == "s3" && (types.contains("bucket") || types.contains("object"))) return "bucket";
  if (types.size() != 1) return "resource";
  std::string noun(types.begin()->first);
  std::replace(noun.begin(), noun.end(), '-', ' ');
  return noun;
}

/// What the statement's entries say, where not every resource of a kind is granted.
std::string entries_text(const Surplus& surplus, const std::string& noun) {
  if (surplus.statement->not_resource) return " on every " + noun + " that NotResource does not name";
  if (surplus.resources.size() == 1) return " on '" + std::string(surplus.resources[0].value) + "'";
  return " on " + std::to_string(surplus.resources.size()) + " resource patterns";
}

std::string scope_text(const ActionSpace& space, const Group& group, const Region& granted,
                       const ArnHead& head, const Surplus& surplus) {
  const auto types = types_of(space, group);
  if (types.empty()) return "";  // Actions without resource.
  const std::string noun = noun_of(group, types);
  const bool every = std::all_of(types.begin(), types.end(), [&](const auto& type) {
    return covers_type(granted, type.second, {head.partition, {}, {}});
  });
  return every ? " on every " + noun : entries_text(surplus, noun);
}

std::string many_services_text(const std::vector<Group>& groups, std::size_t count,
                               const std::string& scope) {
  constexpr std::size_t kNamed = 3;
  std::vector<std::string> names;
  for (std::size_t i = 0; i < std::min(kNamed, groups.size()); ++i) names.push_back(groups[i].service);
  if (groups.size() > kNamed) names.push_back(std::to_string(groups.size() - kNamed) + " more");
  return std::to_string(count) + " actions of " + std::to_string(groups.size()) + " services (" +
         joined(names) + ")" + scope;
}

}  // namespace

const Witness& gravest(const ActionSpace& space, const std::vector<Witness>& extra,
                       std::span<const Str> entries) {
  const auto weight = [&](const Witness& witness) {
    const std::string name = space.name(witness.action);
    const bool named = std::any_of(entries.begin(), entries.end(),
                                   [&](const Str& entry) { return equal_ignoring_case(entry.value, name); });
    return 2 * gravity(space.known->level(witness.action)) + (named ? 1 : 0);
  };
  return *std::max_element(extra.begin(), extra.end(),
                           [&](const Witness& a, const Witness& b) { return weight(a) < weight(b); });
}

std::string describe(const ActionSpace& space, const std::vector<Witness>& extra, const Region& granted,
                     const ArnHead& head, const Surplus& surplus) {
  std::vector<Group> groups = by_service(space, extra);
  std::vector<std::string> scopes, texts;
  for (const Group& group : groups) scopes.push_back(scope_text(space, group, granted, head, surplus));
  if (groups.size() > 2) {
    // Services with the most actions first.
    std::stable_sort(groups.begin(), groups.end(),
                     [](const Group& a, const Group& b) { return a.witnesses.size() > b.witnesses.size(); });
    const bool every = std::all_of(scopes.begin(), scopes.end(), [](const std::string& scope) {
      return scope.empty() || scope.starts_with(" on every ");
    });
    const bool spared = surplus.statement->not_resource;
    return many_services_text(groups, extra.size(),
                              every && !spared ? " on every resource" : entries_text(surplus, "resource"));
  }
  for (std::size_t i = 0; i < groups.size(); ++i) texts.push_back(actions_text(space, groups[i]) + scopes[i]);
  return joined(texts);
}

}  // namespace celint
