// Bytes -> lines and columns.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace celint {

/// 1-based. Columns count UTF-16 units, as SARIF's `utf16CodeUnits`, GitHub and VS Code do.
struct Position {
  std::uint32_t line = 1;
  std::uint32_t column = 1;
};

/// Line starts of one text. LF, CRLF and CR end a line.
class Lines {
 public:
  explicit Lines(std::string_view text);

  Position at(std::uint32_t byte) const;
  /// The bytes [begin, end) of a 1-based line without its line end.
  std::string_view line(std::uint32_t number) const;
  std::uint32_t begin(std::uint32_t number) const;
  std::uint32_t count() const { return static_cast<std::uint32_t>(starts_.size()); }

 private:
  std::string_view text_;
  std::vector<std::uint32_t> starts_;
};

}  // namespace celint
