// Text as JSON writes it.
#pragma once

#include <string>
#include <string_view>

namespace celint {

/// A JSON string, quotes and escapes included. Bytes that are not UTF-8 are replaced by U+FFFD.
std::string json_string(std::string_view text);

}  // namespace celint
