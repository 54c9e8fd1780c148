#include <algorithm>

#include "check/finding.h"
#include "link/world.h"

namespace celint {
namespace {

bool is_cluster_admin_policy(const AssociatedAccessPolicy& policy) {
  return policy.policy_arn.known() && policy.policy_arn.value.ends_with("/AmazonEKSClusterAdminPolicy") &&
         policy.scope.known() && policy.scope.value == "cluster";
}

bool holds_star(std::span<const Str> values) {
  return std::any_of(values.begin(), values.end(), [](const Str& value) { return value.value == "*"; });
}

bool grants_everything(const BoundRole& bound) {
  if (!bound.binding->cluster) return false;
  if (bound.binding->role_name.value == "cluster-admin") return true;
  if (bound.role == nullptr) return false;
  return std::any_of(bound.role->rules.begin(), bound.role->rules.end(), [](const RbacRule& rule) {
    return holds_star(rule.verbs) && holds_star(rule.resources) && holds_star(rule.api_groups);
  });
}

void check_bound(const std::vector<BoundRole>& roles, const std::string& who, Findings& out) {
  for (const BoundRole& bound : roles)
    if (grants_everything(bound)) {
      Finding& finding = out.add(bound.subject->name.span, "The " + who + " is cluster admin: '" +
                                                               std::string(bound.binding->role_name.value) +
                                                               "' is bound to it in the whole cluster.");
      finding.notes = {{bound.binding->role_name.span, "the role"}};
      finding.help = "bind it to the launcher Role in the namespace of the compute environment";
    }
}

void check_user(const KubernetesUser& user, Findings& out) {
  const std::string message = "The platform identity is cluster admin: ";
  if (user.entry != nullptr)
    for (const Str& group : user.entry->groups)
      if (group.value == "system:masters")
        out.add(group.span, message + "the group 'system:masters' bypasses RBAC.").help =
            "leave the group out and bind the username to the launcher Role";
  for (const AssociatedAccessPolicy* policy : user.policies)
    if (is_cluster_admin_policy(*policy))
      out.add(policy->policy_arn.span,
              message + "'AmazonEKSClusterAdminPolicy' is associated with it for the whole cluster.")
          .help = "bind its username to the launcher Role instead";
}

void check(const World& world, Findings& out) {
  for (const Environment& environment : world.environments) {
    if (environment.kubernetes_user) check_user(*environment.kubernetes_user, out);
    check_bound(environment.bound, "platform identity", out);
    check_bound(environment.head.bound, "head account", out);
    if (environment.compute.name != environment.head.name)
      check_bound(environment.compute.bound, "compute account", out);
  }
}

}  // namespace

extern const Rule platform_cluster_admin{
    .id = "platform-cluster-admin",
    .summary = "A launch identity is cluster admin.",
    .severity = Severity::error,
    .confidence = Confidence::high,
    .audience = Audience::everyone,
    .security_severity = "9.0",
    .steps = {StepId::authorise},
    .fix = FixKind::none,
    .check = check,
};

}  // namespace celint
