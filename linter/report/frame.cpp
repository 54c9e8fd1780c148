#include "report/frame.h"

#include <algorithm>
#include <span>

#include "report/character.h"
#include "report/mask.h"
#include "report/paint.h"
#include "report/source_line.h"

namespace celint {
namespace {

/// Marks that share a shown line: on one line, and near enough to be seen together.
struct Group {
  std::uint32_t line = 0;
  std::vector<Mark> marks;
};

bool fits(const SourceText& text, const Group& group, const Mark& mark, std::size_t limit) {
  if (text.lines.at(mark.span.begin).line != group.line) return false;
  if (text.lines.line(group.line).size() <= limit) return true;
  constexpr std::size_t kRoomForDots = 6;
  return std::min(mark.span.end, text.lines.end(group.line)) - group.marks.front().span.begin +
             kRoomForDots <=
         limit;
}

std::vector<Group> grouped(const SourceText& text, std::vector<Mark> marks, std::size_t limit) {
  for (Mark& mark : marks)
    if (mark.span.begin != mark.span.end) mark.span = shown_span(text, mark.span);
  std::stable_sort(marks.begin(), marks.end(),
                   [](const Mark& a, const Mark& b) { return a.span.begin < b.span.begin; });
  std::vector<Group> groups;
  for (const Mark& mark : marks) {
    if (groups.empty() || !fits(text, groups.back(), mark, limit))
      groups.push_back({text.lines.at(mark.span.begin).line, {}});
    groups.back().marks.push_back(mark);
  }
  return groups;
}

std::string without_trailing_blanks(std::string text) {
  text.erase(text.find_last_not_of(' ') + 1);
  return text;
}

std::string underline(const Mark& mark, Columns columns, bool goes_on, const FrameStyle& style) {
  std::string drawn(columns.end - columns.begin, mark.primary ? '^' : '-');
  if (goes_on) drawn += "...";
  if (!mark.label.empty()) drawn.append(" ").append(printable(masked(mark.label)));
  return std::string(columns.begin, ' ') +
         painted(style.colour, mark.primary ? style.primary_paint : kGutterPaint, drawn);
}

void append_group(std::string& out, SourceText& text, const Group& group, const FrameStyle& style) {
  std::vector<Span> spans;
  for (const Mark& mark : group.marks) spans.push_back(mark.span);
  const ShownLine shown = show_line(text, spans, style.limit);
  out += without_trailing_blanks(margin(style, std::to_string(group.line)) + " " + shown.text) + "\n";
  for (std::size_t i = 0; i < group.marks.size(); ++i) {
    const bool goes_on = group.marks[i].span.end > text.lines.end(group.line);
    out += margin(style) + " " + underline(group.marks[i], shown.marks[i], goes_on, style) + "\n";
  }
}

}  // namespace

std::size_t gutter_width(SourceTexts& texts, const std::vector<Mark>& marks) {
  std::uint32_t last = 1;
  for (const Mark& mark : marks)
    last = std::max(last, texts.of(mark.span.source).lines.at(mark.span.begin).line);
  return std::to_string(last).size();
}

std::string margin(const FrameStyle& style, std::string_view number) {
  const std::string blanks(style.gutter - std::min(style.gutter, number.size()), ' ');
  return painted(style.colour, kGutterPaint, blanks + std::string(number) + " |");
}

std::string frame(SourceText& text, std::vector<Mark> marks, const FrameStyle& style) {
  std::string out = margin(style) + "\n";
  const Group* previous = nullptr;
  const std::vector<Group> groups = grouped(text, std::move(marks), style.limit);
  for (const Group& group : groups) {
    if (previous != nullptr && group.line != previous->line + 1) out += "...\n";
    append_group(out, text, group, style);
    previous = &group;
  }
  return out + margin(style) + "\n";
}

}  // namespace celint
