#include "check/finding.h"
#include "link/policy_edit.h"
#include "link/world.h"
#include "read/letters.h"

namespace celint {
namespace {

/// Text with wildcards is left to the operator's own rules unless it cannot match four parts.
bool can_be_subject(const ClaimCondition& claim, std::string_view value) {
  constexpr std::string_view kPrefix = "system:serviceaccount:";
  const std::size_t wildcard = value.find_first_of("*?");
  if (wildcard == std::string_view::npos)
    return parse_subject(claim.ignores_case() ? lowered(value) : std::string(value)).has_value();
  if (!claim.like) return true;
  const std::string_view start = value.substr(0, wildcard);
  return start.starts_with(kPrefix) || kPrefix.starts_with(start);
}

/// The namespace of the one account that uses the role put before a name alone.
std::vector<Edit> edits(const World& world, const Policy& trust, const Str& value) {
  const std::vector<std::string> subjects = subjects_of(world, trust);
  if (subjects.size() != 1) return {};
  const std::size_t name = value.value.rfind(':');
  return subjects.front().ends_with(value.value.substr(name == std::string_view::npos ? 0 : name + 1))
             ? std::vector<Edit>{rewritten(value, subjects.front())}
             : std::vector<Edit>();
}

void check_claim(const World& world, const FederatedStatement& statement, const ClaimCondition& claim,
                 Findings& out) {
  for (const Str& value : claim.condition->values) {
    if (typed(value).unknown() || can_be_subject(claim, value.value)) continue;
    Finding& finding = out.add(value.span, "'" + std::string(value.value) +
                                               "' is no service account subject, so no pod gets the role.");
    finding.label = "expected system:serviceaccount:NAMESPACE:NAME";
    finding.offer(FixKind::unsafe, edits(world, *statement.policy, value));
    finding.help = "write both the namespace and the name of the service account";
  }
}

void check(const World& world, Findings& out) {
  for (const FederatedStatement& statement : world.federated) {
    if (!statement.eks()) continue;
    for (const ClaimCondition& claim : statement.claims)
      if (claim.claim == "sub" && claim.positive) check_claim(world, statement, claim, out);
  }
}

}  // namespace

extern const Rule subject_malformed{
    .id = "subject-malformed",
    .summary = "A trust policy compares the subject with text that no service account token can hold.",
    .severity = Severity::error,
    .confidence = Confidence::high,
    .audience = Audience::everyone,
    .security_severity = "",
    .steps = {StepId::head_trust, StepId::compute_trust},
    .fix = FixKind::unsafe,
    .check = check,
};

}  // namespace celint
