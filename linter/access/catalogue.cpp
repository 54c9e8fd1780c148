#include "access/catalogue.h"

#include <algorithm>
#include <bit>
#include <fstream>
#include <numeric>
#include <sstream>

#include "access/catalogue_update.h"
#include "access/glob.h"
#include "read/letters.h"
#include "read/source.h"

namespace celint {

/// Generated from schemas/catalogue.tsv.
extern const CatalogueTable kCatalogueTable;

namespace {

/// `aws:ResourceTag/team` against `aws:ResourceTag/${TagKey}`, `aws:RequestTag/tag-key` or
/// `s3:ExistingObjectTag/<key>`.
bool fits_key(std::string_view key, std::string_view known) {
  if (equal_ignoring_case(key, known)) return true;
  std::size_t open = std::min(known.find('$'), known.find('<'));
  if (open == std::string_view::npos && known.ends_with("/tag-key")) open = known.size() - 7;
  if (open == std::string_view::npos || key.size() <= open) return false;
  return equal_ignoring_case(key.substr(0, open), known.substr(0, open));
}

/// What `celint catalogue update` wrote, if it ever did.
std::optional<CatalogueStore> read_updated() {
  const std::string path = updated_catalogue_path();
  std::ifstream in(path, std::ios::binary);
  if (path.empty() || !in) return std::nullopt;
  std::ostringstream table;
  table << in.rdbuf();
  try {
    return read_catalogue_table(table.str());
  } catch (const BadCatalogue& problem) {
    throw CannotRun("'" + path + "' is no catalogue (" + problem.what() +
                    "). Run 'celint catalogue update' again or delete it.");
  }
}

}  // namespace

std::string_view to_string(AccessLevel level) {
  switch (level) {
    case AccessLevel::list:
      return "list";
    case AccessLevel::read:
      return "read";
    case AccessLevel::write:
      return "write";
    case AccessLevel::tagging:
      return "tagging";
    case AccessLevel::permissions:
      return "permissions management";
  }
  return "";
}

bool ActionSet::empty() const {
  return std::all_of(words_.begin(), words_.end(), [](std::uint64_t word) { return word == 0; });
}

std::size_t ActionSet::count() const {
  return std::accumulate(words_.begin(), words_.end(), std::size_t{0},
                         [](std::size_t sum, std::uint64_t word) {
                           return sum + static_cast<std::size_t>(std::popcount(word));
                         });
}

std::vector<ActionId> ActionSet::ids() const {
  std::vector<ActionId> result;
  for (std::size_t i = 0; i < words_.size(); ++i)
    for (std::uint64_t word = words_[i]; word != 0; word &= word - 1)
      result.push_back(static_cast<ActionId>(i * 64 + static_cast<std::size_t>(std::countr_zero(word))));
  return result;
}

ActionSet& ActionSet::operator|=(const ActionSet& other) {
  for (std::size_t i = 0; i < other.words_.size(); ++i) words_[i] |= other.words_[i];
  return *this;
}

ActionSet& ActionSet::operator&=(const ActionSet& other) {
  for (std::size_t i = 0; i < words_.size(); ++i) words_[i] &= other.words_[i];
  return *this;
}

ActionSet& ActionSet::operator-=(const ActionSet& other) {
  for (std::size_t i = 0; i < words_.size(); ++i) words_[i] &= ~other.words_[i];
  return *this;
}

std::optional<std::size_t> Catalogue::find_service(std::string_view prefix) const {
  const auto found = std::lower_bound(table_.services.begin(), table_.services.end(), prefix,
                                      [&](const ServiceRow& row, std::string_view wanted) {
                                        return compare_ignoring_case(text(row.prefix), wanted) < 0;
                                      });
  if (found == table_.services.end() || !equal_ignoring_case(text(found->prefix), prefix))
    return std::nullopt;
  return static_cast<std::size_t>(found - table_.services.begin());
}

std::string_view Catalogue::service_title(std::string_view prefix) const {
  const auto index = find_service(prefix);
  return index ? text(table_.services[*index].title) : std::string_view();
}

bool Catalogue::is_name_of(std::string_view action, ActionId id) const {
  const std::string_view prefix = service(id), own = name(id);
  return action.size() == prefix.size() + 1 + own.size() && action[prefix.size()] == ':' &&
         equal_ignoring_case(action.substr(prefix.size() + 1), own) &&
         equal_ignoring_case(action.substr(0, prefix.size()), prefix);
}

std::optional<ActionId> Catalogue::find(std::string_view action) const {
  if (table_.index.empty()) return std::nullopt;
  const std::size_t last = table_.index.size() - 1;
  for (std::size_t slot = action_hash(action) & last; table_.index[slot] != 0; slot = (slot + 1) & last)
    if (const ActionId id = table_.index[slot] - 1U; is_name_of(action, id)) return id;
  return std::nullopt;
}

std::string Catalogue::full_name(ActionId id) const {
  return std::string(service(id)).append(":").append(name(id));
}

std::string_view Catalogue::service(ActionId id) const {
  return text(table_.services[table_.actions[id].service].prefix);
}

std::string_view Catalogue::name(ActionId id) const { return text(table_.actions[id].name); }

AccessLevel Catalogue::level(ActionId id) const {
  switch (table_.actions[id].level) {
    case 'L':
      return AccessLevel::list;
    case 'R':
      return AccessLevel::read;
    case 'T':
      return AccessLevel::tagging;
    case 'P':
      return AccessLevel::permissions;
    default:
      return AccessLevel::write;
  }
}

std::vector<ResourceType> Catalogue::resource_types(ActionId id) const {
  const ActionRow& action = table_.actions[id];
  const std::uint32_t first = table_.services[action.service].first_type;
  std::vector<ResourceType> result;
  result.reserve(action.type_count);
  for (const std::uint16_t link : table_.links.subspan(action.first_link, action.type_count))
    result.push_back({text(table_.types[first + link].name), text(table_.types[first + link].arn)});
  return result;
}

std::vector<ConditionKey> Catalogue::condition_keys(ActionId id) const {
  const ActionRow& action = table_.actions[id];
  const std::uint32_t first = table_.services[action.service].first_key;
  std::vector<ConditionKey> result;
  for (const std::uint16_t link :
       table_.links.subspan(action.first_link + action.type_count, action.key_count))
    result.push_back({text(table_.keys[first + link].name), text(table_.keys[first + link].type)});
  return result;
}

std::vector<ResourceType> Catalogue::resource_types_of_arns(std::string_view service) const {
  std::vector<ResourceType> result;
  constexpr std::string_view kStart = "arn:${Partition}:";
  const std::string wanted = std::string(service) + ":";
  for (const ResourceTypeRow& row : table_.types) {
    const std::string_view arn = text(row.arn);
    // Nearly all differ in the first letter.
    if (arn.size() > kStart.size() && arn[kStart.size()] == wanted.front() && arn.starts_with(kStart) &&
        arn.substr(kStart.size()).starts_with(wanted))
      result.push_back({text(row.name), arn});
  }
  return result;
}

// `visit` ends the search by true.
template <typename Visit>
void Catalogue::for_each_match_in(const ServiceRow& service, std::string_view name_pattern,
                                  const Visit& visit) const {
  const auto actions = table_.actions.subspan(service.first_action, service.action_count);
  const std::string_view start = name_pattern.substr(0, name_pattern.find_first_of("*?"));
  const bool any_end = name_pattern.substr(start.size()) == "*";
  const Glob glob = parse_glob(name_pattern, Case::ignored, Variables::text);
  auto at = std::lower_bound(actions.begin(), actions.end(), start,
                             [&](const ActionRow& row, std::string_view wanted) {
                               return compare_ignoring_case(text(row.name), wanted) < 0;
                             });
  for (; at != actions.end(); ++at) {
    const std::string_view candidate = text(at->name);
    if (!equal_ignoring_case(candidate.substr(0, start.size()), start)) break;
    if ((any_end || matches(glob, candidate) == Truth::yes) &&
        visit(service.first_action + static_cast<ActionId>(at - actions.begin())))
      return;
  }
}

template <typename Visit>
void Catalogue::for_each_match(std::string_view pattern, const Visit& visit) const {
  if (pattern == "*" || pattern == "*:*") {
    for (ActionId id = 0; id < size() && !visit(id); ++id) {
    }
    return;
  }
  const std::size_t colon = pattern.find(':');
  if (colon == std::string_view::npos) return;
  if (const auto index = find_service(pattern.substr(0, colon)))
    for_each_match_in(table_.services[*index], pattern.substr(colon + 1), visit);
}

std::vector<ActionId> Catalogue::expand(std::string_view pattern) const {
  std::vector<ActionId> result;
  for_each_match(pattern, [&](ActionId id) {
    result.push_back(id);
    return false;
  });
  return result;
}

bool Catalogue::names_any(std::string_view pattern) const {
  if (find(pattern)) return true;
  if (!has_wildcard(pattern)) return false;
  bool any = false;
  for_each_match(pattern, [&](ActionId) { return any = true; });
  return any;
}

void Catalogue::expand_into(ActionSet& set, std::string_view pattern) const {
  if (!has_wildcard(pattern)) {
    if (const auto id = find(pattern)) set.add(*id);
    return;
  }
  for_each_match(pattern, [&](ActionId id) {
    set.add(id);
    return false;
  });
}

std::optional<ConditionKey> Catalogue::find_global_condition_key(std::string_view key) const {
  for (const ConditionKeyRow& row : table_.global_keys)
    if (fits_key(key, text(row.name))) return ConditionKey{text(row.name), text(row.type)};
  return std::nullopt;
}

std::optional<ConditionKey> Catalogue::find_condition_key(std::string_view key) const {
  if (const auto global = find_global_condition_key(key)) return global;
  const auto index = find_service(key.substr(0, key.find(':')));
  if (!index) return std::nullopt;
  const ServiceRow& service = table_.services[*index];
  for (const ConditionKeyRow& row : table_.keys.subspan(service.first_key, service.key_count))
    if (fits_key(key, text(row.name))) return ConditionKey{text(row.name), text(row.type)};
  return std::nullopt;
}

std::vector<ConditionKey> Catalogue::global_condition_keys() const {
  std::vector<ConditionKey> result;
  for (const ConditionKeyRow& row : table_.global_keys) result.push_back({text(row.name), text(row.type)});
  return result;
}

const Catalogue& builtin_catalogue() {
  static const Catalogue builtin(kCatalogueTable);
  return builtin;
}

const Catalogue& catalogue() {
  static const std::optional<CatalogueStore> updated = read_updated();
  static const Catalogue known(updated && updated->date > kCatalogueTable.date ? updated->table()
                                                                               : kCatalogueTable);
  return known;
}

std::string_view catalogue_date() { return catalogue().date(); }

}  // namespace celint
