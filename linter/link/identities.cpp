// Which policy belongs to whom: named by the document, bound by celint.yaml, placed by its path, inferred
// from content.
#include "link/identities.h"

#include <algorithm>
#include <map>
#include <span>
#include <utility>

#include "access/arn.h"
#include "access/glob.h"
#include "link/joins.h"
#include "link/placement.h"
#include "link/rbac.h"
#include "link/rivals.h"

namespace celint {
namespace {

std::optional<Identity::Type> type_of(const Arn& arn) {
  if (arn.service != "iam") return std::nullopt;
  if (arn.resource_type() == "user") return Identity::Type::user;
  if (arn.resource_type() == "role") return Identity::Type::role;
  return std::nullopt;
}

/// Those of this name, in the order they were made.
std::span<Identity* const> named(const World& world, std::string_view name) {
  const auto found = world.identities_by_name.find(name);
  return found == world.identities_by_name.end() ? std::span<Identity* const>() : std::span(found->second);
}

/// Role and user names are unique per account whatever their path.
Identity* find(const World& world, Identity::Type type, std::string_view account, std::string_view name) {
  for (Identity* identity : named(world, name))
    if (identity->type == type && identity->account == account) return identity;
  return nullptr;
}

Identity& make(World& world, Identity::Type type, std::string_view account, std::string_view name) {
  Identity& made = world.identities.emplace_back();
  made.type = type;
  made.account = account;
  made.name = name;
  world.identities_by_name[made.name].push_back(&made);
  return made;
}

Identity* look_up_identity(World& world, std::string_view text) {
  if (is_placeholder(text) || has_unexpanded_variable(text)) return nullptr;
  const std::optional<Arn> arn = parse_arn(text);
  if (!arn) return nullptr;
  const std::optional<Identity::Type> type = type_of(*arn);
  if (!type || arn->name().empty()) return nullptr;
  if (Identity* known = find(world, *type, arn->account, arn->name())) {
    // A reference may drop the path; keep the fullest spelling.
    if (known->arn.size() < text.size()) known->arn = text;
    return known;
  }
  Identity& made = make(world, *type, arn->account, arn->name());
  made.arn = text;
  made.partition = arn->partition;
  return &made;
}

}  // namespace

Identity* identity_of(World& world, std::string_view text) {
  const auto [known, is_new] = world.identities_by_text.try_emplace(text);
  if (is_new) known->second = look_up_identity(world, text);
  return known->second;
}

void give(Identity& identity, const Policy& policy, How how) {
  identity.how = least_sure(identity.how, how);
  identity.joins.push_back({&policy, how});
  if (policy.kind == PolicyKind::trust) {
    identity.trusts.push_back(&policy);
  } else {
    identity.policies.push_back(&policy);
    identity.complete = true;
  }
}

namespace {

void name_identities(World& world) {
  for (const PrincipalBinding& binding : world.settings.principals) identity_of(world, binding.arn);
  for (const EnvironmentBinding& binding : world.settings.environments)
    identity_of(world, binding.platform_identity);
  identity_of(world, world.settings.jump_role);
  for (const Credential& credential : world.credentials)
    if (credential.assume_role_arn.known()) identity_of(world, credential.assume_role_arn.value);
  for (const ServiceAccount& account : world.service_accounts)
    if (account.role_arn.known()) identity_of(world, account.role_arn.value);
  for (const PodIdentityAssociation& association : world.pod_identities)
    if (association.role_arn.known()) identity_of(world, association.role_arn.value);
}

/// Resource policies hang on buckets and keys; managed policies and those of groups reach identities by
/// attachment.
bool belongs_to_identity(const Policy& policy) {
  if (policy.kind == PolicyKind::resource || policy.holder.type == Holder::Type::group) return false;
  return policy.holder.type != Holder::Type::managed_policy || policy.holder.arn.empty();
}

bool bind(World& world, const Policy& policy) {
  const std::string& path = world.path_of(policy.span);
  for (const PrincipalBinding& binding : world.settings.principals) {
    const bool named = binding.trust == path || std::find(binding.policies.begin(), binding.policies.end(),
                                                          path) != binding.policies.end();
    if (!named) continue;
    if (Identity* identity = identity_of(world, binding.arn))
      return give(*identity, policy, How::bound), true;
  }
  return false;
}

/// The one identity with this name; null if there is none or more than one.
Identity* only_named(World& world, const Place& place) {
  Identity* found = nullptr;
  for (Identity* identity : named(world, place.name)) {
    if (place.type && identity->type != *place.type) continue;
    if (!place.account.empty() && !identity->account.empty() && identity->account != place.account) continue;
    if (found != nullptr) return nullptr;
    found = identity;
  }
  return found;
}

/// The export itself says whose it is.
bool join_named(World& world, const Policy& policy) {
  const Holder& holder = policy.holder;
  if (holder.type != Holder::Type::user && holder.type != Holder::Type::role) return false;
  Identity* identity = identity_of(world, holder.arn);
  const Place place{std::string(holder.name),
                    holder.type == Holder::Type::user ? Identity::Type::user : Identity::Type::role,
                    {}};
  if (identity == nullptr) identity = only_named(world, place);
  if (identity == nullptr) {
    if (place.name.empty()) return false;
    identity = &make(world, *place.type, {}, place.name);
  }
  give(*identity, policy, How::named);
  return true;
}

/// The identity with the name of an entity whose ARN is not known, made if no document named it yet.
Identity& named(World& world, const IamEntity& entity) {
  const auto type = entity.type == IamEntity::Type::user ? Identity::Type::user : Identity::Type::role;
  if (Identity* known = only_named(world, {std::string(entity.name.value), type, {}})) return *known;
  Identity& made = world.identities.emplace_back();
  made.type = type;
  made.name = entity.name.value;
  return made;
}

/// Exports of users and roles: by ARN, by name, or by the folder they lie in.
void join_entities(World& world) {
  for (const IamEntity& entity : world.iam_entities) {
    if (entity.type == IamEntity::Type::group || entity.type == IamEntity::Type::managed_policy) continue;
    Identity* identity = identity_of(world, entity.arn.value);
    if (identity == nullptr && entity.name.absent())
      if (const auto place = place_of_folder(world.path_of(entity.span)))
        identity = only_named(world, *place);
    if (identity == nullptr && entity.name.known()) identity = &named(world, entity);
    if (identity != nullptr) identity->entities.push_back(&entity);
  }
}

bool put(World& world, const Policy& policy) {
  const std::optional<Place> place = place_of(world.path_of(policy.span), policy.kind);
  if (!place) return false;
  Identity* identity = only_named(world, *place);
  if (identity == nullptr) return false;
  give(*identity, policy, How::placed);
  return true;
}

/// Files that belong to nobody, once each: the footer says how to bind them.
void note_unbound(World& world, const std::vector<const Policy*>& left) {
  world.coverage.unbound.reserve(left.size());
  const Policy* before = nullptr;  // They come file by file.
  for (const Policy* policy : left)
    if (const Policy* last = std::exchange(before, policy); !last || last->span.source != policy->span.source)
      world.coverage.unbound.push_back(world.path_of(policy->span));
}

RoleUse role_use(const World& world, const ServiceAccount& account, const Identity& role) {
  RoleUse use{&account, &role, std::string(namespace_of(world, account.meta))};
  for (const Annotation& entry : account.annotations)
    if (entry.key.value == "eks.amazonaws.com/audience") use.audience = entry.value;
  for (const PodIdentityAssociation& association : world.pod_identities)
    use.associated = use.associated || (association.ns.value == use.ns &&
                                        association.service_account.value == account.meta.name.value);
  return use;
}

}  // namespace

void join_identities(World& world) {
  name_identities(world);
  join_entities(world);
  std::vector<const Policy*> left;
  for (const Policy& policy : world.policies) {
    if (!belongs_to_identity(policy)) continue;
    if (!join_named(world, policy) && !bind(world, policy) && !put(world, policy)) left.push_back(&policy);
  }
  infer_trusts(world, left);
  infer_platform_policy(world, left);
  note_unbound(world, left);
  join_attachments(world);
  settle_rivals(world);
  for (const ServiceAccount& account : world.service_accounts)
    if (account.role_arn.known() && !world.is_disputed(account.meta))
      if (const Identity* role = find_identity(world, account.role_arn.value))
        world.role_uses.push_back(role_use(world, account, *role));
}

const Identity* find_identity(const World& world, std::string_view text) {
  const std::optional<Arn> arn = parse_arn(text);
  const std::optional<Identity::Type> type = arn ? type_of(*arn) : std::nullopt;
  return type ? find(world, *type, arn->account, arn->name()) : nullptr;
}

std::string title(const Identity& identity) {
  return (identity.type == Identity::Type::user ? "user '" : "role '") + identity.name + "'";
}

How least_sure(How a, How b) { return std::max(a, b); }

std::string_view to_string(How how) {
  switch (how) {
    case How::named:
      return "named";
    case How::bound:
      return "bound";
    case How::placed:
      return "placed";
    case How::inferred:
      return "inferred";
  }
  return "named";
}

}  // namespace celint
