#include <algorithm>

#include "access/open_grant.h"
#include "check/finding.h"
#include "link/policy_edit.h"
#include "link/world.h"
#include "read/letters.h"

namespace celint {
namespace {

bool names_service(const Statement& statement) {
  return std::any_of(statement.conditions.begin(), statement.conditions.end(),
                     [](const Condition& condition) {
                       const auto op = parse_condition_operator(condition.op.value);
                       return equal_ignoring_case(condition.key.value, "iam:AWSServiceName") && op &&
                              names_values(condition, *op);
                     });
}

/// Access Analyzer's issue codes.
std::vector<std::string_view> codes(const OpenGrant& grant) {
  if (grant.by_not_action)
    return {grant.by_not_resource ? "CREATE_SLR_WITH_NOT_ACTION_AND_NOT_RESOURCE"
                                  : "CREATE_SLR_WITH_STAR_IN_RESOURCE_AND_NOT_ACTION"};
  std::vector<std::string_view> result;
  if (!grant.named.empty())
    result.push_back(grant.by_not_resource ? "CREATE_SLR_WITH_NOT_RESOURCE"
                                           : "CREATE_SLR_WITH_STAR_IN_RESOURCE");
  if (!grant.patterns.empty())
    result.push_back(grant.by_not_resource ? "CREATE_SLR_WITH_STAR_IN_ACTION_AND_NOT_RESOURCE"
                                           : "CREATE_SLR_WITH_STAR_IN_ACTION_AND_RESOURCE");
  return result;
}

/// Whose policy it is, if it is one of a launch identity's own: a launch on EKS creates no such role.
const Identity* launch_holder(const World& world, const Policy& policy) {
  for (const Environment& environment : world.environments)
    for (const LaunchIdentity& who : environment.identities) {
      const std::vector<const Policy*>& its = who.identity->policies;
      if (std::find(its.begin(), its.end(), &policy) != its.end()) return who.identity;
    }
  return nullptr;
}

/// The action taken out, where nobody else has the policy and it is spelled.
std::vector<Edit> without_action(const World& world, const Policy& policy, const Statement& statement,
                                 const OpenGrant& grant) {
  const Identity* holder = launch_holder(world, policy);
  if (holder == nullptr || is_shared(world, *holder, policy) || grant.named.size() != 1) return {};
  return statement.actions.size() > 1 ? without(world, *policy.document, grant.place)
                                      : without_statement(policy, statement);
}

void check(const World& world, const Policy& policy, Findings& out) {
  for (const Statement& statement : policy.statements) {
    const auto grant = policy.kind == PolicyKind::identity
                           ? open_grant(statement, "iam:CreateServiceLinkedRole")
                           : std::nullopt;
    if (!grant || names_service(statement)) continue;
    Finding& finding = out.add(
        grant->place, "This statement lets its holder create the service-linked role of every AWS service.");
    finding.label = "covers iam:CreateServiceLinkedRole";
    finding.notes = {{grant->resource.span, "on every role"}};
    finding.help = "bind iam:AWSServiceName to the service that needs its role";
    finding.offer(FixKind::unsafe, without_action(world, policy, statement, *grant));
    finding.aliases = codes(*grant);
  }
}

}  // namespace

extern const Rule service_linked_role_unscoped{
    .id = "service-linked-role-unscoped",
    .summary = "A policy lets its holder create service-linked roles for any service.",
    .severity = Severity::note,
    .confidence = Confidence::high,
    .audience = Audience::audit,
    .security_severity = "3.0",
    .steps = {},
    .fix = FixKind::unsafe,
    .check_policy = check,
};

}  // namespace celint
