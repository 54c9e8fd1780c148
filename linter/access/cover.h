// Entries of one list that another entry of it makes superfluous.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

#include "access/glob.h"
#include "model/policy.h"

namespace celint {

/// Every text that `inner` matches is matched by `outer`, as far as the spelling shows it: wildcards of
/// `inner` are only met by those of `outer`. `*` crosses every separator.
bool covers(std::string_view outer, std::string_view inner, Case letters);

/// One entry with all that it covers, equal entries included.
struct Cover {
  std::size_t outer = 0;             ///< Index of the covering entry.
  std::vector<std::size_t> members;  ///< Ascending, `outer` among them; at least two.
};

/// One for each entry that covers others and is covered by none (of equal entries, the first). In the order
/// of their first members.
std::vector<Cover> covers_among(std::span<const Str> entries, Case letters);

}  // namespace celint
