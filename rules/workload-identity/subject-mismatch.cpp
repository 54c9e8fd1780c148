#include <algorithm>

#include "check/finding.h"
#include "link/policy_edit.h"
#include "link/world.h"

namespace celint {
namespace {

bool binds_subject(const FederatedStatement& statement) {
  return std::any_of(statement.claims.begin(), statement.claims.end(),
                     [](const ClaimCondition& claim) { return claim.claim == "sub"; }) &&
         std::all_of(statement.claims.begin(), statement.claims.end(),
                     [](const ClaimCondition& claim) { return claim.positive; });
}

/// The trust is another cluster's: oidc-provider-mismatch speaks.
bool is_foreign(const World& world, const RoleUse& use) {
  return std::any_of(world.environments.begin(), world.environments.end(),
                     [&use](const Environment& environment) {
                       const auto foreign = [&use](const PodAccount& account) {
                         return account.object == use.account && account.foreign_provider != nullptr;
                       };
                       return foreign(environment.head) || foreign(environment.compute);
                     });
}

/// Text that other rules speak of, or that is not known.
bool is_settled_elsewhere(const ClaimCondition& claim, const Str& value) {
  if (typed(value).unknown()) return true;
  const bool wildcard = value.value.find_first_of("*?") != std::string_view::npos;
  return wildcard ? !claim.like : !parse_subject(value.value).has_value();
}

/// What the trust of one role says of subjects, as far as it bears on one service account.
struct Verdict {
  bool open = false;  ///< Admitted, or for another rule to judge.
  const Str* nearest = nullptr;
};

Verdict judge(const World& world, const RoleUse& use, const std::string& subject) {
  Verdict verdict;
  for (const FederatedStatement& statement : world.federated) {
    if (statement.policy != use.role->trust || !statement.eks() || !statement.web_identity) continue;
    if (!statement.keys_fit() || !binds_subject(statement)) return {true, nullptr};
    for (const ClaimCondition& claim : statement.claims) {
      if (claim.claim != "sub") continue;
      for (const Str& value : claim.condition->values) {
        if (is_settled_elsewhere(claim, value) || admits(claim, value, subject) == Truth::yes)
          return {true, nullptr};
        const auto parts = parse_subject(value.value);
        const bool near = parts && (parts->ns == use.ns || parts->name == use.account->meta.name.value);
        if (verdict.nearest == nullptr || near) verdict.nearest = &value;
      }
    }
  }
  return verdict;
}

std::string difference(const RoleUse& use, std::string_view value) {
  const auto parts = parse_subject(value);
  if (!parts) return "matches other service accounts";
  if (parts->ns == use.ns) return "names service account '" + std::string(parts->name) + "'";
  if (parts->name == use.account->meta.name.value) return "names namespace '" + std::string(parts->ns) + "'";
  return "names '" + std::string(parts->ns) + "/" + std::string(parts->name) + "'";
}

/// The part of the subject that differs, if only one does.
Span differing_part(const RoleUse& use, const Str& value) {
  const auto parts = parse_subject(value.value);
  if (!parts) return value.span;
  const std::size_t ns_begin = value.value.size() - parts->name.size() - 1 - parts->ns.size();
  const std::size_t name_begin = ns_begin + parts->ns.size() + 1;
  if (parts->ns == use.ns) return part_of(value, name_begin, value.value.size());
  if (parts->name == use.account->meta.name.value) return part_of(value, ns_begin, name_begin - 1);
  return value.span;
}

void check(const World& world, Findings& out) {
  for (const RoleUse& use : world.role_uses) {
    if (use.role->trust == nullptr || use.ns.empty() || !use.account->meta.name.known()) continue;
    const std::string subject =
        "system:serviceaccount:" + use.ns + ":" + std::string(use.account->meta.name.value);
    const Verdict verdict = judge(world, use, subject);
    if (verdict.open || verdict.nearest == nullptr || is_foreign(world, use)) continue;
    Finding& finding =
        out.add(differing_part(use, *verdict.nearest),
                "The trust policy of " + title(*use.role) + " does not admit service account '" + use.ns +
                    "/" + std::string(use.account->meta.name.value) + "', which is annotated with it.");
    finding.label = difference(use, verdict.nearest->value);
    finding.offer(FixKind::unsafe, {rewritten(*verdict.nearest, subject)});
    finding.help = "the token's subject is '" + subject + "'; it must be one of the values here";
    finding.notes = {{use.account->meta.name.span, "this service account"},
                     {use.account->role_arn.span, "uses the role"}};
    if (use.account->meta.ns.known())
      finding.notes.insert(finding.notes.begin(), {use.account->meta.ns.span, "in this namespace"});
    if (use.role->how == How::inferred) finding.confidence = Confidence::medium;
  }
}

}  // namespace

extern const Rule subject_mismatch{
    .id = "subject-mismatch",
    .summary = "A service account uses a role whose trust policy does not admit it.",
    .severity = Severity::error,
    .confidence = Confidence::high,
    .audience = Audience::everyone,
    .security_severity = "",
    .steps = {StepId::head_trust, StepId::compute_trust},
    .fix = FixKind::unsafe,
    .check = check,
};

}  // namespace celint
