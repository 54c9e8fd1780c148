#include "check/finding.h"
#include "link/rbac.h"
#include "link/value_edit.h"
#include "link/world.h"

namespace celint {
namespace {

void check(const World& world, Findings& out) {
  for (const Environment& environment : world.environments) {
    const PodAccount& compute = environment.compute;
    if (compute.name.empty() || compute.name == "default" || compute.name != environment.head.name) continue;
    Finding& finding = out.add(compute.field.span,
                               "Every task pod runs as '" + compute.name +
                                   "', the head's account, and holds its Kubernetes rights and its role.");
    if (environment.head.field.span != compute.field.span)
      finding.notes = {{environment.head.field.span, "the head's account"}};
    if (const std::string second = other_account(world, environment, compute.object); !second.empty())
      finding.offer(FixKind::unsafe, {rewritten({compute.field.value, compute.field.span}, second)});
    finding.help = "name a second account for the task pods, with a role and without rights in the cluster";
  }
}

}  // namespace

extern const Rule shared_service_account{
    .id = "shared-service-account",
    .summary = "Head pod and task pods run under one service account.",
    .severity = Severity::note,
    .confidence = Confidence::high,
    .audience = Audience::pedantic,
    .security_severity = "4.0",
    .steps = {StepId::compute_role},
    .fix = FixKind::unsafe,
    .check = check,
};

}  // namespace celint
