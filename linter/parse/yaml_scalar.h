// What kubectl makes of a YAML scalar. Facts: https://github.com/go-yaml/yaml/blob/v2/resolve.go
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "parse/tree.h"

namespace celint {

/// A scalar's kind by YAML 1.1, or why its tag does not fit.
struct Resolved {
  Kind kind = Kind::string;
  std::string fault;  ///< A full sentence; empty if kubectl takes the value.
};

/// False for a plain scalar that is a string by its first letter, as most are.
constexpr bool may_be_typed(std::string_view text) {
  constexpr std::array<bool, 256> kFirst = [] {
    std::array<bool, 256> first{};
    for (const char c : std::string_view("~nNyYtTfFoO.+-0123456789"))
      first[static_cast<unsigned char>(c)] = true;
    return first;
  }();
  return text.empty() || kFirst[static_cast<unsigned char>(text.front())];
}

/// Types a plain scalar, or one with a tag of its own. `tag` is empty or resolved (`tag:yaml.org,2002:int`).
/// Dates and base-60 numbers are text; infinity and NaN are faults, as JSON has none.
Resolved resolve_scalar(std::string_view text, std::string_view tag);

/// Decodes standard base64 with padding, line breaks ignored, as Go does; nullopt if it is none. What is not
/// UTF-8 in the result becomes U+FFFD, as it does on its way through JSON.
std::optional<std::string> decode_base64(std::string_view text);

}  // namespace celint
