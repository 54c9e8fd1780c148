// The form in which the catalogue lies in the program: rows that point into one text. Made from
// schemas/catalogue.tsv at build time (schemas/compile_catalogue.cpp), or from a newer table at run time.
#pragma once

#include <cstdint>
#include <cstring>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace celint {

/// A piece of CatalogueTable::text.
struct TextRef {
  std::uint32_t offset = 0;
  std::uint32_t size = 0;
};

struct ResourceTypeRow {
  TextRef name;
  TextRef arn;
};

struct ConditionKeyRow {
  TextRef name;
  TextRef type;
};

struct ActionRow {
  TextRef name;
  std::uint32_t resource_class = 0;  ///< Equal for actions of one service with the same resource types.
  std::uint32_t first_link = 0;      ///< Into links: the resource types, then the condition keys.
  std::uint16_t service = 0;
  std::uint8_t level = 0;  ///< L, R, W, T or P.
  std::uint8_t type_count = 0;
  std::uint8_t key_count = 0;
};

struct ServiceRow {
  TextRef prefix;
  TextRef title;
  std::uint32_t first_action = 0, action_count = 0;  ///< Actions sorted by name, case ignored.
  std::uint32_t first_type = 0, type_count = 0;
  std::uint32_t first_key = 0, key_count = 0;
};

/// Of an action's full name, letter case ignored, at least: where CatalogueTable::index begins to look for
/// it.
inline std::size_t action_hash(std::string_view action) {
  constexpr std::uint64_t kLower = 0x2020202020202020U, kFactor = 0x9E3779B97F4A7C15U;
  std::uint64_t hash = action.size(), word = 0;
  const auto take = [&](const char* from, std::size_t size) {
    std::memcpy(&word, from, size);
    hash = (hash ^ (word | kLower)) * kFactor;
    hash ^= hash >> 32U;
  };
  const char* at = action.data();
  const char* const end = at + action.size();
  if (action.size() < sizeof word) {
    take(at, action.size());
  } else {
    for (; at + sizeof word < end; at += sizeof word) take(at, sizeof word);
    take(end - sizeof word, sizeof word);  // Again some of those before it, and always a whole word.
  }
  return static_cast<std::size_t>(hash);
}

/// Views of a whole catalogue. Services are sorted by prefix.
struct CatalogueTable {
  std::string_view date;  ///< YYYY-MM-DD
  std::string_view text;
  std::span<const ServiceRow> services;
  std::span<const ActionRow> actions;
  std::span<const ResourceTypeRow> types;
  std::span<const ConditionKeyRow> keys;
  std::span<const ConditionKeyRow> global_keys;
  std::span<const std::uint16_t> links;  ///< Counted from the service's first type or key.
  /// Hash table with open addressing over the actions' full names: 0, or the place in `actions` plus one. As
  /// many as a power of two, or none.
  std::span<const std::uint16_t> index;
};

/// Owns what a CatalogueTable views.
struct CatalogueStore {
  std::string date;
  std::string text;
  std::vector<ServiceRow> services;
  std::vector<ActionRow> actions;
  std::vector<ResourceTypeRow> types;
  std::vector<ConditionKeyRow> keys;
  std::vector<ConditionKeyRow> global_keys;
  std::vector<std::uint16_t> links;
  std::vector<std::uint16_t> index;

  CatalogueTable table() const;
};

/// The text is no catalogue table; `what` names the line.
struct BadCatalogue : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// Reads a table in the form of schemas/catalogue.tsv. Throws BadCatalogue.
CatalogueStore read_catalogue_table(std::string_view tsv);

}  // namespace celint
