#include <algorithm>

#include "access/arn.h"
#include "access/binding.h"
#include "check/finding.h"
#include "link/assuming.h"

namespace celint {
namespace {

/// 12 digits or `:root`: the account, and with it each of its users and roles.
std::string_view account_of(const Principal& principal) {
  const std::string_view text = principal.value.value;
  if (principal.type.value != "AWS" || typed(principal.value).unknown()) return {};
  if (text.size() == 12 && text.find_first_not_of("0123456789") == std::string_view::npos) return text;
  const std::optional<Arn> arn = parse_arn(text);
  return arn && arn->service == "iam" && arn->resource == "root" ? arn->account : std::string_view();
}

bool says_who(const Statement& statement) {
  return std::any_of(
      statement.conditions.begin(), statement.conditions.end(), [](const Condition& condition) {
        return is_binding(condition) && is_about(condition, {"aws:PrincipalArn", "aws:PrincipalTag/",
                                                             "aws:userid", "aws:username", "sts:ExternalId"});
      });
}

void check_statement(const Assuming& assuming, const Statement& statement, Findings& out) {
  for (const Principal& principal : statement.principals) {
    const std::string_view account = account_of(principal);
    if (account.empty() || is_of_seqera(principal)) continue;
    Finding& finding = out.add(principal.value.span,
                               "The platform role, " + title(*assuming.role) + ", trusts the whole account " +
                                   std::string(account) +
                                   ": each of its users and roles that may call sts:AssumeRole can take it.");
    finding.label = "every identity of the account";
    finding.help = assuming.user != nullptr && !assuming.user->arn.empty()
                       ? "name '" + assuming.user->arn + "', whose keys the credential holds"
                       : "name the user whose keys the credential holds";
  }
}

void check(const World& world, Findings& out) {
  for (const Environment& environment : world.environments) {
    const auto assuming = assuming_of(world, environment);
    if (!assuming) continue;
    Assuming anyone = *assuming;
    anyone.caller = std::nullopt;
    for (const Statement* statement : admitting(anyone))
      if (!says_who(*statement)) check_statement(*assuming, *statement, out);
  }
}

}  // namespace

extern const Rule trust_whole_account{
    .id = "trust-whole-account",
    .summary = "The platform role trusts a whole account.",
    .severity = Severity::warning,
    .confidence = Confidence::high,
    .audience = Audience::everyone,
    .security_severity = "5.0",
    .steps = {StepId::credentials},
    .fix = FixKind::unsafe,
    .check = check,
};

}  // namespace celint
