#include "link/placement.h"

#include <algorithm>
#include <array>

#include "access/arn.h"
#include "read/identifiers.h"

namespace celint {
namespace {

std::string_view folder_above(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? std::string_view() : path.substr(0, slash);
}

/// The folder below the nearest one of this name on the way to a file.
std::string_view folder_below(std::string_view path, std::string_view name) {
  if (path.find(name) == std::string_view::npos) return {};
  for (std::string_view folder = folder_above(path); !folder.empty(); folder = folder_above(folder))
    if (file_name(folder_above(folder)) == name) return file_name(folder);
  return {};
}

std::string account_of_path(std::string_view path) {
  for (std::string_view folder = folder_above(path); !folder.empty(); folder = folder_above(folder))
    if (is_account(file_name(folder))) return std::string(file_name(folder));
  return {};
}

/// `<name>.trust.json`, `<name>-trust-policy.json`, `<name>.policy.json` and kin.
std::optional<Place> place_of_name(std::string_view path, PolicyKind kind) {
  std::string_view name = file_name(path);
  name = name.substr(0, name.rfind('.'));
  static constexpr std::array kTrust{".trust-policy", "-trust-policy", ".trust", "-trust"};
  static constexpr std::array kPolicy{
      ".permissions-policy", "-permissions-policy", ".permissions", "-permissions", ".policy", "-policy"};
  const auto stem = [name](const auto& suffixes) -> std::string_view {
    for (const std::string_view suffix : suffixes)
      if (name.ends_with(suffix)) return name.substr(0, name.size() - suffix.size());
    return {};
  };
  const bool trust = kind == PolicyKind::trust;
  const std::string_view found = trust ? stem(kTrust) : stem(kPolicy);
  if (found.empty()) return std::nullopt;
  return Place{std::string(found), trust ? std::optional(Identity::Type::role) : std::nullopt, {}};
}

}  // namespace

std::string_view file_name(std::string_view path) { return path.substr(path.rfind('/') + 1); }

std::optional<Place> place_of_folder(std::string_view path) {
  if (const std::string_view role = folder_below(path, "roles"); !role.empty())
    return Place{std::string(role), Identity::Type::role, account_of_path(path)};
  if (const std::string_view user = folder_below(path, "users"); !user.empty())
    return Place{std::string(user), Identity::Type::user, account_of_path(path)};
  return std::nullopt;
}

std::optional<Place> place_of(std::string_view path, PolicyKind kind) {
  std::optional<Place> place = place_of_folder(path);
  if (!place) place = place_of_name(path, kind);
  if (place) place->account = account_of_path(path);
  return place;
}

std::string_view cluster_of_path(std::string_view path) { return folder_below(path, "clusters"); }

bool may_be_in_cluster(const World& world, const ObjectMeta& meta, std::string_view cluster) {
  const std::string_view placed = cluster_of_path(world.path_of(meta.span));
  return placed.empty() || cluster.empty() || placed == cluster;
}

bool may_be_of_cluster(const Environment& environment, const StrField& cluster_name, const StrField& arn) {
  const StrField& name = environment.ce->cluster_name;
  if (name.known() && cluster_name.known() && cluster_name.value != name.value) return false;
  const std::optional<Arn> own = arn.known() ? parse_arn(arn.value) : std::nullopt;
  const std::optional<Arn> cluster = parse_arn(environment.cluster_arn);
  return !own || !cluster || (own->region == cluster->region && own->account == cluster->account);
}

}  // namespace celint
