// Policy variables as they are written: `${aws:username}`, `${aws:PrincipalTag/team, 'none'}`.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace celint {

/// `${...}` somewhere in a text. Escapes (`${*}`) and names without a colon, which other programs fill in,
/// are none, unless nothing or no brace follows.
struct VariableUse {
  enum class Fault : std::uint8_t { none, no_brace, empty, space, quote };
  std::size_t begin = 0;  ///< Of the dollar sign.
  std::size_t end = 0;    ///< After the closing brace, or of the text.
  Fault fault = Fault::none;
};

std::vector<VariableUse> variable_uses(std::string_view text);

/// The first place of the character outside of `${...}`; npos if there is none. Names of tags hold slashes.
std::size_t find_outside_variables(std::string_view text, char wanted);

}  // namespace celint
