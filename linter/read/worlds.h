// A folder of folders: accounts, clusters, repositories, each checked by itself.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace celint {

/// One of `count` shares; `index` counts from 1.
struct Shard {
  std::size_t index = 1;
  std::size_t count = 1;
};

/// The share that a world of this name belongs to. By its name alone: other worlds may come and go.
std::size_t shard_of(std::string_view name, std::size_t count);

/// The immediate subfolders of `folder` that are in the share, as paths, sorted by name. Hidden ones and
/// links are left out. Throws CannotRun if the folder cannot be read.
std::vector<std::string> find_worlds(const std::string& folder, const Shard& shard);

}  // namespace celint
