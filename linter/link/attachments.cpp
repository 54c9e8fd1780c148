// What IAM exports say of an identity beside its inline documents: attached managed policies, groups, the
// boundary.
#include <algorithm>
#include <unordered_map>
#include <utility>

#include "link/joins.h"
#include "link/rivals.h"

namespace celint {
namespace {

using Name = std::string_view;

/// The documents that exports refer to, by what they call them: an account attaches thousands.
struct Index {
  std::unordered_map<Name, std::vector<const Policy*>> managed;  ///< Of each ARN.
  std::unordered_map<Name, std::vector<Name>> inlines;           ///< Those of each holder.
  std::unordered_map<Name, std::vector<const Policy*>> of_group;
  std::unordered_map<Name, std::vector<const IamEntity*>> groups;
};

Index index_of(const World& world) {
  Index index;
  for (const Policy& policy : world.policies) {
    const Holder& holder = policy.holder;
    if (holder.type == Holder::Type::managed_policy) index.managed[holder.arn].push_back(&policy);
    if (holder.type == Holder::Type::group) index.of_group[holder.name].push_back(&policy);
    if (!holder.name.empty()) index.inlines[holder.name].push_back(holder.policy_name);
  }
  for (const IamEntity& entity : world.iam_entities)
    if (entity.type == IamEntity::Type::group) index.groups[entity.name.value].push_back(&entity);
  return index;
}

/// The managed policy with this ARN: taken if its document is supplied, and only one.
Agreement managed_policy(const Index& index, Name arn) {
  const auto found = index.managed.find(arn);
  return found == index.managed.end() ? Agreement() : agree(found->second);
}

/// Documents of one ARN that differ, whoever has the policy.
void note_managed_conflicts(World& world, const Index& index) {
  std::vector<Agreement> rivals;
  for (const auto& [arn, policies] : index.managed)
    if (!arn.empty() && policies.size() > 1) rivals.push_back(agree(policies));
  std::erase_if(rivals, [](const Agreement& agreement) { return agreement.differ.empty(); });
  std::sort(rivals.begin(), rivals.end(), [](const Agreement& a, const Agreement& b) {
    return a.differ.front()->span < b.differ.front()->span;
  });
  for (const Agreement& agreement : rivals)
    note_conflict(world, "managed policy '" + std::string(agreement.differ.front()->holder.arn) + "'",
                  "in its statements", agreement.differ);
}

void note_rivals(Identity& identity, const Agreement& agreement) {
  for (const Policy* policy : agreement.differ) identity.rivals.push_back(policy->list_span);
}

/// A plan may say of one policy twice that a role has it.
void hold(Identity& identity, const Policy& policy) {
  if (std::find(identity.policies.begin(), identity.policies.end(), &policy) != identity.policies.end())
    return;
  identity.policies.push_back(&policy);
  identity.joins.push_back({&policy, How::named});
}

void attach(const Index& index, Identity& identity, const IamEntity& entity) {
  for (const Str& arn : entity.attached) {
    identity.attached.push_back(arn);
    const Agreement agreement = managed_policy(index, arn.value);
    if (agreement.taken != nullptr)
      hold(identity, *agreement.taken);
    else
      identity.complete = false;
    note_rivals(identity, agreement);
  }
}

/// Known in full: it lists all it has, even if that is nothing. So is what has a managed policy that is
/// supplied and said to be attached by itself, as Terraform says it: like a bare document it counts as whole.
bool is_whole(const Index& index, const IamEntity& entity) {
  if (entity.lists_attached || entity.lists_inline) return entity.lists_attached && entity.lists_inline;
  return std::any_of(entity.attached.begin(), entity.attached.end(),
                     [&](const Str& arn) { return managed_policy(index, arn.value).taken != nullptr; });
}

/// An inline policy that a list names and no document gives.
bool lacks_inline(const Index& index, const IamEntity& entity, const std::string& name) {
  const auto found = index.inlines.find(name);
  if (found == index.inlines.end()) return !entity.inline_policies.empty();
  const std::vector<Name>& given = found->second;
  return std::any_of(entity.inline_policies.begin(), entity.inline_policies.end(), [&](const Str& policy) {
    return std::find(given.begin(), given.end(), policy.value) == given.end();
  });
}

void join_groups(const Index& index, Identity& identity, const IamEntity& user) {
  for (const Str& name : user.groups) {
    if (const auto groups = index.groups.find(name.value); groups != index.groups.end())
      for (const IamEntity* group : groups->second) attach(index, identity, *group);
    if (const auto policies = index.of_group.find(name.value); policies != index.of_group.end())
      for (const Policy* policy : policies->second) hold(identity, *policy);
  }
}

void join_boundary(const Index& index, Identity& identity, const IamEntity& entity) {
  if (!entity.boundary.known()) return;
  const Agreement agreement = managed_policy(index, entity.boundary.value);
  identity.boundary = agreement.taken;
  note_rivals(identity, agreement);
  identity.complete = identity.complete && identity.boundary != nullptr;
  if (identity.boundary != nullptr) identity.joins.push_back({identity.boundary, How::named});
}

}  // namespace

void join_attachments(World& world) {
  const Index index = index_of(world);
  note_managed_conflicts(world, index);
  for (Identity& identity : world.identities) {
    for (const IamEntity* entity : identity.entities)
      if (is_whole(index, *entity)) identity.complete = true;
    for (const IamEntity* entity : identity.entities) {
      attach(index, identity, *entity);
      join_groups(index, identity, *entity);
      join_boundary(index, identity, *entity);
      if (lacks_inline(index, *entity, identity.name)) identity.complete = false;
    }
  }
}

}  // namespace celint
