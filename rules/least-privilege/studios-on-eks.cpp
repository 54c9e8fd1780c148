#include <algorithm>

#include "check/finding.h"
#include "link/world.h"
#include "read/letters.h"

namespace celint {
namespace {

bool speaks_of_studios(std::string_view sid) { return lowered(sid).find("studio") != std::string::npos; }

void report(Span span, std::string_view subject, Findings& out) {
  Finding& finding = out.add(
      span, std::string(subject) + " is for Studios, and Studios do not run in compute environments on EKS.");
  finding.label = "not used here";
  finding.help = "leave it out, unless the credential also serves a compute environment that runs Studios";
}

void check(const World& world, Findings& out) {
  if (!world.other_platforms.empty()) return;
  for (const Environment& environment : world.environments) {
    if (environment.features && environment.binding != nullptr &&
        std::count(environment.features->begin(), environment.features->end(), "studios") > 0)
      report(environment.binding->span, "The feature 'studios'", out);
    if (environment.platform == nullptr) continue;
    for (const Policy* policy : environment.platform->policies)
      for (const Statement& statement : policy->statements)
        if (statement.allows() && statement.sid.known() && speaks_of_studios(statement.sid.value))
          report(statement.sid.span, "This statement", out);
  }
}

}  // namespace

extern const Rule studios_on_eks{
    .id = "studios-on-eks",
    .summary = "Permissions for Studios serve nothing where every compute environment is on EKS.",
    .severity = Severity::note,
    .confidence = Confidence::medium,
    .audience = Audience::pedantic,
    .security_severity = "",
    .steps = {},
    .fix = FixKind::none,
    .check = check,
};

}  // namespace celint
