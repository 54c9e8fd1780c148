// One line of a source as a terminal can show it.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "report/source_text.h"

namespace celint {

/// Half-open range of terminal columns, from 0.
struct Columns {
  std::size_t begin = 0;
  std::size_t end = 0;
};

struct ShownLine {
  std::string text;            ///< Secrets masked, tabs expanded, control characters escaped.
  std::vector<Columns> marks;  ///< Where the asked-for spans stand in it; each at least one column.
};

/// The line that the spans begin on, cut to `limit` columns around them with `...` where something is left
/// out. Spans are cut at the end of the line. At least one span; all begin on the same line.
ShownLine show_line(SourceText& text, std::span<const Span> spans, std::size_t limit);

}  // namespace celint
