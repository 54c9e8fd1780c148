// The words of a suppression. Private to this stage.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace celint {

/// `RULE, RULE expires 2027-01-31 -- reason` taken apart. All are views into the text.
struct SuppressionText {
  std::vector<std::string_view> rules;
  std::string_view expires;  ///< Empty: for ever.
  std::string_view reason;
  std::string_view surplus;  ///< What is none of these; empty if there is nothing.
};

/// What follows `celint: ignore` in a comment.
SuppressionText read_suppression(std::string_view text);

/// The value of an annotation: a reason, or `expires 2027-01-31 -- reason`.
SuppressionText read_suppression_value(std::string_view text);

/// What is wrong with the date, a sentence; empty if nothing is.
std::string expiry_fault(const SuppressionText& words);

}  // namespace celint
