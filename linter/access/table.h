// Reading the tab-separated tables of schemas/.
#pragma once

#include <algorithm>
#include <string_view>
#include <vector>

namespace celint {

/// Takes the text up to the separator, or all of it, off the front of `rest`, the separator with it.
inline std::string_view cut(std::string_view& rest, char separator) {
  const std::size_t end = std::min(rest.find(separator), rest.size());
  const std::string_view cell = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return cell;
}

inline std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> cells;
  while (!text.empty()) cells.push_back(cut(text, separator));
  return cells;
}

}  // namespace celint
