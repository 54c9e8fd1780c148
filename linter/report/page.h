// The pieces of the HTML report that are not made from findings: style and script, written by page.cmake.
#pragma once

#include <string>
#include <string_view>

namespace celint {

/// A part of the page and the SHA-256 of its bytes in hexadecimal.
struct PagePart {
  std::string_view text;
  std::string_view sha256;
};

extern const PagePart kPageStyle;   ///< page.css
extern const PagePart kPageScript;  ///< page.js

/// `'sha256-...'`: how a Content-Security-Policy names a part that may run
/// (https://www.w3.org/TR/CSP3/#grammardef-hash-source).
std::string hash_source(const PagePart& part);

/// Text for HTML, SVG and quoted attributes: secrets masked, control characters escaped, `& < > " '` as
/// entities.
std::string html_text(std::string_view text);

/// Text that is masked and escaped for a terminal already, lines kept: a code frame.
std::string html_lines(std::string_view text);

}  // namespace celint
