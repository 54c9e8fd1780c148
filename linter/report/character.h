// Text as a terminal shows it: code points, their width, and those that must not reach it raw.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace celint {

/// One code point and the bytes it was decoded from. A byte that starts no well-formed UTF-8 sequence is a
/// character by itself, with `valid` false and the byte as its code point.
struct Character {
  char32_t code_point = 0;
  std::uint32_t size = 1;
  bool valid = true;
};

/// The character at byte `at`, which must be inside `text`.
Character character_at(std::string_view text, std::size_t at);

/// The nearest byte at or before `at` that does not cut a character.
std::size_t character_begin(std::string_view text, std::size_t at);

/// Columns the character takes in a terminal: 0 (combining), 1 or 2 (East Asian wide).
/// After Unicode's EastAsianWidth.txt and general categories Mn, Me, Cf:
/// https://www.unicode.org/reports/tr11/
unsigned cell_width(char32_t code_point);

/// Controls, bidirectional controls, other invisible characters and broken bytes: they could move the cursor,
/// reorder or hide text. https://trojansource.codes
bool needs_escape(const Character& character);

/// `\u001b`, `\u{e0041}` beyond four digits, `\xff` for a broken byte.
std::string escaped(const Character& character);

/// The text with every such character escaped, line ends and tabs included: safe to print on one line.
std::string printable(std::string_view text);

/// UTF-16 units of well-formed text. Otherwise: a stray continuation byte counts nothing.
std::size_t utf16_units(std::string_view text);

}  // namespace celint
