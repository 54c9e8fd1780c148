#include "report/source_text.h"

#include <algorithm>

#include "report/character.h"

namespace celint {

SourceText& SourceTexts::of(SourceId source) {
  std::unique_ptr<SourceText>& text = texts_[source];
  if (!text) {
    const Source& file = sources_[source];
    text = std::make_unique<SourceText>(SourceText{file, Lines(file.text), MaskedText(file.text)});
  }
  return *text;
}

Span shown_span(const SourceText& text, Span span) {
  const std::string_view whole = text.source.text;
  span.begin = std::min(span.begin, static_cast<std::uint32_t>(whole.size()));
  span.end = std::clamp(span.end, span.begin, static_cast<std::uint32_t>(whole.size()));
  const auto ends_line = [&](std::uint32_t at) { return whole[at] == '\n' || whole[at] == '\r'; };
  while (span.end > span.begin && ends_line(span.end - 1)) --span.end;
  if (span.begin == span.end && span.begin < whole.size() && !ends_line(span.begin))
    span.end += character_at(whole, span.begin).size;
  return span;
}

Extent extent(const SourceText& text, Span span) {
  const Span shown = shown_span(text, span);
  Extent result{text.lines.at(shown.begin), text.lines.at(shown.end)};
  if (result.begin.line == result.end.line && result.end.column <= result.begin.column)
    result.end.column = result.begin.column + 1;
  return result;
}

}  // namespace celint
