// Sixteen bytes at a time, as every processor has it
// (https://gcc.gnu.org/onlinedocs/gcc/Vector-Extensions.html).
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace celint {

/// Sixteen bytes; a comparison gives 0xFF where it holds, else 0.
using Lanes = std::uint8_t __attribute__((vector_size(16)));

inline Lanes lanes_at(const char* at) {
  Lanes lanes;
  std::memcpy(&lanes, at, sizeof lanes);
  return lanes;
}

inline Lanes is(Lanes lanes, unsigned char wanted) {
  return reinterpret_cast<Lanes>(lanes == (Lanes{} + wanted));
}

inline bool any(Lanes lanes) {
  std::array<std::uint64_t, 2> halves{};
  std::memcpy(halves.data(), &lanes, sizeof lanes);
  return (halves[0] | halves[1]) != 0;
}

/// The first place at or behind `from` that `test` marks, or the size of the text. `test(at)` marks with
/// other than 0 those of the sixteen places at `at` that are looked for; it may read `ahead` bytes behind
/// them, which are 0 beyond the text.
template <typename Test>
std::size_t first_place(std::string_view text, std::size_t from, std::size_t ahead, const Test& test) {
  constexpr std::size_t kLanes = sizeof(Lanes), kStep = 4 * kLanes;
  const auto marked = [&](const char* at, std::size_t base) {
    for (std::size_t i = 0; i < kStep; i += kLanes) {
      const Lanes marks = test(at + i);
      if (!any(marks)) continue;
      for (std::size_t lane = 0;; ++lane)
        if (marks[lane] != 0) return std::min(base + i + lane, text.size());
    }
    return text.size();
  };
  std::size_t at = from;
  for (; at + kStep + ahead <= text.size(); at += kStep) {
    const char* place = text.data() + at;
    if (any(test(place) | test(place + kLanes) | test(place + 2 * kLanes) | test(place + 3 * kLanes)))
      return marked(place, at);
  }
  // What is left is looked at where zeros follow it.
  for (; at < text.size(); at += kStep) {
    std::array<char, 2 * kStep> rest{};
    std::memcpy(rest.data(), text.data() + at, std::min(rest.size(), text.size() - at));
    if (const std::size_t found = marked(rest.data(), at); found < text.size()) return found;
  }
  return text.size();
}

}  // namespace celint
