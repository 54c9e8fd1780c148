// From an AWS principal to a Kubernetes user, as aws-iam-authenticator decides it (pkg/mapper/configmap, pkg/arn).
#include <algorithm>
#include <cctype>

#include "access/arn.h"
#include "link/joins.h"

namespace celint {
namespace {

std::string lower(std::string_view text) {
  std::string result(text);
  std::transform(result.begin(), result.end(), result.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return result;
}

/// What the authenticator makes of the caller: a session ARN never holds the role's path, a user's ARN does.
std::string canonical(const Identity& identity) {
  if (identity.type == Identity::Type::user) return lower(identity.arn);
  const std::optional<Arn> arn = parse_arn(identity.arn);
  if (!arn) return {};
  return lower("arn:" + std::string(arn->partition) + ":iam::" + identity.account + ":role/" + identity.name);
}

/// Roles are keyed by lower-cased ARN and the last entry wins; users likewise, up to spelling.
const IdentityMapping* last_match(const std::optional<AwsAuthKey>& key, const std::string& arn) {
  const IdentityMapping* found = nullptr;
  if (!key) return found;
  for (const IdentityMapping& entry : key->entries)
    if (entry.kept && lower(entry.arn.value) == arn) found = &entry;
  return found;
}

bool has_template(std::string_view text) { return text.find("{{") != std::string_view::npos; }

KubernetesUser user_of(const AwsAuth& map, const IdentityMapping& entry) {
  KubernetesUser user;
  user.map = &map;
  user.entry = &entry;
  user.username = entry.username.value;
  user.known = !has_template(user.username);
  for (const Str& group : entry.groups) {
    user.groups.emplace_back(group.value);
    user.known = user.known && !has_template(group.value);
  }
  return user;
}

}  // namespace

std::optional<KubernetesUser> kubernetes_user(const World& world, const Environment& environment) {
  if (environment.platform == nullptr || environment.platform->arn.empty()) return std::nullopt;
  const std::string arn = canonical(*environment.platform);
  for (const AwsAuth& map : world.aws_auth) {
    if (!map.read) continue;
    const IdentityMapping* entry = last_match(map.roles, arn);
    if (entry == nullptr) entry = last_match(map.users, arn);
    if (entry != nullptr) return user_of(map, *entry);
  }
  return std::nullopt;
}

}  // namespace celint
