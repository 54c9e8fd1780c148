#include "check/finding.h"
#include "link/world.h"

namespace celint {
namespace {

void check(const World& world, Findings& out) {
  for (const Problem* problem : world.syntax_problems) {
    Finding& finding = out.add(problem->span, problem->message);
    finding.edits = problem->fix;
    finding.fix = problem->fix.empty() ? FixKind::none : FixKind::safe;
  }
}

}  // namespace

extern const Rule syntax_error{
    .id = "syntax-error",
    .summary = "The text breaks the grammar of its format, so its consumer refuses it.",
    .severity = Severity::error,
    .confidence = Confidence::high,
    .audience = Audience::everyone,
    .security_severity = "",
    .steps = {},
    .fix = FixKind::safe,
    .check = check,
};

}  // namespace celint
