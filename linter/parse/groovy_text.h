// Groovy at the level of characters: white space, strings, and how far an expression goes. Private to the
// Groovy reader.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace celint {

/// No such offset: the text ends inside a string or bracket, or nests too deep.
inline constexpr std::size_t kNoOffset = static_cast<std::size_t>(-1);

bool starts_groovy_name(char c);
bool continues_groovy_name(char c);

/// Offset behind blanks and comments from `at` on; behind line breaks too if `lines`.
std::size_t after_groovy_space(std::string_view text, std::size_t at, bool lines);

/// Offset behind the name at `at`; `at` itself if there is none.
std::size_t groovy_name_end(std::string_view text, std::size_t at);

/// A string literal of any of the six kinds.
struct GroovyString {
  std::size_t end = kNoOffset;  ///< Behind the closing quote.
  bool computed = false;        ///< Holds an interpolation.
  std::string value;            ///< Decoded.
};

/// Whether a string begins here: a quote, or where a value is expected `/` (not a comment) or `$/`.
bool starts_groovy_string(std::string_view text, std::size_t at);

/// Reads the string that begins at `at`.
GroovyString read_groovy_string(std::string_view text, std::size_t at);

/// Whether the expression that ends at `at` goes on: on this line, or with an operator on a later one.
bool groovy_expression_goes_on(std::string_view text, std::size_t at);

/// Where the rest of an expression ends: at a line break, `;`, a closing bracket, inside a list also a comma.
/// `operand`: a complete value stands before `at`.
std::size_t groovy_expression_end(std::string_view text, std::size_t at, bool in_list, bool operand);

/// Offset behind the bracket that closes the one at `at`.
std::size_t groovy_group_end(std::string_view text, std::size_t at);

}  // namespace celint
