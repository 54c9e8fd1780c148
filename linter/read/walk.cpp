#include "read/walk.h"

#include <dirent.h>

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <deque>
#include <filesystem>
#include <memory>
#include <optional>
#include <set>
#include <string_view>

#include "read/file.h"
#include "read/gitignore.h"
#include "read/letters.h"
#include "read/paths.h"

namespace celint {
namespace {

namespace fs = std::filesystem;

// git reads no larger ignore file than 100 MB either.
constexpr std::uint64_t kMaxIgnoreFile = std::uint64_t{16} << 20;

// The ignore files that hold in a folder, nearest first: the nearest one that speaks of a path decides.
struct IgnoreLevel {
  IgnoreFile file;
  const IgnoreLevel* above = nullptr;
};

struct Entry {
  std::string name;
  unsigned char type;  // DT_...: that of a link itself
};

struct Walk {
  const std::vector<std::string>& roots;
  std::set<std::string> folders;  // those seen: a link may lead to one again
  std::vector<std::string> files;
};

std::vector<Entry> entries_of(const std::string& folder) {
  const std::unique_ptr<DIR, int (*)(DIR*)> opened(opendir(folder.c_str()), closedir);
  if (!opened) cannot_read(folder, errno);
  std::vector<Entry> entries;
  errno = 0;
  while (const dirent* entry = readdir(opened.get())) entries.push_back({entry->d_name, entry->d_type});
  if (errno != 0) cannot_read(folder, errno);
  return entries;
}

// Most file systems say it with the name. An entry that is gone by now has no type.
fs::file_type type_of(const std::string& path, unsigned char type) {
  std::error_code gone;
  if (type == DT_UNKNOWN) return fs::symlink_status(path, gone).type();
  if (type == DT_LNK) return fs::file_type::symlink;
  if (type == DT_DIR) return fs::file_type::directory;
  return type == DT_REG ? fs::file_type::regular : fs::file_type::none;
}

// git follows no link here either, so that no file outside the work tree is opened.
IgnoreFile load(const fs::path& path, const std::string& folder) {
  std::error_code error;
  if (fs::symlink_status(path, error).type() != fs::file_type::regular) return {folder, {}};
  return parse_ignore(read_file(path.string(), kMaxIgnoreFile).text, folder);
}

// The text behind `key` in the one line of a file that git keeps, as a path seen from `folder`.
fs::path pointer_file(const fs::path& path, std::string_view key, const fs::path& folder) {
  const std::string text = read_file(path.string(), 4096).text;
  if (!text.starts_with(key)) return {};
  return folder / text.substr(key.size(), text.find_last_not_of("\r\n") + 1 - key.size());
}

// The folder with info/exclude. A linked work tree and a submodule have a file `.git` that says where it is.
fs::path git_folder(const fs::path& top) {
  const fs::path dot_git = top / ".git";
  std::error_code error;
  if (fs::is_directory(dot_git, error)) return dot_git;
  const fs::path own = pointer_file(dot_git, "gitdir: ", top);
  if (own.empty() || !fs::is_regular_file(own / "commondir", error)) return own;
  return pointer_file(own / "commondir", "", own);
}

// The level of `folder` itself. Nothing outside a work tree. `may_be_top`: it is not known to hold no `.git`.
const IgnoreLevel* enter(const std::string& folder, const IgnoreLevel* above, std::deque<IgnoreLevel>& levels,
                         bool may_be_top) {
  const bool top = may_be_top && is_git_top(folder);
  // A work tree inside another one has rules of its own.
  if (top) above = &levels.emplace_back(IgnoreLevel{load(git_folder(folder) / "info" / "exclude", folder)});
  if (above == nullptr) return nullptr;
  return &levels.emplace_back(IgnoreLevel{load(fs::path(folder) / ".gitignore", folder), above});
}

bool is_ignored(const IgnoreLevel* level, const std::string& path, bool is_folder) {
  for (; level != nullptr; level = level->above)
    if (const std::optional<bool> verdict = ignores(level->file, path, is_folder)) return *verdict;
  return false;
}

void walk_root(const std::string& root, Walk& walk);

// A link found on the way. What it leads to is taken as if it were given, but only from under the roots.
void follow(const fs::path& link, const IgnoreLevel* ignore, Walk& walk) {
  std::error_code error;
  const std::string target = fs::canonical(link, error).string();
  if (error) return;  // leads nowhere, or in a circle
  if (std::ranges::none_of(walk.roots, [&](const std::string& root) { return lies_within(target, root); }))
    return;
  if (is_ignored(ignore, link.string(), false)) return;
  if (fs::is_directory(target, error)) return walk_root(target, walk);
  if (fs::is_regular_file(target, error) && has_document_name(link)) walk.files.push_back(target);
}

void walk_folder(const std::string& folder, const IgnoreLevel* above, Walk& walk) {
  if (!walk.folders.insert(folder).second) return;
  const std::vector<Entry> entries = entries_of(folder);
  std::deque<IgnoreLevel> levels;
  const IgnoreLevel* ignore =
      enter(folder, above, levels, std::ranges::find(entries, ".git", &Entry::name) != entries.end());
  const std::string start = folder.ends_with('/') ? folder : folder + '/';
  for (const Entry& entry : entries) {
    if (entry.name.starts_with('.')) continue;
    const std::string path = start + entry.name;
    const fs::file_type type = type_of(path, entry.type);
    if (type == fs::file_type::symlink) follow(path, ignore, walk);
    if (type == fs::file_type::directory && !is_ignored(ignore, path, true)) walk_folder(path, ignore, walk);
    if (type == fs::file_type::regular && has_document_name(path) && !is_ignored(ignore, path, false))
      walk.files.push_back(path);
  }
}

// Walks a folder under the ignore files of the work tree that it lies in.
void walk_root(const std::string& root, Walk& walk) {
  std::vector<std::string> parents;
  for (fs::path folder = fs::path(root).parent_path(); folder != folder.root_path();
       folder = folder.parent_path())
    parents.push_back(folder.string());
  std::deque<IgnoreLevel> levels;
  const IgnoreLevel* above = nullptr;
  for (auto folder = parents.rbegin(); folder != parents.rend(); ++folder)
    above = enter(*folder, above, levels, true);
  walk_folder(root, above, walk);
}

}  // namespace

bool has_document_name(const std::string& path) {
  constexpr std::string_view kEndings[] = {".json", ".yaml", ".yml", ".template", ".tpl", ".txt"};
  const std::string_view name = std::string_view(path).substr(path.rfind('/') + 1);
  const std::size_t dot = name.rfind('.');
  if (dot == std::string_view::npos || dot == 0) return false;
  return std::ranges::any_of(
      kEndings, [&](std::string_view ending) { return equal_ignoring_case(ending, name.substr(dot)); });
}

bool is_git_top(const std::string& folder) {
  std::error_code error;
  const fs::path dot_git = fs::path(folder) / ".git";
  return fs::exists(dot_git / "HEAD", error) || fs::is_regular_file(dot_git, error);
}

std::vector<std::string> find_files(const std::vector<std::string>& roots) {
  Walk walk{roots, {}, {}};
  for (const std::string& root : roots) walk_root(root, walk);
  std::vector<std::string> files = std::move(walk.files);
  std::ranges::sort(files);
  files.erase(std::unique(files.begin(), files.end()), files.end());
  return files;
}

}  // namespace celint
