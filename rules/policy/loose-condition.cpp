#include <algorithm>

#include "access/condition_fit.h"
#include "check/finding.h"
#include "link/policy_edit.h"
#include "link/world.h"
#include "read/letters.h"

namespace celint {
namespace {

using Family = ConditionOperator::Family;

constexpr std::string_view kForAll = "ForAllValues:";

/// Claims and external ids have rules of their own.
bool has_own_rule(std::string_view key) {
  return key.find("oidc.eks.") != std::string_view::npos || equal_ignoring_case(key, "sts:ExternalId");
}

void check_set_prefix(const Policy& policy, const Statement& statement, const Condition& condition,
                      Findings& out) {
  Finding& finding =
      out.add(condition.key.span, "'" + std::string(condition.op.value) + "' on the single-valued key '" +
                                      std::string(condition.key.value) +
                                      "' also holds when a request does not carry the key.");
  finding.help = "leave the prefix out";
  finding.label = "has one value at most";
  finding.notes = {{condition.op.span, "holds when the key is absent"}};
  if (equal_ignoring_case(condition.op.value.substr(0, kForAll.size()), kForAll))
    finding.offer(FixKind::unsafe,
                  with_operator(policy, statement, condition, condition.op.value.substr(kForAll.size())));
  finding.aliases = {"FORALLVALUES_WITH_SINGLE_VALUED_KEY"};
}

/// StringLike -> ArnLike, StringNotLike -> ArnNotLike, if all keys beside it hold ARNs.
std::vector<Edit> arn_edits(const Policy& policy, const Statement& statement, const Condition& condition) {
  const bool all =
      std::all_of(statement.conditions.begin(), statement.conditions.end(), [&](const Condition& other) {
        return other.op.span != condition.op.span || key_type(other, catalogue()).ends_with("ARN");
      });
  std::string op(condition.op.value);
  const std::size_t at = op.find("String");
  if (!all || at == std::string::npos) return {};
  return with_operator(policy, statement, condition,
                       op.replace(at, std::string_view("String").size(), "Arn"));
}

void check_arn_key(const Policy& policy, const Statement& statement, const Condition& condition,
                   Findings& out) {
  const bool star = std::any_of(condition.values.begin(), condition.values.end(),
                                [](const Str& value) { return value.value == "*"; });
  if (star) return;  // presence-only-condition
  Finding& finding =
      out.add(condition.key.span, "'" + std::string(condition.op.value) + "' on the ARN key '" +
                                      std::string(condition.key.value) +
                                      "' lets a wildcard run across the colons between the parts of an ARN.");
  finding.help = "use ArnLike or ArnNotLike";
  finding.label = "holds an ARN";
  finding.notes = {{condition.op.span, "compares text"}};
  finding.offer(FixKind::unsafe, arn_edits(policy, statement, condition));
  finding.aliases = {"STRING_LIKE_OPERATOR_WITH_ARN_CONDITION_KEYS"};
}

void check_condition(const Policy& policy, const Statement& statement, const Condition& condition,
                     Findings& out) {
  const auto op = parse_condition_operator(condition.op.value);
  if (!op || has_own_rule(condition.key.value)) return;
  const std::string_view type = key_type(condition, catalogue());
  if (type.empty()) return;
  if (op->set == ConditionOperator::SetPrefix::for_all_values && !type.starts_with("ArrayOf") &&
      op->family != Family::null)
    check_set_prefix(policy, statement, condition, out);
  if (op->family == Family::string_like && type.ends_with("ARN"))
    check_arn_key(policy, statement, condition, out);
}

void check(const World& /*world*/, const Policy& policy, Findings& out) {
  for (const Statement& statement : policy.statements)
    for (const Condition& condition : statement.conditions)
      check_condition(policy, statement, condition, out);
}

}  // namespace

extern const Rule loose_condition{
    .id = "loose-condition",
    .summary = "A condition is weaker than it looks.",
    .severity = Severity::warning,
    .confidence = Confidence::high,
    .audience = Audience::everyone,
    .security_severity = "5.5",
    .steps = {},
    .fix = FixKind::unsafe,
    .check_policy = check,
};

}  // namespace celint
