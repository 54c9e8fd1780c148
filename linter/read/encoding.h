// What text may be: UTF-8 without NUL.
#pragma once

#include <optional>
#include <string_view>

#include "read/source.h"

namespace celint {

/// The first byte that no JSON or YAML reader takes: not UTF-8 (RFC 3629: no surrogates, no overlong forms,
/// nothing above U+10FFFF), or NUL. The span has source 0. A byte order mark is fine.
std::optional<Problem> encoding_problem(std::string_view text);

}  // namespace celint
