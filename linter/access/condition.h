// Condition operators, decided in three values.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
#pragma once

#include <optional>
#include <string_view>

#include "access/context.h"
#include "access/truth.h"
#include "model/policy.h"

namespace celint {

/// A condition operator taken apart.
struct ConditionOperator {
  enum class Family : std::uint8_t {
    string_equals,
    string_equals_ignore_case,
    string_like,
    numeric,
    date,
    boolean,
    binary,
    ip,
    arn,  ///< ArnEquals and ArnLike are the same.
    null,
  };
  enum class Comparison : std::uint8_t { equal, less, less_or_equal, greater, greater_or_equal };
  enum class SetPrefix : std::uint8_t { none, for_all_values, for_any_value };

  Family family = Family::string_equals;
  Comparison comparison = Comparison::equal;  ///< Numeric and date only.
  SetPrefix set = SetPrefix::none;
  bool negated = false;
  bool if_exists = false;
};

/// `ForAnyValue:StringNotLikeIfExists` and kin, in any letter case; nothing if there is no such operator.
std::optional<ConditionOperator> parse_condition_operator(std::string_view text);

/// Whether the condition holds. An operator that does not exist never does.
Truth holds(const Condition& condition, const Context& context, Variables variables);

}  // namespace celint
