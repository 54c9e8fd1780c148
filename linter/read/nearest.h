// What someone may have meant.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

namespace celint {

/// The fewest single edits (insert, delete, replace, swap two neighbours) that make one word of the other.
/// Time grows with the product of their sizes.
std::size_t edits(std::string_view a, std::string_view b);

/// The candidate with the fewest edits (insert, delete, replace, swap two neighbours) from `word`, if these
/// are few enough to be a slip: at most a third of its length. The first one wins a tie. Empty if there is
/// none.
std::string_view nearest(std::string_view word, std::span<const std::string_view> candidates);

}  // namespace celint
