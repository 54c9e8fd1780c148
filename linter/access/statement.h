// Whether a statement speaks about a request.
#pragma once

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

/// Action or NotAction against `service:Name`, letter case ignored.
Truth matches_action(const Statement& statement, std::string_view action);

/// Resource or NotResource against the request's. Where that is `*`, patterns of the action's service whose
/// resource part is only a wildcard (`arn:aws:s3:::*`, `.../cluster/*`) count too: AWS's own examples write
/// them. A trust policy has no Resource and speaks of its own role; an identity policy without one speaks of
/// nothing.
Truth matches_resource(const Policy& policy, const Statement& statement, const Request& request,
                       const Context& context);

/// All conditions together.
Truth conditions_hold(const Policy& policy, const Statement& statement, const Context& context);

}  // namespace celint
