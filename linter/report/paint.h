// Colours of a terminal. Nothing is said by colour alone.
#pragma once

#include <string>
#include <string_view>

#include "check/rule.h"

namespace celint {

/// SGR parameters (ECMA-48).
inline constexpr std::string_view kBold = "1";
inline constexpr std::string_view kGutterPaint = "1;34";

inline std::string_view paint_of(Severity severity) {
  return severity == Severity::error ? "1;31" : severity == Severity::warning ? "1;33" : "1;36";
}

/// The text between the switches for a paint; the text alone if colour is off.
inline std::string painted(bool colour, std::string_view paint, std::string_view text) {
  if (!colour || text.empty()) return std::string(text);
  return std::string("\x1b[").append(paint).append("m").append(text).append("\x1b[0m");
}

}  // namespace celint
