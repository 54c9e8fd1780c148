// Three-valued logic: what is known, and what would depend on something unknown.
#pragma once

#include <algorithm>
#include <cstdint>

namespace celint {

/// Ordered: no < maybe < yes, so that `and` is the least and `or` the greatest (Kleene).
enum class Truth : std::uint8_t { no, maybe, yes };

constexpr Truth truth(bool value) { return value ? Truth::yes : Truth::no; }
constexpr Truth both(Truth a, Truth b) { return std::min(a, b); }
constexpr Truth either(Truth a, Truth b) { return std::max(a, b); }
constexpr Truth negated(Truth a) { return static_cast<Truth>(2 - static_cast<int>(a)); }

}  // namespace celint
