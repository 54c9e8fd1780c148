// Amazon Resource Names. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace celint {

/// The six parts of an ARN, as views into the text it was parsed from. Wildcards and variables are kept.
struct Arn {
  std::string_view partition;
  std::string_view service;
  std::string_view region;
  std::string_view account;
  std::string_view resource;  ///< All after the fifth colon.

  /// `role`, `user`, `cluster`, ...: the resource up to the first `/` or `:`; empty if there is neither.
  std::string_view resource_type() const;
  /// The part after the last `/` of the resource: role or user name without its path.
  std::string_view name() const;
  /// The path of an IAM role or user, `/` included at both ends; `/` if it has none.
  std::string_view path() const;

  friend bool operator==(const Arn&, const Arn&) = default;
};

/// Nothing if the text does not start with `arn:` or has fewer than six parts.
std::optional<Arn> parse_arn(std::string_view text);

/// `arn:P:iam::A:role/NAME` for a session `arn:P:sts::A:assumed-role/NAME/...` of it: sessions do not tell
/// their role's path. Empty for other ARNs.
std::string role_of_session(const Arn& arn);

/// The text again, byte for byte.
std::string to_string(const Arn& arn);

}  // namespace celint
