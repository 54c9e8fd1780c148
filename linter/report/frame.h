// Code frames: the lines of the sources that a finding speaks about, with what to look at underlined.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "report/report.h"
#include "report/source_text.h"

namespace celint {

/// A place to underline.
struct Mark {
  Span span;
  std::string_view label;  ///< Beside the underline; may be empty.
  bool primary = false;    ///< Underlined with `^`, else with `-`.
};

/// How the frames of one finding are drawn.
struct FrameStyle {
  bool colour = false;
  std::string_view primary_paint;  ///< SGR parameters of `^` and its label.
  std::size_t limit = 160;         ///< Longest source line in columns.
  std::size_t gutter = 1;          ///< Digits of the largest line number shown.
};

/// Digits of the largest line number that the marks begin on.
std::size_t gutter_width(SourceTexts& texts, const std::vector<Mark>& marks);

/// The margin left of the text: the line number or blanks, then ` |`.
std::string margin(const FrameStyle& style, std::string_view number = {});

/// The frame of the marks, which all stand in `text`, between two empty margins.
std::string frame(SourceText& text, std::vector<Mark> marks, const FrameStyle& style);

}  // namespace celint
