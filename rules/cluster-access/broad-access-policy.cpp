#include "check/finding.h"
#include "link/world.h"

namespace celint {
namespace {

void check(const World& world, Findings& out) {
  for (const Environment& environment : world.environments) {
    if (!environment.kubernetes_user) continue;
    for (const AssociatedAccessPolicy* policy : environment.kubernetes_user->policies) {
      if (!policy->policy_arn.known()) continue;
      const std::string_view arn = policy->policy_arn.value;
      const std::string_view name = arn.substr(arn.rfind('/') + 1);
      if (name != "AmazonEKSAdminPolicy" && name != "AmazonEKSEditPolicy") continue;
      Finding& finding = out.add(policy->policy_arn.span,
                                 "'" + std::string(name) +
                                     "' lets the platform identity read secrets, enter pods and act as any "
                                     "service account there, beside what a launch needs.");
      finding.help = "bind its username to the launcher Role in namespace '" + environment.ns + "' instead";
    }
  }
}

}  // namespace

extern const Rule broad_access_policy{
    .id = "broad-access-policy",
    .summary = "An EKS access policy gives the platform identity much more than it needs.",
    .severity = Severity::warning,
    .confidence = Confidence::high,
    .audience = Audience::everyone,
    .security_severity = "6.0",
    .steps = {StepId::authorise},
    .fix = FixKind::unsafe,
    .check = check,
};

}  // namespace celint
