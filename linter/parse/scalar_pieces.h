// Which bytes of a scalar's source became which bytes of its value.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "parse/tree.h"

namespace celint {

/// Walks a scalar's source, text[begin, end), and its decoded value side by side. The pieces cover the value
/// without a gap; their `file` side is an offset in `text`. A value that is no decoding of the source
/// (base64) is one piece over all of it; an empty value has one empty piece at its place.
std::vector<Piece> scalar_pieces(std::string_view text, std::size_t begin, std::size_t end, Style style,
                                 std::string_view value);

}  // namespace celint
