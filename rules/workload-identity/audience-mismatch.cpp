#include <algorithm>

#include "check/finding.h"
#include "link/world.h"

namespace celint {
namespace {

std::string_view audience_of(const RoleUse& use) {
  return use.audience.absent() ? std::string_view("sts.amazonaws.com") : use.audience.value;
}

/// Of the statements that admit the account's subject, the first condition on `aud` that refuses its tokens.
/// Nothing if one of them admits them, or may.
const ClaimCondition* refusing(const World& world, const RoleUse& use) {
  const std::string subject =
      "system:serviceaccount:" + use.ns + ":" + std::string(use.account->meta.name.value);
  const ClaimCondition* found = nullptr;
  for (const FederatedStatement& statement : world.federated) {
    if (statement.policy != use.role->trust || !statement.eks() || !statement.web_identity) continue;
    if (!statement.keys_fit()) return nullptr;
    if (statement.admits_subject(subject) == Truth::no) continue;
    const auto refuses = [&use](const ClaimCondition& claim) {
      return claim.claim == "aud" && claim.positive && admits(claim, audience_of(use)) == Truth::no;
    };
    const auto claim = std::find_if(statement.claims.begin(), statement.claims.end(), refuses);
    if (claim == statement.claims.end()) return nullptr;
    if (found == nullptr) found = &*claim;
  }
  return found;
}

void report(const RoleUse& use, const ClaimCondition& claim, Findings& out) {
  if (claim.condition->values.empty()) return;
  const Str& value = claim.condition->values.front();
  const std::string audience(audience_of(use));
  Finding& finding =
      out.add(value.span, "The tokens of service account '" + use.ns + "/" +
                              std::string(use.account->meta.name.value) + "' are made for '" + audience +
                              "', and " + title(*use.role) + " does not admit that audience.");
  finding.label = "not '" + audience + "'";
  finding.notes = {
      {use.audience.absent() ? use.account->role_arn.span : use.audience.span,
       use.audience.absent() ? "uses the role, with the default audience" : "asks for this audience"}};
  finding.help = "write '" + audience + "'";
  if (use.role->how == How::inferred) finding.confidence = Confidence::medium;
  const bool chinese = value.value == "sts.amazonaws.com.cn" && use.audience.absent();
  if (!chinese || claim.condition->values.size() != 1) return;
  finding.edits = {{part_of(value, 0, value.value.size()), audience}};
  finding.fix = FixKind::safe;
}

void check(const World& world, Findings& out) {
  for (const RoleUse& use : world.role_uses) {
    if (use.role->trust == nullptr || use.ns.empty() || !use.account->meta.name.known()) continue;
    // The default of partition aws-cn is not settled.
    const bool unsettled = use.audience.absent() && use.role->arn.starts_with("arn:aws-cn:");
    if (use.audience.unknown() || unsettled) continue;
    if (const ClaimCondition* claim = refusing(world, use)) report(use, *claim, out);
  }
}

}  // namespace

extern const Rule audience_mismatch{
    .id = "audience-mismatch",
    .summary = "The trust policy asks for another audience than the tokens of the service account carry.",
    .severity = Severity::error,
    .confidence = Confidence::high,
    .audience = Audience::everyone,
    .security_severity = "",
    .steps = {StepId::head_trust, StepId::compute_trust},
    .fix = FixKind::safe,
    .check = check,
};

}  // namespace celint
