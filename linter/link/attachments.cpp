// What IAM exports say of an identity beside its inline documents: attached managed policies, groups, the
// boundary.
#include <algorithm>

#include "link/joins.h"

namespace celint {
namespace {

/// The managed policy with this ARN, if its document is supplied.
const Policy* managed_policy(const World& world, std::string_view arn) {
  for (const Policy& policy : world.policies)
    if (policy.holder.type == Holder::Type::managed_policy && policy.holder.arn.value == arn) return &policy;
  return nullptr;
}

void hold(Identity& identity, const Policy& policy) {
  identity.policies.push_back(&policy);
  identity.joins.push_back({&policy, How::named});
}

void attach(const World& world, Identity& identity, const IamEntity& entity) {
  for (const Str& arn : entity.attached) {
    identity.attached.push_back(arn);
    if (const Policy* policy = managed_policy(world, arn.value))
      hold(identity, *policy);
    else
      identity.complete = false;
  }
}

bool has_inline(const World& world, const Holder& holder, std::string_view name) {
  return std::any_of(world.policies.begin(), world.policies.end(), [&](const Policy& policy) {
    return policy.holder.policy_name.value == name && policy.holder.name.value == holder.name.value;
  });
}

/// An inline policy that a list names and no document gives.
bool lacks_inline(const World& world, const IamEntity& entity, const std::string& name) {
  Holder holder;
  holder.name.value = name;
  return std::any_of(entity.inline_policies.begin(), entity.inline_policies.end(),
                     [&](const Str& policy) { return !has_inline(world, holder, policy.value); });
}

void join_groups(const World& world, Identity& identity, const IamEntity& user) {
  for (const Str& name : user.groups) {
    for (const IamEntity& group : world.iam_entities)
      if (group.type == IamEntity::Type::group && group.name.value == name.value)
        attach(world, identity, group);
    for (const Policy& policy : world.policies)
      if (policy.holder.type == Holder::Type::group && policy.holder.name.value == name.value)
        hold(identity, policy);
  }
}

void join_boundary(const World& world, Identity& identity, const IamEntity& entity) {
  if (!entity.boundary.known()) return;
  identity.boundary = managed_policy(world, entity.boundary.value);
  identity.complete = identity.complete && identity.boundary != nullptr;
  if (identity.boundary != nullptr) identity.joins.push_back({identity.boundary, How::named});
}

}  // namespace

void join_attachments(World& world) {
  for (Identity& identity : world.identities) {
    for (const IamEntity* entity : identity.entities) {
      // An entity that lists all it has is known in full, even if that is nothing.
      if (entity->lists_attached && entity->lists_inline) identity.complete = true;
    }
    for (const IamEntity* entity : identity.entities) {
      attach(world, identity, *entity);
      join_groups(world, identity, *entity);
      join_boundary(world, identity, *entity);
      if (lacks_inline(world, *entity, identity.name)) identity.complete = false;
    }
  }
}

}  // namespace celint
