#include "access/condition_fit.h"
#include "check/finding.h"
#include "link/world.h"

namespace celint {
namespace {

void report(std::vector<ConditionFault> faults, Findings& out) {
  for (ConditionFault& fault : faults) {
    Finding& finding = out.add(fault.span, std::move(fault.message));
    finding.aliases = {fault.code};
  }
}

void check(const World& /*world*/, const Policy& policy, Findings& out) {
  for (const Statement& statement : policy.statements)
    for (const Condition& condition : statement.conditions)
      if (const auto op = parse_condition_operator(condition.op.value)) {
        report(key_faults(statement, condition, *op, catalogue()), out);
        report(value_faults(condition, *op), out);
        if (statement.allows()) report(action_faults(policy, condition, *op), out);
      }
}

}  // namespace

extern const Rule ineffective_condition{
    .id = "ineffective-condition",
    .summary = "A condition cannot decide what it seems to decide.",
    .severity = Severity::warning,
    .confidence = Confidence::high,
    .audience = Audience::everyone,
    .security_severity = "",
    .steps = {},
    .fix = FixKind::none,
    .check_policy = check,
};

}  // namespace celint
