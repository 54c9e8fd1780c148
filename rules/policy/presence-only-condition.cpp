#include <algorithm>

#include "access/condition_fit.h"
#include "check/finding.h"
#include "link/policy_edit.h"
#include "link/world.h"
#include "read/letters.h"

namespace celint {
namespace {

using Family = ConditionOperator::Family;

bool has_own_rule(std::string_view key) {
  return key.find("oidc.eks.") != std::string_view::npos || equal_ignoring_case(key, "sts:ExternalId");
}

/// `Null: {key: false}` says the same, negated `true`, if nothing else stands beside the key.
std::vector<Edit> edits(const Policy& policy, const Statement& statement, const Condition& condition,
                        const std::string& null) {
  const auto beside =
      std::count_if(statement.conditions.begin(), statement.conditions.end(),
                    [&](const Condition& other) { return other.op.span == condition.op.span; });
  std::vector<Edit> result = with_operator(policy, statement, condition, "Null");
  if (beside != 1 || result.empty()) return {};
  result.push_back({condition.values_span, null});
  return result;
}

void check_condition(const Policy& policy, const Statement& statement, const Condition& condition,
                     Findings& out) {
  const auto op = parse_condition_operator(condition.op.value);
  if (!op || op->if_exists || op->set != ConditionOperator::SetPrefix::none) return;
  if ((op->family != Family::string_like && op->family != Family::arn) || has_own_rule(condition.key.value))
    return;
  const bool any = std::any_of(condition.values.begin(), condition.values.end(),
                               [](const Str& value) { return value.value == "*"; });
  if (!any) return;
  const std::string key(condition.key.value);
  const std::string null = op->negated ? "\"true\"" : "\"false\"";
  Finding& finding =
      out.add(condition.values_span,
              op->negated ? "This only asks that the request not carry '" + key + "'."
                          : "This only asks that the request carry '" + key + "', whatever its value.");
  finding.help = "say so: \"Null\": {\"" + key + "\": " + null + "}";
  finding.offer(FixKind::safe, edits(policy, statement, condition, null));
  finding.aliases = {op->negated ? "EQUIVALENT_TO_NULL_TRUE" : "EQUIVALENT_TO_NULL_FALSE"};
  if (op->family == Family::string_like && key_type(condition, catalogue()).ends_with("ARN"))
    finding.aliases.push_back("STRING_LIKE_OPERATOR_WITH_ARN_CONDITION_KEYS");
}

void check(const World& /*world*/, const Policy& policy, Findings& out) {
  for (const Statement& statement : policy.statements)
    for (const Condition& condition : statement.conditions)
      check_condition(policy, statement, condition, out);
}

}  // namespace

extern const Rule presence_only_condition{
    .id = "presence-only-condition",
    .summary = "A condition with the value * only asks whether its key is there.",
    .severity = Severity::note,
    .confidence = Confidence::high,
    .audience = Audience::audit,
    .security_severity = "",
    .steps = {},
    .fix = FixKind::safe,
    .check_policy = check,
};

}  // namespace celint
