// Whether a statement speaks about a request.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "access/context.h"
#include "access/truth.h"
#include "model/policy.h"

namespace celint {

/// One API call.
struct Request {
  std::string action;    ///< `s3:GetObject`
  std::string resource;  ///< An ARN; `*` for actions that know no resource.
  /// Owner of the resource. Empty: the account in the ARN; if there is none (S3), the caller's own.
  std::string resource_account = {};
};

/// What `${...}` means in a policy of this version. Absent is 2008-10-17.
Variables variables_of(const Policy& policy);

/// One entry of Action or NotAction against `service:Name`, letter case ignored.
Truth meets_action(std::string_view pattern, std::string_view action);

/// Action or NotAction against `service:Name`, letter case ignored.
Truth matches_action(const Statement& statement, std::string_view action);

/// One entry of Resource or NotResource against the request's. Nothing if a variable of the pattern is absent
/// and the pattern could match with it: then the element is void, also under NotResource.
std::optional<Truth> meets_resource(const Policy& policy, std::string_view pattern, const Request& request,
                                    const Context& context);

/// Resource or NotResource against the request's. Where that is `*`, patterns of the action's service whose
/// resource part is only a wildcard (`arn:aws:s3:::*`, `.../cluster/*`) count too: AWS's own examples write
/// them. A trust policy has no Resource and speaks of its own role; an identity policy without one speaks of
/// nothing.
Truth matches_resource(const Policy& policy, const Statement& statement, const Request& request,
                       const Context& context);

/// All conditions together.
Truth conditions_hold(const Policy& policy, const Statement& statement, const Context& context);

}  // namespace celint
