#include <algorithm>

#include "access/binding.h"
#include "access/evaluate.h"
#include "access/statement.h"
#include "check/finding.h"
#include "link/assuming.h"
#include "link/policy_edit.h"

namespace celint {
namespace {

bool binds_external_id(const Statement& statement) {
  return std::any_of(statement.conditions.begin(), statement.conditions.end(),
                     [](const Condition& condition) {
                       return is_about(condition, {"sts:ExternalId"}) && binds_literally(condition);
                     });
}

/// Another statement denies what comes without the right external id.
bool is_denied_elsewhere(const Policy& trust, const Principal& principal) {
  const Caller caller{Caller::Type::aws, std::string(principal.value.value)};
  Context context = context_of(caller);
  context.set_absent("sts:ExternalId");
  return trust_allows(trust, "sts:AssumeRole", caller, context).answer == Answer::denied;
}

/// The external id of the credential that names the role of this trust policy, if it is one alone.
std::string external_id_for(const World& world, const Policy& trust) {
  std::string id;
  for (const Environment& environment : world.environments) {
    const auto assuming = assuming_of(world, environment);
    if (!assuming || assuming->trust != &trust || !assuming->credential->external_id.known()) continue;
    if (!id.empty() && id != assuming->credential->external_id.value) return {};
    id = assuming->credential->external_id.value;
  }
  return id;
}

void check_statement(const World& world, const Policy& trust, const Statement& statement, Findings& out) {
  if (!statement.allows() || statement.not_principal || binds_external_id(statement) ||
      matches_action(statement, "sts:AssumeRole") != Truth::yes)
    return;
  for (const Principal& principal : statement.principals) {
    if (!is_of_seqera(principal) || is_denied_elsewhere(trust, principal)) continue;
    Finding& finding =
        out.add(principal.value.span,
                "This statement trusts Seqera Cloud without an external id: any other customer of the "
                "service could name this role in a credential and use it.");
    finding.label = "acts for every customer";
    finding.help = "bind sts:ExternalId under StringEquals to the id of the credential";
    if (const std::string id = external_id_for(world, trust); !id.empty())
      finding.offer(FixKind::unsafe,
                    with_condition(world, trust, statement, {"StringEquals", "sts:ExternalId", {id}}));
    for (const Condition& condition : statement.conditions)
      if (is_about(condition, {"sts:ExternalId"}))
        finding.notes.push_back({condition.key.span, "also true for other external ids, or without one"});
  }
}

void check(const World& world, const Policy& policy, Findings& out) {
  if (policy.kind == PolicyKind::trust)
    for (const Statement& statement : policy.statements) check_statement(world, policy, statement, out);
}

}  // namespace

extern const Rule confused_deputy_trust{
    .id = "confused-deputy-trust",
    .summary = "A role trusts Seqera Cloud without an external id.",
    .severity = Severity::error,
    .confidence = Confidence::high,
    .audience = Audience::everyone,
    .security_severity = "8.2",
    .steps = {StepId::credentials},
    .fix = FixKind::unsafe,
    .check_policy = check,
};

}  // namespace celint
