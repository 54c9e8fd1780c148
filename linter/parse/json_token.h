// The tokens of JSON as people write it: strings and words, with what is wrong in them.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "parse/tree.h"

namespace celint {

/// What is wrong at [begin, end) of the text.
struct Fault {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::string message;
};

/// A string token and its decoded text.
struct StringToken {
  std::size_t end = 0;  ///< One past the closing quote, or past the text if it has none.
  std::string decoded;
  bool as_written = false;  ///< `decoded` is the text between the quotes.
  std::size_t text_begin = 0;
  std::vector<Fault> faults;
};

/// A bare word: literal, number, or text that lacks its quotes.
struct WordToken {
  std::size_t end = 0;
  Kind kind = Kind::string;  ///< What it most likely means.
  std::string fault;         ///< Empty for a literal or number that RFC 8259 allows.
};

/// Bytes of the quote at `at`: 1 for `"` and `'`, 3 for curly double quotes, 0 for none.
std::size_t quote_size(std::string_view text, std::size_t at);

/// Reads the string whose quote is at `begin`. It ends at its closing quote; without one on the same line, at
/// the end of the line, unless the next quote is followed by what follows a string.
StringToken read_string(std::string_view text, std::size_t begin);

/// Reads the bare word at `begin`. A key ends at `:` or a blank; a value reaches to the next comma, bracket
/// or line break, unless its first part is a literal or number.
WordToken read_word(std::string_view text, std::size_t begin, bool key);

/// Bytes of the comment at `at` (`//`, `/* */`, `#`), its line break left out; 0 if there is none.
std::size_t comment_size(std::string_view text, std::size_t at);

}  // namespace celint
