#include <algorithm>

#include "access/arn.h"
#include "check/finding.h"
#include "link/world.h"

namespace celint {
namespace {

/// The supplied role of this name and account, with its path; null if there is none, or one without a path
/// too.
const IamEntity* role_with_path(const World& world, const Arn& written) {
  const IamEntity* found = nullptr;
  for (const IamEntity& entity : world.iam_entities) {
    const auto arn = entity.arn.known() ? parse_arn(entity.arn.value) : std::nullopt;
    if (entity.type != IamEntity::Type::role || !arn || arn->account != written.account ||
        arn->name() != written.name())
      continue;
    if (arn->path() == "/") return nullptr;
    found = &entity;
  }
  return found;
}

void check_place(const World& world, const Str& text, Findings& out) {
  const auto arn = parse_arn(text.value);
  if (!arn || typed(text).unknown() || arn->service != "iam" || arn->resource_type() != "role" ||
      arn->path() != "/")
    return;
  const IamEntity* role = role_with_path(world, *arn);
  if (role == nullptr) return;
  const std::string whole(role->arn.value);
  Finding& finding =
      out.add(text.span, "'" + std::string(text.value) +
                             "' leaves out the path of the role, so it names nobody: role names are unique "
                             "in an account, and this one is '" +
                             whole + "'.");
  finding.label = "without its path";
  finding.notes = {{role->arn.span, "the role with its path"}};
  finding.help = "write '" + whole + "' here; only aws-auth wants it without the path";
  if (const Span inner = part_of(text, 0, text.value.size());
      inner != text.span || inner.end - inner.begin == text.value.size()) {
    finding.edits = {{inner, whole}};
    finding.fix = FixKind::safe;
  }
}

void check_field(const World& world, const StrField& field, Findings& out) {
  if (field.known()) check_place(world, Str{field.value, field.span}, out);
}

void check_policy(const World& world, const Policy& policy, Findings& out) {
  if (policy.kind != PolicyKind::trust) return;
  for (const Statement& statement : policy.statements)
    for (const Principal& principal : statement.principals)
      if (principal.type.value == "AWS") check_place(world, principal.value, out);
}

void check(const World& world, Findings& out) {
  for (const ServiceAccount& account : world.service_accounts) check_field(world, account.role_arn, out);
  for (const Credential& credential : world.credentials) check_field(world, credential.assume_role_arn, out);
  for (const AccessEntry& entry : world.access_entries) check_field(world, entry.principal_arn, out);
  for (const PodIdentityAssociation& association : world.pod_identities)
    check_field(world, association.role_arn, out);
}

}  // namespace

extern const Rule role_path_dropped{
    .id = "role-path-dropped",
    .summary = "A role's ARN lacks the path that the role has.",
    .severity = Severity::error,
    .confidence = Confidence::high,
    .audience = Audience::everyone,
    .security_severity = "",
    .steps = {StepId::credentials, StepId::authenticate, StepId::head_role, StepId::compute_role},
    .fix = FixKind::safe,
    .check = check,
    .check_policy = check_policy,
};

}  // namespace celint
