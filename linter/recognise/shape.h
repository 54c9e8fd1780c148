// The shape of a document against the JSON Schema of its kind (schemas/*.schema.json). The same files serve
// editors; `shape.cpp` supports the keywords they use, a test refuses others.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "parse/tree.h"

namespace celint {

/// A place where a document has not the shape that its consumer takes.
struct ShapeFault {
  enum class Type : std::uint8_t {
    wrong_container,  ///< A map, list or scalar where another of the three is wanted.
    wrong_value,      ///< A scalar of a type, or a word, that is not taken and not coerced.
    unknown_key,      ///< A key that the consumer drops or refuses.
    missing_key,      ///< A key that the consumer requires.
  };
  Type type = Type::wrong_container;
  Span span;            ///< The value; of an unknown key the key; of a missing key the map that lacks it.
  Str key;              ///< The key concerned: of the value, unknown or missing; empty in a list.
  std::string message;  ///< A full sentence.
  std::string_view nearest;  ///< unknown_key: the key that may be meant; empty if none is near.
};

/// The faults of a value by `$defs/<definition>` of a schema, or by the schema itself if that is empty. None
/// if there is no such schema. Null counts as absent; text that another program fills in fits everything.
std::vector<ShapeFault> shape_faults(const Node& value, std::string_view schema,
                                     std::string_view definition = {});

/// The faults of one item of the list under this key of a document.
std::vector<ShapeFault> item_faults(const Node& item, std::string_view schema, std::string_view list);

}  // namespace celint
