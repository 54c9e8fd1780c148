#include "access/condition.h"

#include <algorithm>
#include <array>
#include <span>

#include "access/arn.h"
#include "access/condition_value.h"
#include "read/letters.h"

namespace celint {
namespace {

using Family = ConditionOperator::Family;
using Comparison = ConditionOperator::Comparison;
using SetPrefix = ConditionOperator::SetPrefix;

struct NamedOperator {
  std::string_view name;
  Family family;
  Comparison comparison = Comparison::equal;
  bool negated = false;
};

constexpr std::array kOperators{
    NamedOperator{"StringEquals", Family::string_equals},
    NamedOperator{"StringNotEquals", Family::string_equals, Comparison::equal, true},
    NamedOperator{"StringEqualsIgnoreCase", Family::string_equals_ignore_case},
    NamedOperator{"StringNotEqualsIgnoreCase", Family::string_equals_ignore_case, Comparison::equal, true},
    NamedOperator{"StringLike", Family::string_like},
    NamedOperator{"StringNotLike", Family::string_like, Comparison::equal, true},
    NamedOperator{"NumericEquals", Family::numeric},
    NamedOperator{"NumericNotEquals", Family::numeric, Comparison::equal, true},
    NamedOperator{"NumericLessThan", Family::numeric, Comparison::less},
    NamedOperator{"NumericLessThanEquals", Family::numeric, Comparison::less_or_equal},
    NamedOperator{"NumericGreaterThan", Family::numeric, Comparison::greater},
    NamedOperator{"NumericGreaterThanEquals", Family::numeric, Comparison::greater_or_equal},
    NamedOperator{"DateEquals", Family::date},
    NamedOperator{"DateNotEquals", Family::date, Comparison::equal, true},
    NamedOperator{"DateLessThan", Family::date, Comparison::less},
    NamedOperator{"DateLessThanEquals", Family::date, Comparison::less_or_equal},
    NamedOperator{"DateGreaterThan", Family::date, Comparison::greater},
    NamedOperator{"DateGreaterThanEquals", Family::date, Comparison::greater_or_equal},
    NamedOperator{"Bool", Family::boolean},
    NamedOperator{"BinaryEquals", Family::binary},
    NamedOperator{"IpAddress", Family::ip},
    NamedOperator{"NotIpAddress", Family::ip, Comparison::equal, true},
    NamedOperator{"ArnEquals", Family::arn},
    NamedOperator{"ArnLike", Family::arn},
    NamedOperator{"ArnNotEquals", Family::arn, Comparison::equal, true},
    NamedOperator{"ArnNotLike", Family::arn, Comparison::equal, true},
    NamedOperator{"Null", Family::null},
};

/// Whether one value of the request meets one value of the policy; nothing if they cannot be compared, in
/// which case the negated operator does not hold either.
using Comparable = std::optional<Truth>;

bool compare(double actual, Comparison comparison, double wanted) {
  switch (comparison) {
    case Comparison::equal:
      return actual == wanted;
    case Comparison::less:
      return actual < wanted;
    case Comparison::less_or_equal:
      return actual <= wanted;
    case Comparison::greater:
      return actual > wanted;
    case Comparison::greater_or_equal:
      return actual >= wanted;
  }
  return false;
}

Comparable compare(const std::optional<double>& actual, Comparison comparison,
                   const std::optional<double>& wanted) {
  if (!actual || !wanted) return std::nullopt;
  return truth(compare(*actual, comparison, *wanted));
}

Comparable meets_ip(std::string_view actual, std::string_view wanted) {
  const auto address = parse_address_range(actual), range = parse_address_range(wanted);
  if (!address || !range || actual.find('/') != std::string_view::npos) return std::nullopt;
  return truth(contains(*range, *address));
}

Comparable meets_bool(std::string_view actual, std::string_view wanted) {
  const auto is_bool = [](std::string_view text) {
    return equal_ignoring_case(text, "true") || equal_ignoring_case(text, "false");
  };
  if (!is_bool(actual) || !is_bool(wanted)) return std::nullopt;
  return truth(equal_ignoring_case(actual, wanted));
}

/// The pattern that a policy value is for its operator; nothing if it is none (an ARN of too few parts).
std::optional<Glob> pattern_of(const ConditionOperator& op, std::string_view wanted, Variables variables) {
  switch (op.family) {
    case Family::string_like:
      return parse_glob(wanted, Case::exact, variables);
    case Family::string_equals_ignore_case:
      return parse_literal(wanted, Case::ignored, variables);
    case Family::arn:
      if (wanted != "*" && std::count(wanted.begin(), wanted.end(), ':') < 5) return std::nullopt;
      return parse_arn_glob(wanted, variables, Case::exact);
    default:
      return parse_literal(wanted, Case::exact, variables);
  }
}

Comparable meets(const ConditionOperator& op, std::string_view actual, std::string_view wanted,
                 const Context& context, Variables variables) {
  if (is_placeholder(wanted) || has_unexpanded_variable(wanted)) return Truth::maybe;
  const auto pattern = pattern_of(op, wanted, variables);
  if (!pattern || (op.family == Family::arn && !parse_arn(actual))) return std::nullopt;
  const auto resolved = substitute(*pattern, [&](std::string_view key) { return context.variable(key); });
  if (!resolved) return Truth::no;  // An absent variable meets nothing.
  if (op.family <= Family::string_like || op.family == Family::arn) return matches(*resolved, actual);
  if (!resolved->variables.empty()) return Truth::maybe;
  const std::string text = literal_text(*resolved).value_or("");
  switch (op.family) {
    case Family::numeric:
      return compare(parse_number(actual), op.comparison, parse_number(text));
    case Family::date:
      return compare(parse_date(actual), op.comparison, parse_date(text));
    case Family::ip:
      return meets_ip(actual, text);
    case Family::boolean:
      return meets_bool(actual, text);
    default:
      return truth(actual == text);
  }
}

/// One value of the request against all values of the policy: any of them, or for a negated operator none.
Truth value_holds(const ConditionOperator& op, std::string_view actual, std::span<const Str> wanted,
                  const Context& context, Variables variables) {
  Truth any = Truth::no;
  for (const Str& value : wanted) {
    const Comparable met = meets(op, actual, value.value, context, variables);
    if (!met && op.negated) return Truth::no;
    any = either(any, met.value_or(Truth::no));
  }
  return op.negated ? negated(any) : any;
}

Truth null_holds(ContextValue::State state, std::span<const Str> wanted) {
  Truth any = Truth::no;
  for (const Str& value : wanted) {
    const Truth absent =
        state == ContextValue::State::unknown ? Truth::maybe : truth(state == ContextValue::State::absent);
    if (equal_ignoring_case(value.value, "true"))
      any = either(any, absent);
    else if (equal_ignoring_case(value.value, "false"))
      any = either(any, negated(absent));
  }
  return any;
}

Truth holds_if_absent(const ConditionOperator& op) {
  if (op.if_exists || op.set == SetPrefix::for_all_values) return Truth::yes;
  return truth(op.negated && op.set == SetPrefix::none);
}

}  // namespace

std::optional<ConditionOperator> parse_condition_operator(std::string_view text) {
  ConditionOperator op;
  if (const std::size_t colon = text.find(':'); colon != std::string_view::npos) {
    const std::string_view prefix = text.substr(0, colon);
    if (equal_ignoring_case(prefix, "ForAllValues"))
      op.set = SetPrefix::for_all_values;
    else if (equal_ignoring_case(prefix, "ForAnyValue"))
      op.set = SetPrefix::for_any_value;
    else
      return std::nullopt;
    text.remove_prefix(colon + 1);
  }
  constexpr std::string_view kIfExists = "IfExists";
  if (text.size() > kIfExists.size() &&
      equal_ignoring_case(text.substr(text.size() - kIfExists.size()), kIfExists)) {
    op.if_exists = true;
    text.remove_suffix(kIfExists.size());
  }
  const auto found = std::find_if(kOperators.begin(), kOperators.end(), [&](const NamedOperator& known) {
    return equal_ignoring_case(known.name, text);
  });
  if (found == kOperators.end()) return std::nullopt;
  if (found->family == Family::null && op.if_exists) return std::nullopt;
  op.family = found->family;
  op.comparison = found->comparison;
  op.negated = found->negated;
  return op;
}

Truth holds(const Condition& condition, const Context& context, Variables variables) {
  const auto op = parse_condition_operator(condition.op.value);
  if (!op) return Truth::no;
  if (is_placeholder(condition.key.value) || has_unexpanded_variable(condition.key.value))
    return Truth::maybe;
  const ContextValue actual = context.find(condition.key.value);
  if (op->family == Family::null) return null_holds(actual.state, condition.values);
  if (actual.state == ContextValue::State::unknown) return Truth::maybe;
  if (actual.state == ContextValue::State::absent) return holds_if_absent(*op);
  if (op->set == SetPrefix::none) {
    if (actual.multivalued || actual.values.size() != 1) return Truth::no;
    return value_holds(*op, actual.values.front(), condition.values, context, variables);
  }
  const bool all = op->set == SetPrefix::for_all_values;
  Truth result = truth(all);
  for (const std::string& value : actual.values) {
    const Truth one = value_holds(*op, value, condition.values, context, variables);
    result = all ? both(result, one) : either(result, one);
  }
  return result;
}

}  // namespace celint
