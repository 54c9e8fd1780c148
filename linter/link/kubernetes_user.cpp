// From an AWS principal to a Kubernetes user, as aws-iam-authenticator decides it (pkg/mapper/configmap,
// pkg/arn).
#include <algorithm>

#include "access/arn.h"
#include "link/aws_auth_match.h"
#include "link/joins.h"
#include "link/placement.h"
#include "link/rbac.h"
#include "read/letters.h"

namespace celint {
namespace {

/// Roles are keyed by lower-cased ARN and the last entry wins; users likewise, up to spelling.
const IdentityMapping* last_match(const std::optional<AwsAuthKey>& key, const std::string& arn) {
  const IdentityMapping* found = nullptr;
  if (!key) return found;
  for (const IdentityMapping& entry : key->entries)
    if (entry.kept && lowered(entry.arn.value) == arn) found = &entry;
  return found;
}

bool has_template(std::string_view text) { return text.find("{{") != std::string_view::npos; }

KubernetesUser user_of(const AwsAuth& map, const IdentityMapping& entry) {
  KubernetesUser user;
  user.map = &map;
  user.entry = &entry;
  user.span = entry.username.span;
  user.username = entry.username.value;
  user.known = !has_template(user.username);
  for (const Str& group : entry.groups) {
    user.groups.emplace_back(group.value);
    user.known = user.known && !has_template(group.value);
  }
  return user;
}

std::optional<KubernetesUser> user_of(const AwsAuth& map, const Identity& identity) {
  const std::string arn = canonical_arn(identity);
  const IdentityMapping* entry = last_match(map.roles, arn);
  if (entry == nullptr) entry = last_match(map.users, arn);
  return entry != nullptr ? std::optional(user_of(map, *entry)) : std::nullopt;
}

/// The username EKS gives an entry that names none: a user's ARN, a role's session ARN
/// (https://docs.aws.amazon.com/eks/latest/userguide/creating-access-entries.html).
std::string default_username(const Identity& identity) {
  if (identity.type == Identity::Type::user) return identity.arn;
  const std::optional<Arn> arn = parse_arn(identity.arn);
  return "arn:" + std::string(arn ? arn->partition : "aws") + ":sts::" + identity.account + ":assumed-role/" +
         identity.name + "/{{SessionName}}";
}

KubernetesUser user_of(const Identity& identity, const AccessEntry& entry) {
  KubernetesUser user;
  user.access_entry = &entry;
  user.span = entry.username.known() ? entry.username.span : entry.principal_arn.span;
  user.username = entry.username.known() ? std::string(entry.username.value) : default_username(identity);
  user.known = !entry.username.unknown();
  for (const Str& group : entry.groups) user.groups.emplace_back(group.value);
  return user;
}

bool same_user(const std::optional<KubernetesUser>& a, const std::optional<KubernetesUser>& b) {
  if (!a || !b) return a.has_value() == b.has_value();
  return a->username == b->username && a->groups == b->groups;
}

/// Entries are for a principal's full ARN, path included.
std::optional<KubernetesUser> by_access_entry(const World& world, const Environment& environment) {
  std::optional<KubernetesUser> user;
  const auto is_for = [&environment](const AccessEntry& entry) {
    return entry.principal_arn.known() && entry.principal_arn.value == environment.platform->arn &&
           may_be_of_cluster(environment, entry.cluster_name, entry.arn);
  };
  for (const AccessEntry& entry : world.access_entries) {
    if (!entry.is_entry || !is_for(entry)) continue;
    const KubernetesUser other = user_of(*environment.platform, entry);
    if (!user)
      user = other;
    else if (!same_user(user, other))
      user->known = false;
  }
  if (!user) return user;
  for (const AccessEntry& entry : world.access_entries)
    if (is_for(entry))
      for (const AssociatedAccessPolicy& policy : entry.policies) user->policies.push_back(&policy);
  return user;
}

/// Those that may be of its cluster and that the authenticator reads; else the last that was meant to be one.
std::vector<const AwsAuth*> aws_auths_of(const World& world, const Environment& environment) {
  std::vector<const AwsAuth*> read;
  const AwsAuth* unread = nullptr;
  for (const AwsAuth& map : world.aws_auth) {
    if (!may_be_in_cluster(world, map.meta, environment.ce->cluster_name.value)) continue;
    if (map.read) read.push_back(&map);
    unread = &map;
  }
  return read.empty() && unread != nullptr ? std::vector{unread} : read;
}

/// Two that make different users of the identity cannot both be the cluster's.
void join_aws_auth(const World& world, Environment& environment) {
  const Identity& identity = *environment.platform;
  const std::vector<const AwsAuth*> maps = aws_auths_of(world, environment);
  if (maps.empty()) return;
  const std::optional<KubernetesUser> user = user_of(*maps.front(), identity);
  const bool agree = std::all_of(
      maps.begin(), maps.end(), [&](const AwsAuth* map) { return same_user(user, user_of(*map, identity)); });
  if (!agree) {
    environment.rival_aws_auths = maps.size();
    return;
  }
  environment.aws_auth = maps.front();
  if (maps.front()->read) environment.aws_auth_user = user;
  environment.lost_mapping = lost_mapping(*maps.front(), identity);
}

}  // namespace

void join_kubernetes_user(const World& world, Environment& environment) {
  if (environment.platform == nullptr || environment.platform->arn.empty()) return;
  join_aws_auth(world, environment);
  environment.access_entry_user = by_access_entry(world, environment);
  // An access entry beats aws-auth; each mode ignores what it does not read. An unknown mode reads what is
  // there.
  if (environment.mode != "CONFIG_MAP") environment.kubernetes_user = environment.access_entry_user;
  if (environment.mode != "API" && !environment.kubernetes_user)
    environment.kubernetes_user = environment.aws_auth_user;
  if (const auto& user = environment.kubernetes_user; user && user->known) {
    RbacUser everyone{user->username, user->groups};
    everyone.groups.emplace_back("system:authenticated");
    environment.bound = bound_roles(world, everyone, environment.ns, environment.ce->cluster_name.value);
  }
}

}  // namespace celint
