// Paths -> Sources.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "read/source.h"

namespace celint {

struct ReadOptions {
  std::vector<std::string> paths;  ///< Files, folders, `-`. Empty: the current folder.
  std::string root;                ///< Paths are printed relative to it; empty: find_root decides.
  std::string stdin_filename;      ///< What `-` is called; empty: `stdin`.
  std::uint64_t max_file_size = std::uint64_t{512} << 20;
};

/// The folder that printed paths are relative to: the git top level that holds every path, else the folder of
/// the nearest `celint.yaml` above the first path, else the one path given (its folder if it is a file), else the
/// deepest folder common to all.
std::string find_root(const std::vector<std::string>& paths);

/// The nearest `celint.yaml` at or above the first path, up to `root`; empty if there is none.
std::string find_config(const std::vector<std::string>& paths, const std::string& root);

/// Every file, sorted by path, each once. Folders are walked: `.gitignore` respected inside a git work tree,
/// hidden files and folders skipped, symbolic links followed only where their target lies under a given path, only
/// names that may hold a document (.json .yaml .yml .template .tf.json and none: see read.cpp).
/// Throws CannotRun if a named path cannot be read.
std::vector<Source> read(const ReadOptions& options);

/// `path` as printed: relative to `root` (both may be relative to the working directory).
std::string printed_path(const std::string& path, const std::string& root);

}  // namespace celint
