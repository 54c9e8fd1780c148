// Bytes -> lines and columns.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace celint {

/// 1-based. Columns count UTF-16 units, as SARIF's `utf16CodeUnits`, GitHub and VS Code do. A byte order mark
/// is a unit of the first line.
struct Position {
  std::uint32_t line = 1;
  std::uint32_t column = 1;
};

/// The lines of one text. LF, CRLF and CR end a line. Look-ups cost no more on a long line than on a short
/// one: a minified export is a single line.
class Lines {
 public:
  /// The text must outlive this.
  explicit Lines(std::string_view text);

  /// A byte past the end of the text counts as the end.
  Position at(std::uint32_t byte) const;
  /// The text of a 1-based line without its line end.
  std::string_view line(std::uint32_t number) const;
  /// The first byte of a 1-based line.
  std::uint32_t begin(std::uint32_t number) const;
  /// The byte after a 1-based line without its line end.
  std::uint32_t end(std::uint32_t number) const;
  /// A text has at least one line; one that ends with a line end has an empty last one.
  std::uint32_t count() const { return ends_ + 1; }

 private:
  // What is known at every so many bytes; between them the text is read again.
  struct Block {
    std::uint32_t ends = 0;   // line ends before it
    std::uint32_t begin = 0;  // of the line that its first byte stands in
    std::uint32_t units = 0;  // UTF-16 units before it
  };

  // The same at any byte.
  Block count_to(std::uint32_t byte) const;

  std::string_view text_;
  std::vector<Block> blocks_;
  std::uint32_t ends_ = 0;
};

}  // namespace celint
