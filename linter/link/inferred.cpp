// Whose policies they are that nothing names, binds or places, from their content: where exactly one fits.
#include <algorithm>
#include <map>
#include <set>

#include "access/glob.h"
#include "link/identities.h"
#include "link/rbac.h"
#include "link/rivals.h"

namespace celint {
namespace {

/// A trust document with one exact OIDC subject belongs to the role that its service account names, in the
/// account of its provider. Null if service accounts of that name carry several.
Identity* role_of_subject(World& world, const Policy& trust) {
  std::vector<Str> subjects;
  std::set<std::string_view> accounts;
  for (const FederatedStatement& statement : federated_statements(trust)) {
    for (const OidcProvider& provider : statement.providers) accounts.insert(provider.account);
    for (const ClaimCondition& claim : statement.claims)
      if (claim.claim == "sub")
        subjects.insert(subjects.end(), claim.condition->values.begin(), claim.condition->values.end());
  }
  if (subjects.size() != 1) return nullptr;
  const auto subject = parse_subject(subjects.front().value);
  if (!subject) return nullptr;
  std::set<Identity*> roles;
  for (const ServiceAccount& account : world.service_accounts)
    if (account.meta.name.value == subject->name && namespace_of(world, account.meta) == subject->ns &&
        account.role_arn.known())
      if (Identity* role = identity_of(world, account.role_arn.value)) roles.insert(role);
  if (roles.size() > 1)
    std::erase_if(roles, [&accounts](const Identity* role) { return !accounts.contains(role->account); });
  return roles.size() == 1 ? *roles.begin() : nullptr;
}

/// The role that a credential assumes, else the user or role that celint.yaml binds: who reaches EKS. Null if
/// there is not exactly one.
Identity* only_platform(World& world) {
  std::vector<Identity*> found;
  const auto add = [&found](Identity* identity) {
    if (identity != nullptr && std::find(found.begin(), found.end(), identity) == found.end())
      found.push_back(identity);
  };
  for (const Credential& credential : world.credentials)
    if (credential.assume_role_arn.known()) add(identity_of(world, credential.assume_role_arn.value));
  if (found.empty())
    for (const EnvironmentBinding& binding : world.settings.environments)
      add(identity_of(world, binding.platform_identity));
  return found.size() == 1 ? found.front() : nullptr;
}

bool grants_describe(const Policy& policy) {
  return std::any_of(policy.statements.begin(), policy.statements.end(), [](const Statement& statement) {
    return statement.allows() && !statement.not_action &&
           std::any_of(statement.actions.begin(), statement.actions.end(), [](const Str& action) {
             return matches(parse_glob(action.value, Case::ignored), "eks:DescribeCluster") == Truth::yes;
           });
  });
}

}  // namespace

void infer_trusts(World& world, std::vector<const Policy*>& left) {
  std::map<Identity*, std::vector<const Policy*>> guesses;
  for (const Policy* policy : left)
    if (policy->kind == PolicyKind::trust)
      if (Identity* role = role_of_subject(world, *policy); role != nullptr && role->trusts.empty())
        guesses[role].push_back(policy);
  std::set<const Policy*> given;
  for (const auto& [role, policies] : guesses) {
    if (agree(policies).taken == nullptr) continue;
    for (const Policy* policy : policies) give(*role, *policy, How::inferred);
    given.insert(policies.begin(), policies.end());
  }
  std::erase_if(left, [&](const Policy* policy) { return given.contains(policy); });
}

/// The one policy that grants eks:DescribeCluster is the platform's, if nothing says what the platform holds.
void infer_platform_policy(World& world, std::vector<const Policy*>& left) {
  Identity* platform = only_platform(world);
  if (platform == nullptr || !platform->policies.empty() || !platform->entities.empty()) return;
  const auto is_platforms = [](const Policy* policy) {
    return policy->kind == PolicyKind::identity && grants_describe(*policy);
  };
  if (std::count_if(left.begin(), left.end(), is_platforms) != 1) return;
  const auto found = std::find_if(left.begin(), left.end(), is_platforms);
  give(*platform, **found, How::inferred);
  left.erase(found);
}

}  // namespace celint
