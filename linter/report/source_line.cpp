// A minified export is one line of megabytes: only a neighbourhood of the spans is ever looked at.
#include "report/source_line.h"

#include <algorithm>
#include <utility>

#include "report/character.h"

namespace celint {
namespace {

constexpr std::string_view kDots = "...";
constexpr std::size_t kTab = 4;
constexpr std::size_t kLongestCharacter = 4;

struct Display {
  std::string text;
  std::size_t width = 0;
};

Display displayed(const Character& character, std::string bytes, bool at_file_begin) {
  constexpr char32_t kByteOrderMark = 0xFEFF;
  if (at_file_begin && character.code_point == kByteOrderMark) return {};
  if (character.code_point == '\t') return {std::string(kTab, ' '), kTab};
  if (!needs_escape(character)) return {std::move(bytes), cell_width(character.code_point)};
  std::string text = escaped(character);
  const std::size_t width = text.size();
  return {std::move(text), width};
}

/// A character of the neighbourhood: where it is in the file, where it is shown, as what.
struct Cell {
  std::uint32_t byte;
  std::size_t column;
  std::string shown;
};

struct Neighbourhood {
  std::vector<Cell> cells;  ///< Ends with an empty cell behind the last character.
  bool from_line_begin = false;
  bool to_line_end = false;

  std::size_t width() const { return cells.back().column; }
  /// The column of a byte; that of the nearest end for a byte outside.
  std::size_t column(std::uint32_t byte) const {
    const auto cell = std::lower_bound(cells.begin(), cells.end(), byte,
                                       [](const Cell& a, std::uint32_t value) { return a.byte < value; });
    return cell == cells.end() ? width() : cell->column;
  }
};

/// The smallest span that holds them all, cut at the end of the line.
Span hull(std::span<const Span> spans, std::uint32_t line_end) {
  Span whole = spans.front();
  for (const Span& span : spans) {
    whole.begin = std::min(whole.begin, span.begin);
    whole.end = std::max(whole.end, span.end);
  }
  whole.begin = std::min(whole.begin, line_end);
  whole.end = std::clamp(whole.end, whole.begin, line_end);
  return whole;
}

Neighbourhood neighbourhood(SourceText& text, std::uint32_t line, Span around, std::size_t limit) {
  const std::string_view whole = text.source.text;
  const std::size_t reach = limit * kLongestCharacter;
  const std::size_t line_begin = text.lines.begin(line);
  const std::size_t line_end = text.lines.end(line);
  const std::size_t back = std::min<std::size_t>(reach, around.begin - line_begin);
  const std::size_t begin = character_begin(whole, around.begin - back);
  const std::size_t end = character_begin(whole, std::min(line_end, around.begin + 2 * reach));

  Neighbourhood result;
  result.from_line_begin = begin == line_begin;
  result.to_line_end = end == line_end;
  const std::string shown = text.secrets.excerpt(begin, end);
  std::size_t column = 0;
  for (std::size_t at = 0; at < shown.size();) {
    const Character character = character_at(shown, at);
    Display display = displayed(character, shown.substr(at, character.size), begin + at == 0);
    result.cells.push_back({static_cast<std::uint32_t>(begin + at), column, std::move(display.text)});
    column += display.width;
    at += character.size;
  }
  result.cells.push_back({static_cast<std::uint32_t>(end), column, {}});
  return result;
}

/// The columns of the neighbourhood to show: all if they fit, else the marks with as much on either side.
Columns window(const Neighbourhood& near, Columns marks, std::size_t limit) {
  const std::size_t width = near.width();
  if (near.from_line_begin && near.to_line_end && width <= limit) return {0, width};
  const std::size_t room = std::max(limit, 4 * kDots.size()) - 2 * kDots.size();
  const std::size_t spare = room - std::min(room, marks.end - marks.begin);
  std::size_t begin = marks.begin - std::min(marks.begin, spare / 2);
  if (begin + room > width) begin = width - std::min(width, room);
  return {begin, std::min(width, begin + room)};
}

}  // namespace

ShownLine show_line(SourceText& text, std::span<const Span> spans, std::size_t limit) {
  const std::uint32_t line = text.lines.at(spans.front().begin).line;
  const Span whole = hull(spans, text.lines.end(line));
  const Neighbourhood near = neighbourhood(text, line, whole, limit);
  const Columns shown = window(near, {near.column(whole.begin), near.column(whole.end)}, limit);

  ShownLine result;
  const bool cut_left = shown.begin > 0 || !near.from_line_begin;
  const bool cut_right = shown.end < near.width() || !near.to_line_end;
  if (cut_left) result.text = kDots;
  std::size_t last =
      shown.begin;  // A wide character or an escape may stick out of the window: it is left out.
  std::size_t first = shown.end;
  for (std::size_t i = 0; i + 1 < near.cells.size(); ++i) {
    const std::size_t end = near.cells[i + 1].column;
    if (near.cells[i].column < shown.begin || end > shown.end) continue;
    first = std::min(first, near.cells[i].column);
    last = end;
    result.text += near.cells[i].shown;
  }
  if (cut_right) result.text += kDots;

  const std::size_t shift = cut_left ? kDots.size() : 0;
  for (const Span& span : spans) {
    const std::size_t begin = std::clamp(near.column(span.begin), first, std::max(first, last));
    const std::size_t end =
        std::clamp(near.column(std::min(span.end, whole.end)), begin, std::max(begin, last));
    result.marks.push_back({begin - first + shift, std::max(end, begin + 1) - first + shift});
  }
  return result;
}

}  // namespace celint
