// YAML at the level of characters: line breaks, marks, and how kubectl cuts a stream into documents.
#pragma once

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

namespace celint {

/// Bytes of the YAML 1.1 line break at `at` (\n, \r\n, \r, U+0085, U+2028, U+2029); 0 if there is none.
std::size_t line_break_size(std::string_view text, std::size_t at);

/// Offset of the next thing from `at` on that is neither white space nor a comment; the size of the text if
/// none.
std::size_t after_comments(std::string_view text, std::size_t at);

/// Offset of the next \n or \r from `at` on, or of the end.
std::size_t line_end(std::string_view text, std::size_t at);

/// Skips up to `count` anchors and tags at `begin`, and the space behind them: the start of the node they
/// belong to, not beyond `end`.
std::size_t after_properties(std::string_view text, std::size_t begin, std::size_t end, std::size_t count);

/// libyaml's marks count code points; this finds the byte.
class CodePoints {
 public:
  explicit CodePoints(std::string_view text);
  /// Offset of the code point's first byte; the size of the text if there are fewer.
  std::size_t byte(std::size_t index) const {
    return every_64th_.empty() ? std::min(index, text_.size()) : counted_byte(index);
  }

 private:
  std::size_t counted_byte(std::size_t index) const;

  std::string_view text_;
  std::vector<std::size_t> every_64th_;  // empty if the text is ASCII
};

/// One document's part of a stream: [begin, end) of its text.
struct YamlPart {
  std::size_t begin = 0;
  std::size_t end = 0;
  /// Text after `---`, which kubectl refuses unless it is a comment; empty if there is none. The part begins
  /// after its line then.
  std::size_t junk_begin = 0;
  std::size_t junk_end = 0;
};

/// Cuts a stream at the lines that start with `---`, as kubectl does before it parses
/// (https://github.com/kubernetes/apimachinery/blob/master/pkg/util/yaml/decoder.go). No scalar can hold such
/// a line.
class YamlParts {
 public:
  /// Of this text, which must outlive it.
  explicit YamlParts(std::string_view text);
  /// The next one, of one at least; nothing behind the last.
  std::optional<YamlPart> next();

 private:
  std::string_view text_;
  std::size_t line_ = 0;  // the next one to look at
  YamlPart coming_;       // but for its end
  bool ended_ = false;
};

}  // namespace celint
