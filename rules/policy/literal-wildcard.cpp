#include <algorithm>

#include "access/condition.h"
#include "check/finding.h"
#include "link/policy_edit.h"
#include "link/world.h"
#include "read/letters.h"

namespace celint {
namespace {

using Family = ConditionOperator::Family;

/// A wildcard that is not the escape `${*}` or `${?}`, nor inside a variable.
bool holds_wildcard(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text.substr(i).starts_with("${"))
      i = std::min(text.find('}', i), text.size() - 1);
    else if (text[i] == '*' || text[i] == '?')
      return true;
  }
  return false;
}

/// sub and aud of an EKS issuer have a rule of their own (subject-star-literal).
bool is_issuer_key(std::string_view key) { return key.find("oidc.eks.") != std::string_view::npos; }

/// StringEquals -> StringLike, StringNotEquals -> StringNotLike; the set prefix and IfExists stay.
std::string like_operator(std::string_view op) {
  std::string name(op);
  const std::size_t at = lowered(op).find("equals");
  return at == std::string::npos ? name : name.replace(at, 6, "Like");
}

void check_condition(const Policy& policy, const Statement& statement, const Condition& condition,
                     Findings& out) {
  const auto op = parse_condition_operator(condition.op.value);
  if (!op || is_issuer_key(condition.key.value)) return;
  const bool ignores_case = op->family == Family::string_equals_ignore_case;
  if (op->family != Family::string_equals && !ignores_case) return;
  for (const Str& value : condition.values) {
    if (!holds_wildcard(value.value) || typed(value).unknown()) continue;
    Finding& finding =
        out.add(value.span, "Operator '" + std::string(condition.op.value) + "' compares '" +
                                std::string(value.value) + "' as plain text, wildcard included.");
    const std::string like = ignores_case ? "StringLike" : like_operator(condition.op.value);
    finding.help = "use " + like + " for a pattern, or write ${*} for the character";
    finding.offer(FixKind::unsafe, with_operator(policy, statement, condition, like));
    finding.notes = {{condition.op.span, "takes no wildcards"}};
    finding.aliases = {"WILDCARD_WITHOUT_LIKE_OPERATOR"};
  }
}

void check(const World& /*world*/, const Policy& policy, Findings& out) {
  for (const Statement& statement : policy.statements)
    for (const Condition& condition : statement.conditions)
      check_condition(policy, statement, condition, out);
}

}  // namespace

extern const Rule literal_wildcard{
    .id = "literal-wildcard",
    .summary = "A wildcard stands in a value that is compared as plain text.",
    .severity = Severity::warning,
    .confidence = Confidence::high,
    .audience = Audience::everyone,
    .security_severity = "4.0",
    .steps = {},
    .fix = FixKind::unsafe,
    .check_policy = check,
};

}  // namespace celint
