// A JSON Schema (schemas/*.schema.json) with the few keywords that those files use: constant data, made at
// build time (schemas/compile_schemas.cpp).
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "parse/tree.h"

namespace celint {

/// `type` and what goes with it. A `$ref` is the definition that it names.
struct Schema {
  struct Property;

  std::span<const std::string_view> types = {};  ///< Without `null`, which every value may be; empty: any.
  std::span<const Kind> containers = {};         ///< Of the types: a list, a map, or a string for any scalar.
  bool takes_text = true;                        ///< Every scalar fits.
  std::span<const Property> properties = {};     ///< In the file's order.
  std::span<const std::string_view> required = {};
  const Schema* others = nullptr;  ///< `additionalProperties` that is a schema.
  bool closed = false;             ///< `additionalProperties: false`.
  const Schema* items = nullptr;
  std::span<const Schema* const> choices = {};   ///< `anyOf`.
  std::span<const std::string_view> words = {};  ///< `enum` without `null`; empty: any.
  std::optional<std::string_view> constant = {};
};

struct Schema::Property {
  std::string_view name;
  const Schema* schema;
};

/// Where a check may begin.
struct SchemaStart {
  std::string_view schema;      ///< `compute-environment`, `account-details`: its file's name.
  std::string_view definition;  ///< Of its `$defs`; empty: the schema itself.
  const Schema* start;
};

/// `$defs/<definition>` of a schema, or the schema itself if that is empty; null if there is none.
const Schema* find_schema(std::string_view name, std::string_view definition);

}  // namespace celint
