#include <algorithm>

#include "check/finding.h"
#include "link/world.h"

namespace celint {
namespace {

/// The text of a policy, in JSON.
bool is_in_policy(const World& world, const Problem& problem) {
  return std::any_of(world.policies.begin(), world.policies.end(), [&](const Policy& policy) {
    return policy.document->format == Format::json && policy.span.source == problem.span.source &&
           policy.span.begin <= problem.span.begin && problem.span.begin <= policy.span.end;
  });
}

void check(const World& world, Findings& out) {
  for (const Problem* problem : world.syntax_problems) {
    Finding& finding = out.add(problem->span, problem->message);
    if (is_in_policy(world, *problem)) finding.aliases = {"JSON_SYNTAX_ERROR"};
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
