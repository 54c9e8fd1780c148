#include <algorithm>

#include "check/finding.h"
#include "link/world.h"
#include "read/letters.h"

namespace celint {
namespace {

bool names_unknown(const Policy& trust) {
  for (const Statement& statement : trust.statements)
    for (const Principal& principal : statement.principals)
      if (statement.allows() && typed(principal.value).unknown()) return true;
  return false;
}

/// The statement that names an OIDC provider but not the action that its tokens are for.
const FederatedStatement* wrong_action(const World& world, const Policy& trust) {
  for (const FederatedStatement& statement : world.federated)
    if (statement.policy == &trust && !statement.web_identity) return &statement;
  return nullptr;
}

bool admits_web_identity(const World& world, const Policy& trust) {
  return std::any_of(world.federated.begin(), world.federated.end(),
                     [&trust](const FederatedStatement& statement) {
                       return statement.policy == &trust && statement.web_identity;
                     });
}

bool binds_subject(const FederatedStatement& statement) {
  return std::any_of(statement.claims.begin(), statement.claims.end(), [](const ClaimCondition& claim) {
    return claim.claim == "sub" && claim.positive && claim.names_provider &&
           breadth(claim) != Breadth::cluster;
  });
}

void report(const World& world, const RoleUse& use, Findings& out) {
  const FederatedStatement* wrong = wrong_action(world, *use.role->trust);
  const bool named =
      wrong != nullptr && wrong->statement->actions.size() == 1 && !wrong->statement->not_action;
  const Span place = named ? wrong->statement->actions.front().span : use.account->role_arn.span;
  Finding& finding = out.add(
      place, "Service account '" + use.ns + "/" + std::string(use.account->meta.name.value) +
                 "' is annotated with " + title(*use.role) +
                 ", whose trust policy never allows sts:AssumeRoleWithWebIdentity to an OIDC provider.");
  finding.label = named ? "not the action of a pod's token" : "its pods do not get this role";
  finding.notes = {named ? Note{use.account->role_arn.span, "uses the role"}
                         : Note{use.role->trust->span, "admits no OIDC provider"}};
  finding.help =
      "allow sts:AssumeRoleWithWebIdentity to the cluster's OIDC provider for this account, or associate the "
      "account with the role by EKS Pod Identity";
  if (use.role->how == How::inferred) finding.confidence = Confidence::medium;
  if (!named) return;
  finding.aliases = {"MISMATCHED_ACTION_FOR_PRINCIPAL"};
  if (!binds_subject(*wrong) || wrong->statement->principals.size() != 1) return;
  const Str& action = wrong->statement->actions.front();
  finding.edits = {{part_of(action, 0, action.value.size()), "sts:AssumeRoleWithWebIdentity"}};
  finding.fix = FixKind::safe;
}

/// The action by which other principals assume roles, where no account's annotation says more.
void report_alone(const FederatedStatement& statement, Findings& out) {
  for (const Str& action : statement.statement->actions) {
    if (!equal_ignoring_case(action.value, "sts:AssumeRole") &&
        !equal_ignoring_case(action.value, "sts:AssumeRoleWithSAML"))
      continue;
    Finding& finding = out.add(
        action.span, "Tokens of the OIDC provider '" + std::string(statement.providers.front().issuer.value) +
                         "' are for sts:AssumeRoleWithWebIdentity, so this statement admits none of them.");
    finding.label = "not the action of a token";
    finding.help = "write sts:AssumeRoleWithWebIdentity";
    finding.aliases = {"MISMATCHED_ACTION_FOR_PRINCIPAL"};
  }
}

void check(const World& world, Findings& out) {
  std::vector<const Policy*> told;
  for (const RoleUse& use : world.role_uses) {
    if (use.role->trust == nullptr || use.ns.empty() || use.associated || names_unknown(*use.role->trust))
      continue;
    told.push_back(use.role->trust);
    if (!admits_web_identity(world, *use.role->trust)) report(world, use, out);
  }
  for (const FederatedStatement& statement : world.federated)
    if (!statement.web_identity && std::find(told.begin(), told.end(), statement.policy) == told.end())
      report_alone(statement, out);
}

}  // namespace

extern const Rule web_identity_untrusted{
    .id = "web-identity-untrusted",
    .summary = "A role that pods are to take by a token admits no web identity.",
    .severity = Severity::error,
    .confidence = Confidence::high,
    .audience = Audience::everyone,
    .security_severity = "",
    .steps = {StepId::head_trust, StepId::compute_trust},
    .fix = FixKind::safe,
    .check = check,
};

}  // namespace celint
