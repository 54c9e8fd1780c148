// Where a YAML value ends in the text it was read from.
#pragma once

#include <cstddef>
#include <string_view>

namespace celint {

/// The end of the value that begins at `begin`: of a scalar written in one line, behind its last byte or
/// closing quote; of anything else, the end of its first line without a comment. `decoded` is the scalar's
/// value, empty if the value is no scalar.
std::size_t value_end(std::string_view text, std::size_t begin, std::string_view decoded);

}  // namespace celint
