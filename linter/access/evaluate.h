// Whether a set of policies allows a request.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "access/context.h"
#include "access/principal.h"
#include "access/statement.h"
#include "access/truth.h"
#include "model/policy.h"

namespace celint {

/// The policies that bear on a request. Pointers must not be null.
struct PolicyInputs {
  std::vector<const Policy*> identity;
  const Policy* boundary = nullptr;
  std::vector<const Policy*> resource;  ///< Bucket, key or trust policy of the resource asked for.
  std::optional<Caller> caller = {};    ///< Without one, statements for principals may or may not be meant.
  bool identity_side_only = false;      ///< Do not ask whether the resource's own policy must allow as well.
};

enum class Answer : std::uint8_t {
  allowed,
  denied,       ///< By an explicit Deny.
  not_allowed,  ///< Nothing allows it.
  depends,      ///< On a condition, variable or document that is not known.
};

std::string_view to_string(Answer answer);  ///< allowed, denied, not-allowed, depends

/// A statement that decided, and how surely it applies.
struct Deciding {
  const Policy* policy = nullptr;
  const Statement* statement = nullptr;
  Truth applies = Truth::no;
};

struct Decision {
  Answer answer = Answer::not_allowed;
  /// Denied: the Denies. Allowed: the Allows. Depends: all that apply or may. Not allowed: Allows of one side
  /// that the other side (boundary, resource policy, identity policy) does not complete. In the order of the
  /// inputs.
  std::vector<Deciding> statements;
  bool may = false;        ///< Some Allow is true or undecided, and no Deny is certain.
  bool certainly = false;  ///< Some Allow is true, and no Deny is true or undecided.
  /// Of trust_allows: only the caller's account is trusted, so the caller's own policies must allow too.
  bool needs_identity = false;
  /// Of decide: not allowed, and without the boundary it would or might be.
  bool cut_by_boundary = false;

  /// A Deny or the boundary takes it away from whom some policy grants it.
  bool taken_away() const { return answer == Answer::denied || cut_by_boundary; }
};

/// Explicit Deny wins; a boundary only narrows; in one account an identity or a resource policy is enough,
/// across accounts both are needed; role trusts and KMS key policies must allow in any case;
/// sts:GetCallerIdentity is always allowed.
Decision decide(const PolicyInputs& policies, const Request& request, const Context& context);

/// The trust policy's side of assuming its role: sts:AssumeRole, sts:TagSession,
/// sts:AssumeRoleWithWebIdentity, ...
Decision trust_allows(const Policy& trust, std::string_view action, const Caller& caller,
                      const Context& context);

/// What is known offline about any call of this caller over the API: aws:PrincipalArn, aws:PrincipalAccount
/// and, for users, aws:username; aws:SecureTransport is true.
Context context_of(const Caller& caller);

}  // namespace celint
