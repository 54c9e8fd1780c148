// Which folder paths are relative to, and how they are printed: the same from every working directory.
#include "read/paths.h"

#include <filesystem>
#include <system_error>

#include "read/read.h"
#include "read/walk.h"

namespace celint {
namespace {

namespace fs = std::filesystem;

constexpr const char* kConfigName = "celint.yaml";

// The folder that a path names or lies in. For a link to a file, the link's.
fs::path folder_of(const std::string& path) {
  std::error_code error;
  if (fs::is_directory(path, error)) return resolved(path);
  return resolved(fs::absolute(path, error).parent_path().string());
}

fs::path common_folder(const std::vector<std::string>& paths) {
  fs::path common;
  for (const std::string& path : paths) {
    if (path == "-") continue;
    const fs::path folder = folder_of(path);
    if (common.empty()) common = folder;
    while (!lies_within(folder.string(), common.string())) common = common.parent_path();
  }
  return common.empty() ? fs::path(resolved(".")) : common;
}

// The nearest folder at or above `folder` for which `holds`, not above `last`; empty if there is none.
template <typename Predicate>
fs::path nearest_above(fs::path folder, const fs::path& last, Predicate holds) {
  while (!holds(folder)) {
    if (folder == last || folder == folder.parent_path()) return {};
    folder = folder.parent_path();
  }
  return folder;
}

bool has_config(const fs::path& folder) {
  std::error_code error;
  return fs::is_regular_file(folder / kConfigName, error);
}

}  // namespace

std::string resolved(const std::string& path) {
  std::error_code error;
  fs::path result = fs::weakly_canonical(fs::absolute(path, error), error);
  if (error) result = fs::path(path).lexically_normal();
  if (!result.has_filename() && result.has_relative_path()) result = result.parent_path();
  return result.string();
}

bool lies_within(const std::string& path, const std::string& folder) {
  if (!path.starts_with(folder)) return false;
  return path.size() == folder.size() || folder.ends_with('/') || path[folder.size()] == '/';
}

std::string relative_to(const std::string& path, const std::string& folder) {
  if (!lies_within(path, folder)) return fs::path(path).filename().string();
  if (path.size() == folder.size()) return ".";
  return path.substr(folder.size() + (folder.ends_with('/') ? 0 : 1));
}

std::string joined(const std::string& folder, const std::string& name) {
  const fs::path path = (fs::path(folder) / name).lexically_normal();
  return path.is_absolute() || *path.begin() == ".." ? "" : path.string();
}

std::string find_root(const std::vector<std::string>& paths) {
  const fs::path common = common_folder(paths);
  const fs::path git_top =
      nearest_above(common, {}, [](const fs::path& folder) { return is_git_top(folder.string()); });
  if (!git_top.empty()) return git_top.string();
  const fs::path configured = nearest_above(common, {}, has_config);
  return configured.empty() ? common.string() : configured.string();
}

std::string find_config(const std::vector<std::string>& paths, const std::string& root) {
  const fs::path start = common_folder({paths.empty() ? "." : paths.front()});
  const fs::path folder = nearest_above(start, resolved(root), has_config);
  return folder.empty() ? "" : (folder / kConfigName).string();
}

std::string printed_path(const std::string& path, const std::string& root) {
  const std::string base = resolved(root);
  const std::string real = resolved(path);
  if (lies_within(real, base)) return relative_to(real, base);
  // A link that leads out of the root is printed by its own name.
  return relative_to((folder_of(path) / fs::path(path).filename()).string(), base);
}

}  // namespace celint
