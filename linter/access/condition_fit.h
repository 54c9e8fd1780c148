// Whether a condition can decide anything as written: its key exists, its operator and values suit the key.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "access/catalogue.h"
#include "access/condition.h"
#include "model/policy.h"

namespace celint {

/// Why a condition does not decide what it seems to.
struct ConditionFault {
  Span span;              ///< The key, or the value at fault.
  std::string message;    ///< A full sentence.
  std::string_view code;  ///< Access Analyzer's issue code.
};

/// Faults of the key: unknown, without its tag name, supplied by none of the actions, of another type, with
/// many values. At most one.
std::vector<ConditionFault> key_faults(const Statement& statement, const Condition& condition,
                                       const ConditionOperator& op, const Catalogue& catalogue);

/// A condition of a trust policy that asks for session tags or a source identity, which no statement lets the
/// caller pass. At most one.
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html#id_session-tags_permissions-required
std::vector<ConditionFault> action_faults(const Policy& policy, const Condition& condition,
                                          const ConditionOperator& op);

/// Values that the operator or the key cannot hold: no number, no region, private addresses only.
std::vector<ConditionFault> value_faults(const Condition& condition, const ConditionOperator& op);

/// The type of a global or service key: `ARN`, `ArrayOfString`, ...; empty if the key is not known.
std::string_view key_type(const Condition& condition, const Catalogue& catalogue);

/// `foo.amazonaws.com` and, if `parts` allows, `pods.eks.amazonaws.com`; in lower case, with a suffix of
/// service principals.
enum class PrincipalParts { one, any };
bool is_service_principal(std::string_view text, PrincipalParts parts);

}  // namespace celint
