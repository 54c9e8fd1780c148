// Paths -> Sources.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "read/file.h"
#include "read/source.h"

namespace celint {

struct ReadOptions {
  std::vector<std::string> paths = {};  ///< Files, folders, `-`. Empty: the current folder.
  std::string config = {};              ///< The celint.yaml of the run, read as well; empty: none.
  std::string root = {};                ///< Paths are printed relative to it; empty: find_root decides.
  std::string stdin_filename = {};      ///< What `-` is called; empty: `stdin`.
  std::uint64_t max_file_size = std::uint64_t{512} << 20;  ///< Bytes; 4 GiB at most.
  unsigned jobs = 1;                                       ///< Threads that read files.
};

/// The folder that printed paths are relative to. Taken from the deepest folder common to all paths (a file's
/// folder if there is one path and it is a file): the git top level that holds it, else the nearest folder
/// above with a `celint.yaml`, else that folder itself. Absolute, without symbolic links.
std::string find_root(const std::vector<std::string>& paths);

/// The nearest `celint.yaml` at or above the first path, up to `root`; empty if there is none.
std::string find_config(const std::vector<std::string>& paths, const std::string& root);

/// Every file, sorted by path, each once however many paths and links lead to it. Folders are walked as
/// find_files (walk.h) says; a file that is named is always taken. The text of `-` stands in for a file of
/// its name. Throws CannotRun if a path cannot be read, named or found on the way.
std::vector<Source> read(const ReadOptions& options);

/// A file's bytes as a Source, with what is wrong with them; at most `limit` (size_limit) were read.
Source source_of(std::string path, Bytes bytes, bool named, std::uint64_t limit);

/// The limit for files where `asked` is wanted: a Span counts bytes in 32 bits.
std::uint64_t size_limit(std::uint64_t asked);

/// Sorts by path, and tells problems which source they are of.
void put_in_order(std::vector<Source>& sources);

/// `path` as printed: relative to `root` (both may be relative to the working directory), without symbolic
/// links. Outside the root: the file's own name, never `..`. The path need not exist.
std::string printed_path(const std::string& path, const std::string& root);

}  // namespace celint
