#include "access/binding.h"

#include <algorithm>

#include "access/arn.h"
#include "access/condition.h"
#include "read/letters.h"

namespace celint {
namespace {

using Family = ConditionOperator::Family;

bool is_positive(const ConditionOperator& op) {
  const bool names = op.family == Family::string_equals || op.family == Family::string_equals_ignore_case ||
                     op.family == Family::string_like || op.family == Family::arn || op.family == Family::ip;
  return names && !op.negated && !op.if_exists && op.set != ConditionOperator::SetPrefix::for_all_values;
}

bool is_open(const Str& value) {
  const std::string_view text = value.value;
  if (text.find_first_not_of("*?") == std::string_view::npos || text == "0.0.0.0/0" || text == "::/0")
    return true;
  const std::optional<Arn> arn = parse_arn(text);
  return arn && arn->account.find_first_of("*?") != std::string_view::npos;
}

}  // namespace

bool is_binding(const Condition& condition) {
  const auto op = parse_condition_operator(condition.op.value);
  return op && is_positive(*op) && !condition.values.empty() &&
         std::none_of(condition.values.begin(), condition.values.end(), is_open);
}

bool binds_literally(const Condition& condition) {
  if (!is_binding(condition)) return false;
  const auto op = parse_condition_operator(condition.op.value);
  return (op->family != Family::string_like && op->family != Family::arn) ||
         std::none_of(condition.values.begin(), condition.values.end(), [](const Str& value) {
           return value.value.find_first_of("*?") != std::string_view::npos;
         });
}

bool is_about(const Condition& condition, std::initializer_list<std::string_view> keys) {
  const std::string_view key = condition.key.value;
  return std::any_of(keys.begin(), keys.end(), [key](std::string_view name) {
    return equal_ignoring_case(name.ends_with('/') ? key.substr(0, name.size()) : key, name);
  });
}

}  // namespace celint
