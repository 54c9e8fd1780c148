// Entities are sorted to their files; the kind of a file is that of its most telling document.
#include "report/inventory.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <unordered_map>

#include "report/character.h"
#include "report/headline.h"
#include "report/inventory_entity.h"
#include "report/missing.h"

namespace celint {
namespace {

using Json = nlohmann::ordered_json;

struct InventoryFile {
  const Source* source = nullptr;
  std::vector<const Recognition*> documents;
  std::vector<InventoryEntity> entities;
  std::string kind;
  std::string skipped;
};

std::vector<InventoryEntity> entities_of(const World& world) {
  std::vector<InventoryEntity> all;
  add_platform(world, all);
  add_iam(world, all);
  add_kubernetes(world, all);
  std::stable_sort(all.begin(), all.end(),
                   [](const InventoryEntity& a, const InventoryEntity& b) { return a.span < b.span; });
  return all;
}

bool is_policy_word(std::string_view kind) {
  return kind == "trust-policy" || kind == "identity-policy" || kind == "resource-policy";
}

/// What a document was taken for. An export of one policy document is that policy; of more, account details.
std::string word(const InventoryFile& file, const Recognition& recognition) {
  if (recognition.kind == DocumentKind::iam_export) {
    const InventoryEntity* policy = nullptr;
    std::size_t policies = 0;
    for (const InventoryEntity& entity : file.entities)
      if (entity.document == recognition.document && is_policy_word(entity.kind))
        ++policies, policy = &entity;
    if (policies == 1) return policy->kind;
  }
  if (recognition.kind != DocumentKind::kubernetes) return std::string(to_string(recognition.kind));
  for (const InventoryEntity& entity : file.entities)
    if (entity.document == recognition.document) return entity.kind;
  return "kubernetes/List";
}

/// How much a kind says about a file that holds several: less is more.
std::size_t rank(const InventoryEntity& entity) {
  static constexpr std::array<std::string_view, 7> kTelling{"aws-auth",
                                                            "kubernetes/ServiceAccount",
                                                            "kubernetes/Role",
                                                            "kubernetes/ClusterRole",
                                                            "kubernetes/RoleBinding",
                                                            "kubernetes/ClusterRoleBinding",
                                                            "kubernetes/PersistentVolumeClaim"};
  const auto at = std::find(kTelling.begin(), kTelling.end(), entity.kind);
  return static_cast<std::size_t>(at - kTelling.begin());
}

std::string kind_of(const InventoryFile& file) {
  const Recognition* telling = nullptr;
  for (const Recognition* recognition : file.documents)
    if (telling == nullptr || telling->kind == DocumentKind::unrecognised) telling = recognition;
  if (telling == nullptr) return std::string(to_string(DocumentKind::unrecognised));
  const bool objects = telling->kind == DocumentKind::kubernetes || telling->kind == DocumentKind::aws_auth;
  if (!objects || file.entities.empty()) return word(file, *telling);
  return std::min_element(file.entities.begin(), file.entities.end(),
                          [](const auto& a, const auto& b) { return rank(a) < rank(b); })
      ->kind;
}

std::string reason_of(const InventoryFile& file) {
  for (const Problem& problem : file.source->problems) return problem.message;
  for (const Recognition* recognition : file.documents)
    if (!recognition->skipped.empty()) return std::string(recognition->skipped);
  if (file.kind == to_string(DocumentKind::unrecognised)) return "no kind of document that celint reads";
  const bool broken =
      std::any_of(file.documents.begin(), file.documents.end(), [](const Recognition* recognition) {
        return recognition->kind != DocumentKind::unrecognised && recognition->document->broken;
      });
  return broken && file.entities.empty() ? "it cannot be read" : "";
}

std::vector<InventoryFile> files_of(const World& world) {
  std::vector<InventoryFile> files(world.sources->size());
  for (std::size_t i = 0; i < files.size(); ++i) files[i].source = &(*world.sources)[i];
  for (const Recognition& recognition : world.recognitions)
    files[recognition.document->passage.source].documents.push_back(&recognition);
  for (InventoryEntity& entity : entities_of(world))
    files[entity.document->passage.source].entities.push_back(std::move(entity));
  for (InventoryFile& file : files) {
    file.kind = kind_of(file);
    file.skipped = reason_of(file);
  }
  std::stable_sort(files.begin(), files.end(), [](const InventoryFile& a, const InventoryFile& b) {
    return a.source->path < b.source->path;
  });
  return files;
}

Json missing_json(const World& world) {
  Json list = Json::array();
  for (const MissingDocument& missing : missing_for_full_check(world)) {
    Json steps = Json::array();
    for (const StepId step : missing.steps) steps.push_back(to_string(step));
    Json environments = Json::array();
    for (const Environment* environment : missing.environments)
      environments.push_back(text_json(environment->title));
    list.push_back({{"document", text_json(missing.document)},
                    {"steps", std::move(steps)},
                    {"computeEnvironments", std::move(environments)}});
  }
  return list;
}

std::string padded(std::string text, std::size_t width) {
  text.resize(std::max(width, text.size()), ' ');
  return text;
}

using Row = std::array<std::string, 4>;

/// A row per entity; the path stands in the first of its file.
std::vector<Row> rows_of(const std::vector<InventoryFile>& files) {
  std::vector<Row> rows{{"FILE", "KIND", "HOLDS", "DECIDED"}};
  for (const InventoryFile& file : files) {
    const std::string path = printable(file.source->path);
    if (file.entities.empty()) rows.push_back({path, file.kind, file.skipped.empty() ? "-" : "skipped", "-"});
    for (std::size_t i = 0; i < file.entities.size(); ++i) {
      const InventoryEntity& entity = file.entities[i];
      rows.push_back({i == 0 ? path : "", printable(entity.kind),
                      entity.name.empty() ? "-" : printable(entity.name),
                      entity.decided.empty() ? "-" : entity.decided});
    }
  }
  return rows;
}

std::string table(const std::vector<Row>& rows) {
  std::array<std::size_t, 4> widths{};
  for (const Row& row : rows)
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], row[i].size());
  std::string out;
  for (const Row& row : rows)
    out += padded(row[0], widths[0]) + "  " + padded(row[1], widths[1]) + "  " + padded(row[2], widths[2]) +
           "  " + row[3] + "\n";
  return out;
}

}  // namespace

std::string inventory_text(const World& world) {
  const std::vector<InventoryFile> files = files_of(world);
  std::string out = table(rows_of(files));
  std::string skipped;
  for (const InventoryFile& file : files)
    if (!file.skipped.empty())
      skipped += "  " + printable(file.source->path) + ": " + printable(file.skipped) + "\n";
  if (!skipped.empty()) out += "\nSkipped:\n" + skipped;
  std::string missing;
  for (const MissingDocument& document : missing_for_full_check(world))
    missing += "  " + (document.steps.empty() ? "" : names(document.steps) + ": ") +
               printable(document.document) + "\n";
  if (!missing.empty()) out += "\nMissing for a full check:\n" + missing;
  return out;
}

std::string inventory_json(const World& world) {
  std::string out = "{\"files\":[";
  std::string_view separator = "\n";
  for (const InventoryFile& file : files_of(world)) {
    std::string entities;
    for (const InventoryEntity& entity : file.entities)
      entities.append(entities.empty() ? "" : ",").append(entity.json);
    out.append(separator)
        .append("{\"path\":" + dumped(text_json(file.source->path)) + ",\"kind\":" + dumped(Json(file.kind)))
        .append(",\"entities\":[" + entities + "]");
    if (!file.skipped.empty()) out += ",\"skipped\":" + dumped(text_json(file.skipped));
    out += "}";
    separator = ",\n";
  }
  return out + "\n],\"missing\":" + dumped(missing_json(world)) + "}\n";
}

}  // namespace celint
