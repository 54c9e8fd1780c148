#include "access/catalogue_table.h"

#include <algorithm>
#include <bit>
#include <limits>
#include <map>
#include <string>

#include "access/table.h"
#include "read/letters.h"

namespace celint {
namespace {

/// One pass over the lines. Rows of a service follow its S line; types and keys stand before the actions.
class TableReader {
 public:
  CatalogueStore read(std::string_view tsv) {
    while (!tsv.empty()) {
      ++line_number_;
      read_line(cut(tsv, '\n'));
    }
    require(!store_.date.empty(), "there is no D row");
    require(store_.actions.size() < std::numeric_limits<std::uint16_t>::max(), "too many actions");
    fill_index();
    return std::move(store_);
  }

 private:
  void require(bool condition, const char* message) const {
    if (!condition) throw BadCatalogue("line " + std::to_string(line_number_) + ": " + message);
  }

  void read_line(std::string_view line) {
    if (line.empty() || line.front() == '#') return;
    const std::string_view kind = cut(line, '\t');
    if (kind == "D") return void(store_.date = line);
    if (kind == "G") return store_.global_keys.push_back(key_row(line));
    if (kind == "S") return add_service(line);
    require(!store_.services.empty(), "a row stands before the first S row");
    if (kind == "T") return add_type(line);
    if (kind == "K") return add_key(line);
    if (kind == "A") return add_action(line);
    require(false, "unknown kind of row");
  }

  void fill_index() {
    store_.index.resize(std::bit_ceil(store_.actions.size() * 3 / 2 + 1));
    for (std::size_t i = 0; i < store_.actions.size(); ++i) {
      const ActionRow& action = store_.actions[i];
      std::string name(text(store_.services[action.service].prefix));
      std::size_t slot = action_hash(name.append(":").append(text(action.name))) % store_.index.size();
      while (store_.index[slot] != 0) slot = (slot + 1) % store_.index.size();
      store_.index[slot] = static_cast<std::uint16_t>(i + 1);
    }
  }

  TextRef intern(std::string_view text) {
    const auto [entry, is_new] = interned_.try_emplace(std::string(text));
    if (is_new) {
      entry->second = {static_cast<std::uint32_t>(store_.text.size()),
                       static_cast<std::uint32_t>(text.size())};
      store_.text += text;
    }
    return entry->second;
  }

  std::string_view text(TextRef ref) const {
    return std::string_view(store_.text).substr(ref.offset, ref.size);
  }

  ConditionKeyRow key_row(std::string_view line) {
    const TextRef name = intern(cut(line, '\t'));
    return {name, intern(line)};
  }

  void add_service(std::string_view line) {
    ServiceRow service;
    const std::string_view prefix = cut(line, '\t');
    require(store_.services.empty() || text(store_.services.back().prefix) < prefix,
            "services are not sorted");
    require(store_.services.size() < std::numeric_limits<std::uint16_t>::max(), "too many services");
    service.prefix = intern(prefix);
    service.title = intern(line);
    service.first_action = static_cast<std::uint32_t>(store_.actions.size());
    service.first_type = static_cast<std::uint32_t>(store_.types.size());
    service.first_key = static_cast<std::uint32_t>(store_.keys.size());
    store_.services.push_back(service);
    type_index_.clear();
    key_index_.clear();
  }

  void add_type(std::string_view line) {
    const std::string_view name = cut(line, '\t');
    require(type_index_.size() < std::numeric_limits<std::uint16_t>::max(), "too many resource types");
    type_index_.try_emplace(lowered(name), static_cast<std::uint16_t>(type_index_.size()));
    const TextRef name_ref = intern(name);
    store_.types.push_back({name_ref, intern(line)});
    ++store_.services.back().type_count;
  }

  void add_key(std::string_view line) {
    const ConditionKeyRow row = key_row(line);
    require(key_index_.size() < std::numeric_limits<std::uint16_t>::max(), "too many condition keys");
    key_index_.try_emplace(lowered(text(row.name)), static_cast<std::uint16_t>(key_index_.size()));
    store_.keys.push_back(row);
    ++store_.services.back().key_count;
  }

  void add_action(std::string_view line) {
    ServiceRow& service = store_.services.back();
    const std::string_view name = cut(line, '\t'), level = cut(line, '\t');
    require(service.action_count == 0 || compare_ignoring_case(text(store_.actions.back().name), name) < 0,
            "actions are not sorted");
    require(level.size() == 1 && std::string_view("LRWTP").find(level) != std::string_view::npos,
            "unknown access level");
    ActionRow action;
    action.name = intern(name);
    action.level = static_cast<std::uint8_t>(level.front());
    action.service = static_cast<std::uint16_t>(store_.services.size() - 1);
    action.first_link = static_cast<std::uint32_t>(store_.links.size());
    const std::string_view types = cut(line, '\t');
    action.type_count = link(types, type_index_, "unknown resource type");
    action.resource_class =
        classes_
            .try_emplace({action.service, std::string(types)}, static_cast<std::uint32_t>(classes_.size()))
            .first->second;
    action.key_count = link(line, key_index_, "unknown condition key");
    store_.actions.push_back(action);
    ++service.action_count;
  }

  std::uint8_t link(std::string_view names, const std::map<std::string, std::uint16_t>& index,
                    const char* problem) {
    std::size_t count = 0;
    for (; !names.empty(); ++count) {
      const auto found = index.find(lowered(cut(names, ',')));
      require(found != index.end(), problem);
      store_.links.push_back(found->second);
    }
    require(count <= std::numeric_limits<std::uint8_t>::max(), "too many entries");
    return static_cast<std::uint8_t>(count);
  }

  CatalogueStore store_;
  std::size_t line_number_ = 0;
  std::map<std::string, TextRef> interned_;
  std::map<std::pair<std::uint16_t, std::string>, std::uint32_t> classes_;
  std::map<std::string, std::uint16_t> type_index_, key_index_;
};

}  // namespace

CatalogueTable CatalogueStore::table() const {
  return {date, text, services, actions, types, keys, global_keys, links, index};
}

CatalogueStore read_catalogue_table(std::string_view tsv) { return TableReader().read(tsv); }

}  // namespace celint
