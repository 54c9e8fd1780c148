// The schemas as text: generated at build time from schemas/*.schema.json.
#pragma once

#include <span>
#include <string_view>

namespace celint {

struct SchemaText {
  std::string_view name;  ///< The file's name without `.schema.json`.
  std::string_view text;
};

extern const std::span<const SchemaText> kSchemaTexts;

}  // namespace celint
