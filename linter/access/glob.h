// IAM wildcard patterns over bytes.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html (wildcards),
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html (variables and escapes)
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "access/truth.h"
#include "read/letters.h"

namespace celint {

enum class Case : std::uint8_t { exact, ignored };

/// What `${...}` means.
enum class Variables : std::uint8_t {
  resolved,  ///< A policy variable or an escape.
  text,      ///< Plain text, as in a policy of version 2008-10-17.
  opaque,    ///< A variable stands for itself, as text that only it and wildcards match; escapes count.
};

/// One element of a pattern.
struct GlobToken {
  enum class Kind : std::uint8_t {
    byte,       ///< `value`.
    folded,     ///< `value` (lower case) in either letter case.
    one,        ///< `?`
    many,       ///< `*`
    one_part,   ///< `?` before the fifth colon of an ARN: any byte but a colon.
    many_part,  ///< `*` there.
    one_name,   ///< In templates: any byte but a colon or a slash.
    many_name,  ///< In templates: any number of them.
    variable,   ///< Unknown text; `value` is the index into Glob::variables.
  };
  Kind kind = Kind::byte;
  std::uint8_t value = 0;

  friend bool operator==(const GlobToken&, const GlobToken&) = default;
};

/// Matches any number of bytes, none included; the other tokens match exactly one.
inline bool is_star(GlobToken token) {
  using enum GlobToken::Kind;
  return token.kind == many || token.kind == many_part || token.kind == many_name || token.kind == variable;
}

/// One byte that the token can match.
inline bool accepts(GlobToken token, char c) {
  using enum GlobToken::Kind;
  switch (token.kind) {
    case byte:
      return static_cast<char>(token.value) == c;
    case folded:
      return static_cast<char>(token.value) == lower(c);
    case one_part:
    case many_part:
      return c != ':';
    case one_name:
    case many_name:
      return c != ':' && c != '/';
    default:
      return true;
  }
}

/// A `*` or a `?`.
inline bool has_wildcard(std::string_view text) {
  return text.find('*') != std::string_view::npos || text.find('?') != std::string_view::npos;
}

/// A policy variable as written between `${` and `}`.
struct PolicyVariable {
  std::string key;                      ///< Condition key, without blanks around it.
  std::optional<std::string> fallback;  ///< `${key, 'text'}`.

  friend bool operator==(const PolicyVariable&, const PolicyVariable&) = default;
};

/// A parsed pattern. Equal patterns match the same texts; the converse does not hold.
struct Glob {
  Case letters = Case::exact;  ///< Of text that variables bring in.
  std::vector<GlobToken> tokens;
  std::vector<PolicyVariable> variables;

  friend bool operator==(const Glob&, const Glob&) = default;
};

/// A pattern with `*` and `?`. Total: a `${` without `}` is text, as are variables beyond the 255th.
Glob parse_glob(std::string_view text, Case letters = Case::exact, Variables variables = Variables::resolved);

/// Plain text in which `*` and `?` are no wildcards but variables and escapes count (StringEquals).
Glob parse_literal(std::string_view text, Case letters = Case::exact,
                   Variables variables = Variables::resolved);

/// A Resource element, or a value of an ARN condition. The first five parts are matched one by one, so that
/// their wildcards stop at a colon, with the letter case asked for; variables count in the resource part
/// only, which is matched with case. `*` alone matches anything. Parts that are missing match anything.
Glob parse_arn_glob(std::string_view text, Variables variables = Variables::resolved,
                    Case head = Case::ignored);

/// Whether the pattern matches the whole text. Maybe, if that hangs on a variable. Time: at worst length of
/// the pattern times length of the text, whatever the pattern.
Truth matches(const Glob& glob, std::string_view text);

/// Whether some text matches both; variables count as `*`. Exact. Time: at worst the product of the lengths.
bool have_common_text(const Glob& a, const Glob& b);

/// The one text that the pattern matches, if it holds no wildcard, variable or folded letter.
std::optional<std::string> literal_text(const Glob& glob);

/// What is known of a variable in a request.
struct VariableValue {
  enum class State : std::uint8_t { known, absent, unknown };
  State state = State::unknown;
  std::string_view text;  ///< If known.
};

/// The pattern with every variable replaced whose value is known or that has a default and is absent. Nothing
/// if a variable without default is absent: then the pattern matches no text.
std::optional<Glob> substitute(const Glob& glob,
                               const std::function<VariableValue(std::string_view)>& value_of);

}  // namespace celint
