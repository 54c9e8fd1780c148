#include "access/arn.h"
#include "access/arn_fault.h"
#include "check/finding.h"
#include "link/world.h"

namespace celint {
namespace {

/// What becomes of an entry of a Resource element.
std::string_view effect_of(const ArnFault& fault) {
  if (fault.code == "MISSING_ARN_FIELD")
    return "AWS takes the fields that are missing as '*', so the entry covers more than it says.";
  return "AWS refuses the policy, or the entry matches nothing.";
}

void judge(const Str& text, bool in_policy, Findings& out) {
  const auto fault = find_arn_fault(text.value);
  if (!fault || typed(text).unknown()) return;
  Finding& finding = out.add(part_of(text, fault->begin, fault->end),
                             "'" + std::string(text.value) + "' is not a sound ARN: " + fault->message +
                                 ". " + std::string(in_policy ? effect_of(*fault) : "Nobody has it."));
  finding.help = "write 'arn:PARTITION:SERVICE:REGION:ACCOUNT:RESOURCE' as the service forms it";
  if (!fault->code.empty()) finding.aliases = {fault->code};
  if (fault->replacement.empty()) return;
  finding.help = "write '" + fault->replacement + "'";
  if (const Span inner = part_of(text, 0, text.value.size()); inner != text.span) {
    finding.edits = {{inner, fault->replacement}};
    finding.fix = FixKind::safe;
  }
}

/// A place for the ARN of a role. A session's is sound, and nothing that can be assumed.
void judge_role(const StrField& field, Findings& out) {
  if (!field.known()) return;
  const auto arn = parse_arn(field.value);
  const std::string role = arn ? role_of_session(*arn) : std::string();
  if (role.empty()) return judge(Str{field.value, field.span}, false, out);
  out.add(field.span, "'" + std::string(field.value) +
                          "' is a session of a role and not the role, so nobody can assume it.")
      .help = "write '" + role + "', with the role's path if it has one";
}

void check_policy(const World& /*world*/, const Policy& policy, Findings& out) {
  if (policy.kind == PolicyKind::trust) return;
  for (const Statement& statement : policy.statements)
    for (const Str& resource : statement.resources) judge(resource, true, out);
}

void check(const World& world, Findings& out) {
  for (const Credential& credential : world.credentials) judge_role(credential.assume_role_arn, out);
  for (const AccessEntry& entry : world.access_entries)
    if (entry.principal_arn.known())
      judge(Str{entry.principal_arn.value, entry.principal_arn.span}, false, out);
  for (const PodIdentityAssociation& association : world.pod_identities) {
    judge_role(association.role_arn, out);
    judge_role(association.target_role_arn, out);
  }
}

}  // namespace

extern const Rule malformed_arn{
    .id = "malformed-arn",
    .summary = "A text where an ARN must stand is none.",
    .severity = Severity::error,
    .confidence = Confidence::high,
    .audience = Audience::everyone,
    .security_severity = "",
    .steps = {},
    .fix = FixKind::safe,
    .check = check,
    .check_policy = check_policy,
};

}  // namespace celint
