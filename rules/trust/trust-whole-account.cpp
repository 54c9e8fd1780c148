#include <algorithm>

#include "access/arn.h"
#include "access/binding.h"
#include "check/finding.h"
#include "link/assuming.h"
#include "link/policy_edit.h"

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

/// The user in place of its account, or nobody if the user is named too.
std::vector<Edit> edits(const Assuming& assuming, const Statement& statement, std::size_t index) {
  std::span<const Principal> all = statement.principals;
  const Identity* user = assuming.user;
  if (user == nullptr || user->arn.empty() || user->account != account_of(all[index])) return {};
  const bool named = std::any_of(all.begin(), all.end(),
                                 [&](const Principal& other) { return other.value.value == user->arn; });
  return named ? without_principal(*assuming.trust, statement, index)
               : std::vector<Edit>{rewritten(all[index].value, user->arn)};
}

void check_statement(const Assuming& assuming, const Statement& statement, Findings& out) {
  for (std::size_t i = 0; i < statement.principals.size(); ++i) {
    const Principal& principal = statement.principals[i];
    const std::string_view account = account_of(principal);
    if (account.empty() || is_of_seqera(principal)) continue;
    Finding& finding = out.add(principal.value.span,
                               "The platform role, " + title(*assuming.role) + ", trusts the whole account " +
                                   std::string(account) +
                                   ": each of its users and roles that may call sts:AssumeRole can take it.");
    finding.label = "every identity of the account";
    finding.offer(FixKind::unsafe, edits(assuming, statement, i));
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
