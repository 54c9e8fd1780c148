#include <algorithm>

#include "access/binding.h"
#include "check/finding.h"
#include "link/assuming.h"
#include "link/policy_edit.h"

namespace celint {
namespace {

const Condition* about_external_id(const Statement& statement) {
  const auto found =
      std::find_if(statement.conditions.begin(), statement.conditions.end(),
                   [](const Condition& condition) { return is_about(condition, {"sts:ExternalId"}); });
  return found != statement.conditions.end() ? &*found : nullptr;
}

bool demands_one(const Statement& statement) {
  return std::any_of(statement.conditions.begin(), statement.conditions.end(),
                     [](const Condition& condition) {
                       return is_about(condition, {"sts:ExternalId"}) && binds_literally(condition);
                     });
}

bool trusts_seqera(const Statement& statement) {
  return std::any_of(statement.principals.begin(), statement.principals.end(), is_of_seqera);
}

/// The credential carries one, and the trust lets the caller in without.
void report_undemanded(const World& world, const Assuming& assuming, const Statement& statement,
                       Findings& out) {
  const Condition* loose = about_external_id(statement);
  if (loose == nullptr && statement.principals.empty()) return;
  Finding& finding = out.add(loose != nullptr ? loose->key.span : statement.principals.front().value.span,
                             "The credential carries an external id, and the trust policy of " +
                                 title(*assuming.role) + " does not demand it: it protects nothing.");
  finding.label =
      loose != nullptr ? "also true for other ids, or without one" : "admitted with any external id";
  finding.notes = {{assuming.credential->external_id.span, "the external id of the credential"}};
  if (loose == nullptr)
    finding.offer(FixKind::unsafe, with_condition(world, *assuming.trust, statement,
                                                  {"StringEquals",
                                                   "sts:ExternalId",
                                                   {std::string(assuming.credential->external_id.value)}}));
  finding.help = "bind sts:ExternalId under StringEquals to the id of the credential";
}

/// One side demands one, and the credential shows none.
void report_unsent(const Assuming& assuming, const AssumingStatement& side, Findings& out) {
  const Condition& condition = *about_external_id(*side.statement);
  const bool trust = side.policy == assuming.trust;
  Finding& finding = out.add(
      condition.key.span,
      (trust ? "The trust policy of " + title(*assuming.role) : "The policy of " + title(*assuming.user)) +
          " demands an external id, and the credential has none: the role cannot be assumed.");
  finding.label = "demanded here";
  finding.notes = {{assuming.credential->assume_role_arn.span, "assumed without an external id"}};
  const StrField& after = assuming.credential->assume_role_arn;
  if (assuming.credential->document->format == Format::json && condition.values.size() == 1 &&
      condition.op.value == "StringEquals")
    finding.offer(FixKind::unsafe,
                  {insertion(after.span.source, after.span.end,
                             ", \"externalId\": " + json_string(condition.values.front().value))});
  finding.help = "set the external id of the credential to the one demanded";
}

void check_trust(const World& world, const Assuming& assuming, Findings& out) {
  for (const Statement* statement : admitting(assuming))
    if (!demands_one(*statement) && !trusts_seqera(*statement))
      report_undemanded(world, assuming, *statement, out);
}

void check_demands(const Assuming& assuming, Findings& out) {
  for (const AssumingStatement& side : statements_of_both_sides(assuming))
    if (demands_one(*side.statement)) report_unsent(assuming, side, out);
}

void check(const World& world, Findings& out) {
  for (const Environment& environment : world.environments) {
    const auto assuming = assuming_of(world, environment);
    if (!assuming) continue;
    if (assuming->credential->external_id.known()) check_trust(world, *assuming, out);
    if (assuming->credential->external_id.absent()) check_demands(*assuming, out);
  }
}

}  // namespace

extern const Rule external_id_missing{
    .id = "external-id-missing",
    .summary = "Only one side of the platform role's trust has an external id.",
    .severity = Severity::warning,
    .confidence = Confidence::medium,
    .audience = Audience::everyone,
    .security_severity = "5.0",
    .steps = {StepId::credentials},
    .fix = FixKind::unsafe,
    .check = check,
};

}  // namespace celint
