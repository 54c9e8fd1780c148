#include <algorithm>

#include "access/binding.h"
#include "access/condition.h"
#include "access/statement.h"
#include "check/finding.h"
#include "link/assuming.h"
#include "link/policy_edit.h"

namespace celint {
namespace {

/// The condition that refuses the credential's external id; null if the statement takes it.
const Condition* refusing(const AssumingStatement& side, std::string_view id) {
  Context context;
  context.set("sts:ExternalId", std::string(id));
  for (const Condition& condition : side.statement->conditions)
    if (is_about(condition, {"sts:ExternalId"}) && is_binding(condition) &&
        holds(condition, context, variables_of(*side.policy)) == Truth::no)
      return &condition;
  return nullptr;
}

void report(const Assuming& assuming, const AssumingStatement& side, const Condition& condition,
            Findings& out) {
  const StrField& id = assuming.credential->external_id;
  const Str& wanted = condition.values.front();
  const bool trust = side.policy == assuming.trust;
  Finding& finding = out.add(
      wanted.span,
      (trust ? "The trust policy of " + title(*assuming.role) : "The policy of " + title(*assuming.user)) +
          " demands the external id '" + std::string(wanted.value) + "', and the credential gives '" +
          std::string(id.value) + "': the role cannot be assumed.");
  finding.label = "not the credential's";
  finding.notes = {{id.span, "the external id of the credential"}};
  finding.offer(FixKind::unsafe, {rewritten(wanted, id.value)});
  finding.help = "use one external id on both sides; letter case counts";
}

/// All statements of one side refuse the id.
void check_side(const Assuming& assuming, const Policy* trust, Findings& out) {
  std::vector<std::pair<AssumingStatement, const Condition*>> refused;
  for (const AssumingStatement& side : statements_of_both_sides(assuming)) {
    if ((side.policy == assuming.trust) != (trust != nullptr)) continue;
    const Condition* condition = refusing(side, assuming.credential->external_id.value);
    if (condition == nullptr) return;
    refused.emplace_back(side, condition);
  }
  for (const auto& [side, condition] : refused) report(assuming, side, *condition, out);
}

void check(const World& world, Findings& out) {
  for (const Environment& environment : world.environments) {
    const auto assuming = assuming_of(world, environment);
    if (!assuming || !assuming->credential->external_id.known()) continue;
    check_side(*assuming, assuming->trust, out);
    check_side(*assuming, nullptr, out);
  }
}

}  // namespace

extern const Rule external_id_mismatch{
    .id = "external-id-mismatch",
    .summary = "The credential's external id is not the one that the role demands.",
    .severity = Severity::error,
    .confidence = Confidence::high,
    .audience = Audience::everyone,
    .security_severity = "",
    .steps = {StepId::credentials},
    .fix = FixKind::unsafe,
    .check = check,
};

}  // namespace celint
