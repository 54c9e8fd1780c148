#include "link/assuming.h"

#include <algorithm>

#include "access/arn.h"
#include "access/statement.h"

namespace celint {
namespace {

bool allows_assuming(const Statement& statement) {
  return statement.allows() && !statement.not_principal &&
         matches_action(statement, "sts:AssumeRole") == Truth::yes;
}

bool is_aws(const Principal& principal) {
  return principal.type.value.empty() || principal.type.value == "AWS";
}

bool is_known_aws(const Principal& principal) { return is_aws(principal) && typed(principal.value).known(); }

/// Some AWS principal that is not Seqera's: it may be an Enterprise installation's own role.
bool admits_others(const Policy& trust) {
  return std::any_of(trust.statements.begin(), trust.statements.end(), [](const Statement& statement) {
    return allows_assuming(statement) && std::any_of(statement.principals.begin(), statement.principals.end(),
                                                     [](const Principal& principal) {
                                                       return is_aws(principal) && !is_of_seqera(principal);
                                                     });
  });
}

/// Who assumes the role when the credential holds no keys.
std::string caller_without_keys(const World& world, const Policy& trust) {
  if (!world.settings.jump_role.empty()) return world.settings.jump_role;
  if (world.settings.edition == Edition::cloud) return std::string(kSeqeraCloudRole);
  if (world.settings.edition == Edition::enterprise || admits_others(trust)) return {};
  return std::string(kSeqeraCloudRole);
}

}  // namespace

bool is_of_seqera(const Principal& principal) {
  const std::optional<Arn> arn = parse_arn(principal.value.value);
  return is_aws(principal) &&
         (principal.value.value == kSeqeraAccount || (arn && arn->account == kSeqeraAccount));
}

std::optional<Assuming> assuming_of(const World& world, const Environment& environment) {
  const Credential* credential = environment.credential;
  const Identity* role = environment.platform;
  if (credential == nullptr || !credential->assume_role_arn.known() || role == nullptr ||
      role->trust == nullptr)
    return std::nullopt;
  Assuming assuming{credential, role, role->trust, std::nullopt, nullptr};
  const bool keys = !(credential->mode.known() && credential->mode.value == "role");
  if (keys) assuming.user = environment.user;
  const std::string caller = !keys                         ? caller_without_keys(world, *role->trust)
                             : environment.user != nullptr ? environment.user->arn
                                                           : std::string();
  if (!caller.empty()) assuming.caller = Caller{Caller::Type::aws, caller};
  return assuming;
}

bool lacks_tagging(const Assuming& assuming, const Caller& caller) {
  const Context context = context_of(assuming, caller);
  Context without_id = context;
  without_id.set_absent("sts:ExternalId");
  return trust_allows(*assuming.trust, "sts:AssumeRole", caller, context).may &&
         !trust_allows(*assuming.trust, "sts:TagSession", caller, without_id).may;
}

std::vector<const Statement*> admitting(const Assuming& assuming) {
  std::vector<const Statement*> result;
  for (const Statement& statement : assuming.trust->statements) {
    if (!allows_assuming(statement)) continue;
    const bool named =
        assuming.caller ? names(statement, *assuming.caller).any() == Truth::yes
                        : std::any_of(statement.principals.begin(), statement.principals.end(), is_known_aws);
    if (named) result.push_back(&statement);
  }
  return result;
}

Context context_of(const Assuming& assuming, const Caller& caller) {
  Context context = context_of(caller);
  // Keys carry no MFA.
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
  if (assuming.user != nullptr) context.set_absent("aws:MultiFactorAuthPresent");
  return context;
}

std::vector<AssumingStatement> statements_of_both_sides(const Assuming& assuming) {
  std::vector<AssumingStatement> result;
  for (const Statement* statement : admitting(assuming)) result.push_back({assuming.trust, statement});
  if (assuming.user == nullptr) return result;
  const Request request{"sts:AssumeRole", assuming.role->arn};
  for (const Policy* policy : assuming.user->policies)
    for (const Statement& statement : policy->statements)
      if (statement.allows() && matches_action(statement, request.action) == Truth::yes &&
          matches_resource(*policy, statement, request, {}) == Truth::yes)
        result.push_back({policy, &statement});
  return result;
}

}  // namespace celint
