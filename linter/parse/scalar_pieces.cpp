#include "parse/scalar_pieces.h"

#include <algorithm>
#include <functional>
#include <span>
#include <utility>

#include "parse/json_token.h"
#include "parse/utf8.h"
#include "parse/yaml_text.h"

namespace celint {
namespace {

bool is_blank(char c) { return c == ' ' || c == '\t'; }

// What a line break becomes in a value: \n for \n, \r\n, \r and U+0085; U+2028 and U+2029 stay.
std::string_view kept_break(std::string_view text, std::size_t at) {
  return line_break_size(text, at) == 3 ? text.substr(at, 3) : std::string_view("\n");
}

// Walks source and value side by side. Each step returns false where they do not fit together.
class Walk {
 public:
  Walk(std::string_view text, std::size_t begin, std::size_t end, std::string_view value)
      : text_(text), value_(value), at_(begin), end_(end) {}

  bool quoted_or_plain(Style style);
  bool literal();
  bool folded();
  std::vector<Piece> pieces;

 private:
  bool finished() const { return done_ >= value_.size(); }
  void emit(std::size_t text_size, std::size_t begin, std::size_t size);
  bool copy_one();
  bool copy_line();
  bool escape(Style style);
  bool json_escape();
  bool fold();
  bool every_break();
  bool one_break();
  std::size_t block_indent();
  void skip_indent(std::size_t indent);
  std::vector<std::size_t> breaks_and_blank_lines(std::size_t indent);
  bool holds(std::span<const std::size_t> breaks) const;
  bool map_breaks(std::span<const std::size_t> breaks, bool first_counts);

  std::string_view text_;
  std::string_view value_;
  std::size_t at_;
  std::size_t end_;
  std::size_t done_ = 0;  // bytes of the value that have a piece
};

void Walk::emit(std::size_t text_size, std::size_t begin, std::size_t size) {
  const bool copied = text_size == size;
  if (copied && !pieces.empty()) {
    Piece& last = pieces.back();
    if (last.text_size == last.file_size && last.file + last.file_size == begin) {
      last.text_size += static_cast<std::uint32_t>(text_size);
      last.file_size += static_cast<std::uint32_t>(size);
      done_ += text_size;
      return;
    }
  }
  pieces.push_back({static_cast<std::uint32_t>(done_), static_cast<std::uint32_t>(text_size),
                    static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(size)});
  done_ += text_size;
}

bool Walk::copy_one() {
  if (text_[at_] != value_[done_]) return false;
  emit(1, at_, 1);
  ++at_;
  return true;
}

// The rest of the line, without its break.
bool Walk::copy_line() {
  while (!finished() && at_ < text_.size() && line_break_size(text_, at_) == 0)
    if (!copy_one()) return false;
  return true;
}

// A break in the source that stands for itself.
bool Walk::one_break() {
  const std::size_t size = line_break_size(text_, at_);
  if (size == 0 || finished()) return false;
  emit(kept_break(text_, at_).size(), at_, size);
  at_ += size;
  return true;
}

// Breaks and blanks after an escaped line break: each break counts.
bool Walk::every_break() {
  while (at_ < end_ && !finished()) {
    if (is_blank(text_[at_])) {
      ++at_;
    } else if (line_break_size(text_, at_) == 0) {
      break;
    } else if (!one_break()) {
      return false;
    }
  }
  return true;
}

// Blanks and breaks between two lines: one break is a blank, of several the first does not count.
bool Walk::fold() {
  std::vector<std::size_t> breaks;
  while (at_ < end_) {
    const std::size_t size = line_break_size(text_, at_);
    if (size == 0 && !is_blank(text_[at_])) break;
    if (size > 0) breaks.push_back(at_);
    at_ += size > 0 ? size : 1;
  }
  return map_breaks(breaks, !breaks.empty() && kept_break(text_, breaks.front()) != "\n");
}

// Whether the value goes on with these breaks, as far as it goes.
bool Walk::holds(std::span<const std::size_t> breaks) const {
  std::size_t at = done_;
  for (const std::size_t place : breaks) {
    if (at == value_.size()) return true;
    const std::string_view kept = kept_break(text_, place);
    if (value_.substr(at, kept.size()) != kept) return false;
    at += kept.size();
  }
  return true;
}

// Maps the breaks between two lines: all of them, all but the first, or one that became a blank.
bool Walk::map_breaks(std::span<const std::size_t> breaks, bool first_counts) {
  if (breaks.empty() || finished()) return finished();
  const auto end_of = [&](std::size_t place) { return place + line_break_size(text_, place); };
  std::size_t begin = breaks.front();
  if (!first_counts || !holds(breaks)) {
    if (breaks.size() == 1 && value_[done_] == ' ') {
      emit(1, begin, end_of(begin) - begin);
      return true;
    }
    breaks = breaks.subspan(1);
    if (breaks.empty() || !holds(breaks)) return false;
  }
  for (std::size_t i = 0; i < breaks.size() && !finished(); ++i) {
    if (i > 0) begin = breaks[i];
    emit(kept_break(text_, breaks[i]).size(), begin, end_of(breaks[i]) - begin);
  }
  return true;
}

bool Walk::json_escape() {
  const std::string_view letters = text_.substr(at_ + 1, 5);
  const bool backslash = letters.starts_with('\\') || letters == "u005c" || letters == "u005C";
  // The lenient reader keeps what is no escape as written.
  if (value_[done_] == '\\' && !backslash) return copy_one();
  const std::size_t decoded = character_size(value_, done_);
  const std::size_t size = !letters.starts_with('u') ? 2 : decoded == 4 ? 12 : 6;
  emit(decoded, at_, size);
  at_ += size;
  return true;
}

bool Walk::escape(Style style) {
  if (style == Style::json_string) return json_escape();
  const char letter = at_ + 1 < end_ ? text_[at_ + 1] : '\0';
  if (const std::size_t line_break = line_break_size(text_, at_ + 1); line_break > 0) {
    at_ += 1 + line_break;
    return every_break();
  }
  const std::size_t size = letter == 'x' ? 4 : letter == 'u' ? 6 : letter == 'U' ? 10 : 2;
  emit(character_size(value_, done_), at_, size);
  at_ += size;
  return true;
}

bool Walk::quoted_or_plain(Style style) {
  const bool escapes = style == Style::json_string || style == Style::double_quoted;
  if (style != Style::plain) at_ += quote_size(text_, at_);
  while (!finished()) {
    if (at_ >= end_) return false;
    const char c = text_[at_];
    bool fits = true;
    if (escapes && c == '\\') {
      fits = escape(style);
    } else if (style == Style::single_quoted && c == '\'') {
      emit(1, at_, 2);
      at_ += 2;
    } else if (style != Style::json_string && (is_blank(c) || line_break_size(text_, at_) > 0)) {
      const std::size_t run = std::min(text_.find_first_not_of(" \t", at_), end_);
      if (run < end_ && line_break_size(text_, run) > 0) {
        fits = fold();
      } else {
        while (fits && at_ < run && !finished()) fits = copy_one();
      }
    } else {
      fits = copy_one();
    }
    if (!fits) return false;
  }
  return true;
}

// The indent that the reader took off each line: found from the first text, which stands in both. Moves to
// the first line after the header.
std::size_t Walk::block_indent() {
  while (at_ < text_.size() && line_break_size(text_, at_) == 0) ++at_;
  at_ += line_break_size(text_, at_);
  const auto column_of_text = [](std::string_view lines) {
    std::size_t column = 0;
    for (std::size_t i = 0; i < lines.size(); ++i) {
      const std::size_t line_break = line_break_size(lines, i);
      if (line_break == 0 && lines[i] != ' ') return column;
      column = line_break > 0 ? 0 : column + 1;
    }
    return std::string_view::npos;
  };
  const std::size_t in_value = column_of_text(value_);
  if (in_value == std::string_view::npos) return in_value;
  return column_of_text(text_.substr(at_)) - in_value;
}

void Walk::skip_indent(std::size_t indent) {
  for (std::size_t i = 0; i < indent && at_ < text_.size() && text_[at_] == ' '; ++i) ++at_;
}

bool Walk::literal() {
  const std::size_t indent = block_indent();
  while (!finished()) {
    skip_indent(indent);
    if (!copy_line()) return false;
    if (!finished() && !one_break()) return false;
  }
  return true;
}

// The break here and those of the blank lines that follow.
std::vector<std::size_t> Walk::breaks_and_blank_lines(std::size_t indent) {
  std::vector<std::size_t> breaks;
  for (;;) {
    const std::size_t line = at_;
    if (!breaks.empty()) skip_indent(indent);
    const std::size_t size = line_break_size(text_, at_);
    if (size == 0) {
      at_ = line;
      return breaks;
    }
    breaks.push_back(at_);
    at_ += size;
  }
}

bool Walk::folded() {
  const std::size_t indent = block_indent();
  while (!finished()) {
    skip_indent(indent);
    if (!copy_line()) return false;
    if (!finished() && !map_breaks(breaks_and_blank_lines(indent), true)) return false;
  }
  return true;
}

bool run(Walk& walk, Style style) {
  if (style == Style::literal) return walk.literal();
  if (style == Style::folded) return walk.folded();
  return walk.quoted_or_plain(style);
}

}  // namespace

std::vector<Piece> scalar_pieces(std::string_view text, std::size_t begin, std::size_t end, Style style,
                                 std::string_view value) {
  const auto whole = [](std::size_t from, std::size_t to, std::size_t size) {
    return std::vector<Piece>{{0, static_cast<std::uint32_t>(size), static_cast<std::uint32_t>(from),
                               static_cast<std::uint32_t>(to - from)}};
  };
  if (value.empty()) return whole(begin, begin, 0);
  const std::less_equal<> before;
  if (before(text.data() + begin, value.data()) && before(value.data() + value.size(), text.data() + end)) {
    const auto from = static_cast<std::size_t>(value.data() - text.data());
    return whole(from, from + value.size(), value.size());
  }
  Walk walk(text, begin, end, value);
  return run(walk, style) ? std::move(walk.pieces) : whole(begin, end, value.size());
}

}  // namespace celint
