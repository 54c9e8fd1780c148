#include "check/finding.h"
#include "link/policy_edit.h"
#include "link/world.h"

namespace celint {
namespace {

/// The condition on `sub` that admits fewest; all of them must hold.
const ClaimCondition* narrowest(const FederatedStatement& statement) {
  const ClaimCondition* found = nullptr;
  for (const ClaimCondition& claim : statement.claims)
    if (claim.claim == "sub" && claim.positive && (found == nullptr || breadth(claim) < breadth(*found)))
      found = &claim;
  return found;
}

void check(const World& world, Findings& out) {
  for (const FederatedStatement& statement : world.federated) {
    if (!statement.eks() || !statement.web_identity || !statement.keys_fit()) continue;
    const ClaimCondition* claim = narrowest(statement);
    if (claim == nullptr || breadth(*claim) != Breadth::namespaces) continue;
    for (const Str& value : claim->condition->values) {
      if (breadth(*claim, value) != Breadth::namespaces) continue;
      Finding& finding =
          out.add(value.span, "'" + std::string(value.value) +
                                  "' gives this role to more than the service accounts that need it.");
      finding.label =
          value.value.ends_with(":*") ? "every account of the namespace" : "accounts of several namespaces";
      const std::vector<std::string> subjects = subjects_of(world, *statement.policy);
      if (subjects.size() == 1) finding.offer(FixKind::unsafe, {rewritten(value, subjects.front())});
      finding.help = "list the exact subjects, under StringEquals";
    }
  }
}

}  // namespace

extern const Rule subject_too_broad{
    .id = "subject-too-broad",
    .summary =
        "A trust policy admits every service account of a namespace, or accounts of several namespaces.",
    .severity = Severity::warning,
    .confidence = Confidence::high,
    .audience = Audience::everyone,
    .security_severity = "5.5",
    .steps = {StepId::head_trust, StepId::compute_trust},
    .fix = FixKind::unsafe,
    .check = check,
};

}  // namespace celint
