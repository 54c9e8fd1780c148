// What the path of a file says about whose document it is.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "link/world.h"

namespace celint {

/// The user or role that a path names.
struct Place {
  std::string name;
  std::optional<Identity::Type> type;  ///< Nothing: either.
  std::string account;                 ///< A folder of 12 digits on the way; empty if there is none.
};

/// The last part of a path.
std::string_view file_name(std::string_view path);

/// `roles/<name>/...` and `users/<name>/...`, at any depth.
std::optional<Place> place_of_folder(std::string_view path);

/// The same, and `<name>.trust.json`, `<name>-trust-policy.json`, `<name>.policy.json` and kin.
std::optional<Place> place_of(std::string_view path, PolicyKind kind);

/// The cluster of `clusters/<name>/...`, at any depth; empty if the path names none.
std::string_view cluster_of_path(std::string_view path);

/// Whether an object may be one of this cluster's: its path names no other. An empty name may be any.
bool may_be_in_cluster(const World& world, const ObjectMeta& meta, std::string_view cluster);

/// Whether what EKS prints about access to a cluster may be about the environment's: the name it gives is the
/// same, and its own ARN, if it shows one, names the same region and account.
bool may_be_of_cluster(const Environment& environment, const StrField& cluster_name, const StrField& arn);

}  // namespace celint
