// What every report needs to know about the text a span stands in, computed once per source and only if
// asked.
#pragma once

#include <memory>
#include <vector>

#include "read/source.h"
#include "report/mask.h"
#include "report/position.h"

namespace celint {

struct SourceText {
  const Source& source;
  Lines lines;
  MaskedText secrets;
};

class SourceTexts {
 public:
  /// The sources must outlive this.
  explicit SourceTexts(const std::vector<Source>& sources) : sources_(sources), texts_(sources.size()) {}

  SourceText& of(SourceId source);

 private:
  const std::vector<Source>& sources_;
  std::vector<std::unique_ptr<SourceText>> texts_;
};

/// A span as lines and columns; the end is exclusive and always after the begin, as SARIF wants it.
struct Extent {
  Position begin;
  Position end;
};

/// The bytes to show for a span: inside the text, without a line end at its end, and, if it is empty, the one
/// character it stands before. Empty still, if it stands at the end of a line.
Span shown_span(const SourceText& text, Span span);

Extent extent(const SourceText& text, Span span);

}  // namespace celint
