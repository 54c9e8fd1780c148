#include "access/condition.h"
#include "check/finding.h"
#include "link/world.h"
#include "read/letters.h"

namespace celint {
namespace {

/// `prefix:name`, both filled, no blank in the prefix.
bool is_key(std::string_view key) {
  const std::size_t colon = key.find(':');
  return colon != std::string_view::npos && colon > 0 && colon + 1 < key.size() && key.find(' ') > colon;
}

bool is_null_if_exists(std::string_view op) {
  return equal_ignoring_case(op.substr(op.find(':') == std::string_view::npos ? 0 : op.find(':') + 1),
                             "NullIfExists");
}

void check_operator(const Condition& condition, Findings& out) {
  const std::string name = "'" + std::string(condition.op.value) + "'";
  const bool null = is_null_if_exists(condition.op.value);
  Finding& finding = out.add(
      condition.op.span, null ? "Null takes no IfExists: it asks whether the key exists."
                              : "There is no condition operator " + name + ", so AWS refuses the policy.");
  finding.aliases = {null ? "NULL_WITH_IF_EXISTS" : "INVALID_CONDITION_OPERATOR"};
}

void check_condition(const Condition& condition, Findings& out) {
  const std::optional<ConditionOperator> op = parse_condition_operator(condition.op.value);
  if (!op && !has_unexpanded_variable(condition.op.value)) check_operator(condition, out);
  if (!is_key(condition.key.value) && !typed(condition.key).unknown())
    out.add(condition.key.span,
            "'" + std::string(condition.key.value) +
                "' is no condition key: keys have the form prefix:name, as in aws:SourceIp.")
        .aliases = {"INVALID_CONDITION_KEY_FORMAT"};
  if (op && op->family == ConditionOperator::Family::boolean && condition.values.size() > 1)
    out.add(condition.values_span, "Bool compares with one value, and this key is given " +
                                       std::to_string(condition.values.size()) + ".")
        .aliases = {"INVALID_CONDITION_MULTIPLE_BOOLEAN"};
}

void check(const World& /*world*/, const Policy& policy, Findings& out) {
  for (const PolicyFault& fault : policy.faults)
    if (fault.part == PolicyFault::Part::condition)
      out.add(fault.problem.span, fault.problem.message).aliases = {fault.code};
  for (const Statement& statement : policy.statements)
    for (const Condition& condition : statement.conditions) check_condition(condition, out);
}

}  // namespace

extern const Rule malformed_condition{
    .id = "malformed-condition",
    .summary = "A condition block breaks the grammar, so AWS refuses the policy.",
    .severity = Severity::error,
    .confidence = Confidence::high,
    .audience = Audience::everyone,
    .security_severity = "",
    .steps = {},
    .fix = FixKind::none,
    .check_policy = check,
};

}  // namespace celint
