#include "check/finding.h"
#include "link/broad_grants.h"
#include "link/policy_edit.h"

namespace celint {
namespace {

void check(const World& world, Findings& out) {
  for (const Environment& environment : world.environments)
    for (const BroadGrant& grant : environment.broad_grants) {
      if (grant.kind != GrantKind::assume_role) continue;
      Finding& finding = out.add(
          grant.resources.front().span,
          "The policies of " + title(*grant.who.identity) +
              " let it assume any role that trusts its account, not only the role of the credential.");
      finding.label = "any role";
      finding.notes = {{grant.actions.front().span, "sts:AssumeRole"}};
      const Credential* credential = environment.credential;
      const auto of_sts = [](const Str& action) { return action.value.starts_with("sts:"); };
      const Statement* statement = grant.statement;
      if (credential != nullptr && credential->assume_role_arn.known() && statement != nullptr &&
          !statement->not_action && !statement->not_resource && statement->resources.size() == 1 &&
          std::all_of(statement->actions.begin(), statement->actions.end(), of_sts))
        finding.offer(FixKind::unsafe,
                      {rewritten(grant.resources.front(), credential->assume_role_arn.value)});
      finding.help = credential != nullptr && credential->assume_role_arn.known()
                         ? "name '" + std::string(credential->assume_role_arn.value) + "'"
                         : "name the role that the credential assumes, or remove the statement";
    }
}

}  // namespace

extern const Rule assume_role_unscoped{
    .id = "assume-role-unscoped",
    .summary = "A launch identity may assume any role.",
    .severity = Severity::warning,
    .confidence = Confidence::high,
    .audience = Audience::everyone,
    .security_severity = "7.0",
    .steps = {StepId::credentials},
    .fix = FixKind::unsafe,
    .check = check,
};

}  // namespace celint
