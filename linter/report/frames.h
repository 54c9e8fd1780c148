// The frames of several places in several files, as findings and launch-path steps show them.
#pragma once

#include <string>
#include <vector>

#include "report/frame.h"
#include "report/subject.h"

namespace celint {

/// The longest source line to show, in columns, beside a gutter of this many digits.
std::size_t line_limit(const TextStyle& style, std::size_t gutter);

/// `path:line:col`, escaped.
std::string place(const SourceText& text, Span span);

/// The places of a step, each once; too many hide what they show. The last comes first: there a refuted step
/// breaks.
std::vector<Mark> marks_of(const std::vector<Evidence>& evidence);

/// One frame for each file: the first mark's first, then in the order of the marks.
void append_frames(std::string& out, SourceTexts& texts, const Subjects& subjects, std::vector<Mark> marks,
                   const FrameStyle& style);

}  // namespace celint
