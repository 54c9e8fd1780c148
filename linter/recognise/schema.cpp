#include "recognise/schema.h"

namespace celint {

/// Generated from schemas/*.schema.json.
extern const std::span<const SchemaStart> kSchemaStarts;

const Schema* find_schema(std::string_view name, std::string_view definition) {
  for (const SchemaStart& one : kSchemaStarts)
    if (one.schema == name && one.definition == definition) return one.start;
  return nullptr;
}

}  // namespace celint
