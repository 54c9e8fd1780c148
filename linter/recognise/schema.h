// A JSON Schema (schemas/*.schema.json), read once, with the few keywords that those files use.
#pragma once

#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "parse/tree.h"

namespace celint {

/// `type` and what goes with it. A `$ref` is the definition that it names.
struct Schema {
  std::vector<std::string_view> types;  ///< Without `null`, which every value may be; empty: any.
  std::vector<Kind> containers;         ///< Of the types: a list, a map, or a string for any scalar.
  bool takes_text = true;               ///< Every scalar fits.
  std::vector<std::pair<std::string_view, const Schema*>> properties;
  std::span<const Node> required;
  const Schema* others = nullptr;  ///< `additionalProperties` that is a schema.
  bool closed = false;             ///< `additionalProperties: false`.
  const Schema* items = nullptr;
  std::vector<const Schema*> choices;  ///< `anyOf`.
  const Node* words = nullptr;         ///< `enum`
  const Node* constant = nullptr;      ///< `const`
};

/// `$defs/<definition>` of a schema, or the schema itself if that is empty; null if there is none. They live
/// as long as the program.
const Schema* find_schema(std::string_view name, std::string_view definition);

/// The names of the schemas: `compute-environment`, `account-details`, ...
std::vector<std::string_view> schema_names();

/// The text of a schema.
std::string_view schema_text(std::string_view name);

}  // namespace celint
