// Letter case of ASCII text: IAM ignores it in actions, service prefixes and condition keys.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>

namespace celint {

constexpr char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

inline std::string lowered(std::string_view text) {
  std::string result(text);
  std::transform(result.begin(), result.end(), result.begin(), lower);
  return result;
}

/// Negative, zero or positive, as the first text sorts before, with or after the second when case is ignored.
constexpr int compare_ignoring_case(std::string_view a, std::string_view b) {
  for (std::size_t i = 0; i < a.size() && i < b.size(); ++i) {
    if (a[i] == b[i]) continue;
    if (const int order = static_cast<unsigned char>(lower(a[i])) - static_cast<unsigned char>(lower(b[i])))
      return order;
  }
  return a.size() == b.size() ? 0 : (a.size() < b.size() ? -1 : 1);
}

/// Most texts that are asked about are equal to the letter.
inline bool equal_ignoring_case(std::string_view a, std::string_view b) {
  return a.size() == b.size() && (a == b || compare_ignoring_case(a, b) == 0);
}

}  // namespace celint
