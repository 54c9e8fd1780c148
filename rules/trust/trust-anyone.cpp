#include <algorithm>
#include <array>

#include "access/arn.h"
#include "access/glob.h"
#include "check/finding.h"
#include "link/world.h"
#include "model/letters.h"

namespace celint {
namespace {

bool assumes_role(const Statement& statement) {
  static constexpr std::array kActions{"sts:AssumeRole", "sts:AssumeRoleWithWebIdentity",
                                       "sts:AssumeRoleWithSAML"};
  return std::any_of(statement.actions.begin(), statement.actions.end(), [](const Str& action) {
    const Glob pattern = parse_glob(action.value, Case::ignored);
    return std::any_of(kActions.begin(), kActions.end(),
                       [&pattern](const char* name) { return matches(pattern, name) == Truth::yes; });
  });
}

bool is_anyone(const Principal& principal) {
  return principal.value.value == "*" && (principal.type.value.empty() || principal.type.value == "AWS");
}

/// Operators that are false when the key is absent.
bool is_positive(std::string_view op) {
  static constexpr std::array kOperators{
      "StringEquals", "StringEqualsIgnoreCase", "StringLike", "ArnEquals", "ArnLike", "IpAddress"};
  constexpr std::string_view kAny = "ForAnyValue:";
  if (op.starts_with(kAny)) op.remove_prefix(kAny.size());
  return std::any_of(kOperators.begin(), kOperators.end(), [op](const char* name) { return op == name; });
}

/// Keys that say who calls or from where (IAM User Guide, global condition keys). sts:ExternalId is no
/// secret.
bool binds_caller(std::string_view key) {
  static constexpr std::array kKeys{"aws:PrincipalArn",      "aws:PrincipalAccount", "aws:PrincipalOrgID",
                                    "aws:PrincipalOrgPaths", "aws:SourceVpc",        "aws:SourceVpce",
                                    "aws:SourceIp"};
  return std::any_of(kKeys.begin(), kKeys.end(),
                     [key](const char* name) { return equal_ignoring_case(key, name); });
}

/// `*`, an ARN of every account, every address.
bool is_open(std::string_view value) {
  if (value.find_first_not_of("*?") == std::string_view::npos || value == "0.0.0.0/0" || value == "::/0")
    return true;
  const std::optional<Arn> arn = parse_arn(value);
  return arn && arn->account.find_first_of("*?") != std::string_view::npos;
}

bool is_bound(const Statement& statement) {
  return std::any_of(statement.conditions.begin(), statement.conditions.end(),
                     [](const Condition& condition) {
                       return is_positive(condition.op.value) && binds_caller(condition.key.value) &&
                              std::none_of(condition.values.begin(), condition.values.end(),
                                           [](const Str& value) { return is_open(value.value); });
                     });
}

void check_statement(const Statement& statement, Findings& out) {
  if (!statement.allows() || statement.not_principal || !assumes_role(statement) || is_bound(statement))
    return;
  for (const Principal& principal : statement.principals) {
    if (!is_anyone(principal)) continue;
    Finding& finding = out.add(principal.value.span, "Anyone with an AWS account can assume this role.");
    finding.label = "every principal of every account";
    finding.help = "name the principals that need the role";
    for (const Condition& condition : statement.conditions)
      finding.notes.push_back({condition.key.span, "does not say who calls"});
  }
}

void check(const World& world, Findings& out) {
  for (const Policy& policy : world.policies)
    if (policy.kind == PolicyKind::trust)
      for (const Statement& statement : policy.statements) check_statement(statement, out);
}

}  // namespace

extern const Rule trust_anyone{
    .id = "trust-anyone",
    .summary = "A role trust policy lets anyone assume the role.",
    .severity = Severity::error,
    .confidence = Confidence::high,
    .audience = Audience::everyone,
    .security_severity = "9.8",
    .steps = {StepId::credentials, StepId::head_trust, StepId::compute_trust},
    .fix = FixKind::none,
    .check = check,
};

}  // namespace celint
