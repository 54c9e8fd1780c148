#include "check/finding.h"
#include "link/rbac.h"
#include "link/world.h"

namespace celint {
namespace {

std::string list(const std::vector<RbacRight>& rights) {
  std::string text;
  for (const RbacRight& right : rights) text += (text.empty() ? "" : ", ") + to_string(right);
  return text;
}

void check(const World& world, Findings& out) {
  for (const Environment& environment : world.environments) {
    if (environment.step(StepId::authorise).verdict != Verdict::refuted || environment.bound.empty())
      continue;
    std::vector<RbacRight> missing = missing_rights(environment.bound, platform_rights(environment));
    std::erase_if(missing,
                  [&](const RbacRight& right) { return granted_in_wrong_group(environment.bound, right); });
    if (missing.empty()) continue;
    const BoundRole& bound = environment.bound.front();
    Finding& finding =
        out.add(bound.role != nullptr ? bound.role->meta.name.span : bound.binding->role_name.span,
                "The platform identity lacks " + list(missing) + " in namespace '" + environment.ns +
                    "', which the published launcher Role grants.");
    finding.notes = {{bound.subject->span, "binds the platform identity"}};
    finding.offer(FixKind::unsafe, with_rights(world, bound.role, missing));
    finding.help = "add them to the Role";
    if (environment.inferred()) finding.confidence = Confidence::medium;
  }
}

}  // namespace

extern const Rule platform_permission_missing{
    .id = "platform-permission-missing",
    .summary = "The platform identity lacks a right of the published launcher Role.",
    .severity = Severity::warning,
    .confidence = Confidence::medium,
    .audience = Audience::everyone,
    .security_severity = "",
    .steps = {StepId::authorise},
    .fix = FixKind::unsafe,
    .check = check,
};

}  // namespace celint
