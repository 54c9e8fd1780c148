#include "report/frames.h"

#include <algorithm>

#include "report/character.h"
#include "report/paint.h"

namespace celint {
namespace {

constexpr std::size_t kLongestLine = 160;
constexpr std::size_t kMostMarks = 12;

/// The document or object a place belongs to; with the pointer where it is wanted.
std::string about(const Subjects& subjects, Span span, bool with_pointer) {
  std::string text = subjects.describe(span);
  const std::string pointer = with_pointer ? subjects.pointer(span) : std::string();
  if (!pointer.empty()) text.append(text.empty() ? "" : ", ").append(pointer);
  return text.empty() ? text : "  " + printable(text);
}

}  // namespace

std::size_t line_limit(const TextStyle& style, std::size_t gutter) {
  constexpr std::size_t kLeast = 40;
  const std::size_t margin_columns = gutter + 3;
  if (style.width == 0) return kLongestLine;
  return std::max(kLeast, style.width - std::min(style.width, margin_columns));
}

std::string place(const SourceText& text, Span span) {
  const Position position = text.lines.at(span.begin);
  return printable(text.source.path) + ":" + std::to_string(position.line) + ":" +
         std::to_string(position.column);
}

std::vector<Mark> marks_of(const std::vector<Evidence>& evidence) {
  std::vector<Mark> marks;
  for (const Evidence& one : evidence) {
    const bool known = std::any_of(marks.begin(), marks.end(), [&](const Mark& mark) {
      return mark.span == one.span && mark.label == one.message;
    });
    if (!known) marks.push_back({one.span, one.message, false});
  }
  if (marks.empty()) return marks;
  std::rotate(marks.begin(), marks.end() - 1, marks.end());
  marks.front().primary = true;
  if (marks.size() > kMostMarks) marks.resize(kMostMarks);
  return marks;
}

void append_frames(std::string& out, SourceTexts& texts, const Subjects& subjects, std::vector<Mark> marks,
                   const FrameStyle& style) {
  const std::string blanks(style.gutter, ' ');
  for (bool first = true; !marks.empty(); first = false) {
    const SourceId source = marks.front().span.source;
    const auto others = std::stable_partition(marks.begin(), marks.end(),
                                              [&](const Mark& mark) { return mark.span.source == source; });
    std::vector<Mark> here(marks.begin(), others);
    marks.erase(marks.begin(), others);

    SourceText& text = texts.of(source);
    const Span head = here.front().span;
    out += blanks + painted(style.colour, kGutterPaint, first ? "-->" : ":::") + " " + place(text, head) +
           about(subjects, head, first) + "\n";
    out += frame(text, std::move(here), style);
  }
}

}  // namespace celint
