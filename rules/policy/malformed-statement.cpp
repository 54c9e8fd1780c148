#include "check/finding.h"
#include "link/world.h"

namespace celint {
namespace {

void check(const World& /*world*/, const Policy& policy, Findings& out) {
  for (const PolicyFault& fault : policy.faults) {
    if (fault.part != PolicyFault::Part::element) continue;
    Finding& finding = out.add(fault.problem.span, fault.problem.message);
    finding.edits = fault.problem.fix;
    if (!finding.edits.empty()) finding.fix = FixKind::safe;
    if (!fault.code.empty()) finding.aliases = {fault.code};
  }
}

}  // namespace

extern const Rule malformed_statement{
    .id = "malformed-statement",
    .summary = "A policy breaks the grammar, so AWS refuses to save it.",
    .severity = Severity::error,
    .confidence = Confidence::high,
    .audience = Audience::everyone,
    .security_severity = "",
    .steps = {},
    .fix = FixKind::safe,
    .check_policy = check,
};

}  // namespace celint
