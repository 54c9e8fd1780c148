// What is wrong with a text that stands where an ARN must stand.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace celint {

/// A fault of an ARN. `message` says what is wrong, without a full stop.
struct ArnFault {
  std::string message;
  std::string_view code;  ///< Access Analyzer's issue code; empty if it has none.
  std::size_t begin = 0;  ///< The bytes at fault.
  std::size_t end = 0;
  std::string replacement;  ///< The whole text as it can only be meant; empty if that is not clear.
};

/// Nothing if the text is `*` or an ARN, with wildcards and policy variables as a policy may hold them.
/// Whether a resource exists, and whether it needs an account, is judged for the services of the launch path
/// only: of others the catalogue knows too little.
std::optional<ArnFault> find_arn_fault(std::string_view text);

/// Some resource of the catalogue has ARNs that name this service.
bool has_arns(std::string_view service);

}  // namespace celint
