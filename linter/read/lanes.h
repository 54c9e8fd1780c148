// Many bytes at a time (https://gcc.gnu.org/onlinedocs/gcc/Vector-Extensions.html).
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

/// Before a function that looks at lanes: it takes the wide registers of processors that have them.
/// https://gcc.gnu.org/onlinedocs/gcc/Common-Function-Attributes.html (target_clones)
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__)
#define CELINT_WIDE __attribute__((target_clones("avx2", "default")))
#else
#define CELINT_WIDE
#endif

/// For what such a function calls: it must become part of it.
#define CELINT_INLINE __attribute__((always_inline))

namespace celint {

/// Thirty-two bytes; a comparison gives 0xFF where it holds, else 0.
using Lanes = std::uint8_t __attribute__((vector_size(32)));

CELINT_INLINE inline Lanes lanes_at(const char* at) {
  Lanes lanes;
  std::memcpy(&lanes, at, sizeof lanes);
  return lanes;
}

CELINT_INLINE inline Lanes all(unsigned char byte) { return Lanes{} + byte; }

CELINT_INLINE inline Lanes equal(Lanes a, Lanes b) { return reinterpret_cast<Lanes>(a == b); }

CELINT_INLINE inline Lanes is(Lanes lanes, unsigned char wanted) { return equal(lanes, all(wanted)); }

CELINT_INLINE inline bool any(Lanes lanes) {
  std::array<std::uint64_t, sizeof lanes / 8> words{};
  std::memcpy(words.data(), &lanes, sizeof lanes);
  return (words[0] | words[1] | words[2] | words[3]) != 0;
}

/// The first place at or behind `from` that `test` marks, or the size of the text. `test(at)` marks with
/// other than 0 those of the places at `at` that are looked for, as many as there are lanes; it may read
/// `ahead` bytes behind them, which are 0 beyond the text.
template <typename Test>
CELINT_INLINE inline std::size_t first_place(std::string_view text, std::size_t from, std::size_t ahead,
                                             const Test& test) {
  constexpr std::size_t kLanes = sizeof(Lanes), kStep = 4 * kLanes;
  std::array<char, 2 * kStep> rest;
  for (std::size_t at = from; at < text.size(); at += kStep) {
    const char* place = text.data() + at;
    if (text.size() - at < kStep + ahead) {  // What is left is looked at where zeros follow it.
      rest = {};
      std::memcpy(rest.data(), place, std::min(rest.size(), text.size() - at));
      place = rest.data();
    }
    const std::array<Lanes, 4> marks{test(place), test(place + kLanes), test(place + 2 * kLanes),
                                     test(place + 3 * kLanes)};
    if (!any(marks[0] | marks[1] | marks[2] | marks[3])) continue;
    for (std::size_t i = 0; i < kStep; ++i)
      if (marks[i / kLanes][i % kLanes] != 0) return std::min(at + i, text.size());
  }
  return text.size();
}

}  // namespace celint
