#include "access/evaluate.h"
#include "check/finding.h"
#include "link/assuming.h"
#include "link/policy_edit.h"

namespace celint {
namespace {

/// The one AWS principal that the trust admits; null if there are more, or none.
const Principal* only_principal(Assuming assuming) {
  assuming.caller = std::nullopt;
  const Principal* found = nullptr;
  for (const Statement* statement : admitting(assuming))
    for (const Principal& principal : statement->principals) {
      if (principal.type.value != "AWS" || found != nullptr) return nullptr;
      found = &principal;
    }
  return found;
}

std::vector<Edit> edits(const World& world, const Assuming& assuming, const Principal* other) {
  const std::string& caller = assuming.caller->value;
  if (other != nullptr) return with_principal(world, *assuming.trust, *other, caller);
  return with_statement(world, *assuming.trust, {"AWS", {caller}, {"sts:AssumeRole"}, {}});
}

void report(const World& world, const Assuming& assuming, Findings& out) {
  const Principal* other = only_principal(assuming);
  const StrField& reference = assuming.credential->assume_role_arn;
  const std::string& caller = assuming.caller->value;
  const bool named = !admitting(assuming).empty();
  Finding& finding = out.add(other != nullptr ? other->value.span : reference.span,
                             "The trust policy of " + title(*assuming.role) + " does not admit '" + caller +
                                 "', who assumes it: the launch ends with AccessDenied.");
  finding.label = named ? "its conditions cannot hold for this caller" : "not the caller";
  if (other != nullptr)
    finding.notes = {{reference.span, "the role that the credential names"}};
  else
    finding.notes = {{assuming.trust->span, "this trust policy does not admit the caller"}};
  finding.offer(FixKind::unsafe, edits(world, assuming, other));
  finding.help = "add '" + caller + "' as an AWS principal of a statement that allows sts:AssumeRole";
}

void check(const World& world, Findings& out) {
  for (const Environment& environment : world.environments) {
    const auto assuming = assuming_of(world, environment);
    if (!assuming || !assuming->caller) continue;
    const Decision decision = trust_allows(*assuming->trust, "sts:AssumeRole", *assuming->caller,
                                           context_of(*assuming, *assuming->caller));
    if (!decision.may && decision.answer != Answer::denied) {
      report(world, *assuming, out);
    }
  }
}

}  // namespace

extern const Rule platform_identity_untrusted{
    .id = "platform-identity-untrusted",
    .summary = "The role that the credential names does not trust who assumes it.",
    .severity = Severity::error,
    .confidence = Confidence::high,
    .audience = Audience::everyone,
    .security_severity = "",
    .steps = {StepId::credentials},
    .fix = FixKind::unsafe,
    .check = check,
};

}  // namespace celint
