#include "check/finding.h"
#include "link/aws_auth_match.h"
#include "link/world.h"
#include "read/letters.h"

namespace celint {
namespace {

bool is_cluster_admin_policy(const AssociatedAccessPolicy& policy) {
  return policy.policy_arn.known() && policy.policy_arn.value.ends_with("/AmazonEKSClusterAdminPolicy") &&
         policy.scope.known() && policy.scope.value == "cluster";
}

bool is_expected(const World& world, std::string_view arn) {
  for (const std::string& administrator : world.settings.administrators)
    if (equal_ignoring_case(administrator, arn)) return true;
  for (const Environment& environment : world.environments)
    for (const LaunchIdentity& launch : environment.identities)
      if (canonical_arn(*launch.identity) == lowered(arn) || launch.identity->arn == arn) return true;
  return false;
}

void check_entries(const World& world, Findings& out) {
  each_entry(world, [&](const AwsAuth&, const AwsAuthKey&, const IdentityMapping& entry) {
    const std::string bare = without_role_path(entry);
    if (!entry.kept || is_expected(world, bare.empty() ? entry.arn.value : std::string_view(bare))) return;
    for (const Str& group : entry.groups)
      if (group.value == "system:masters")
        out.add(group.span,
                "'" + std::string(entry.arn.value) + "' is mapped to 'system:masters', which bypasses RBAC.")
            .help =
            "map it to a group that is bound to what it needs, or list it under administrators in "
            "celint.yaml";
  });
}

void check(const World& world, Findings& out) {
  check_entries(world, out);
  for (const AccessEntry& entry : world.access_entries)
    for (const AssociatedAccessPolicy& policy : entry.policies)
      if (is_cluster_admin_policy(policy) && entry.principal_arn.known() &&
          !is_expected(world, entry.principal_arn.value))
        out.add(policy.policy_arn.span,
                "'" + std::string(entry.principal_arn.value) + "' is cluster admin by an access policy.")
            .help = "associate a narrower policy, or list it under administrators in celint.yaml";
}

}  // namespace

extern const Rule cluster_admin_mapping{
    .id = "cluster-admin-mapping",
    .summary = "A principal outside the launch path is mapped to cluster admin.",
    .severity = Severity::warning,
    .confidence = Confidence::high,
    .audience = Audience::audit,
    .security_severity = "6.5",
    .steps = {},
    .fix = FixKind::none,
    .check = check,
};

}  // namespace celint
