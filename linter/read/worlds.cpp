#include "read/worlds.h"

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <system_error>

#include "read/file.h"

namespace celint {

namespace fs = std::filesystem;

std::size_t shard_of(std::string_view name, std::size_t count) {
  // FNV-1a, 64 bits (http://www.isthe.com/chongo/tech/comp/fnv/).
  std::uint64_t hash = 0xcbf29ce484222325;
  for (const char c : name) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3;
  return static_cast<std::size_t>(hash % count) + 1;
}

std::vector<std::string> find_worlds(const std::string& folder, const Shard& shard) {
  std::error_code error;
  fs::directory_iterator entry(folder, error);
  if (error) cannot_read(folder, error.value());
  std::vector<std::string> names;
  for (; entry != fs::directory_iterator(); entry.increment(error)) {
    if (error) cannot_read(folder, error.value());
    const std::string name = entry->path().filename().string();
    if (!name.starts_with('.') && !entry->is_symlink(error) && entry->is_directory(error) &&
        shard_of(name, shard.count) == shard.index)
      names.push_back(name);
  }
  std::sort(names.begin(), names.end());
  for (std::string& name : names) name = (fs::path(folder) / name).string();
  return names;
}

}  // namespace celint
