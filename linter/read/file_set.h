// The files that an entry of celint.yaml speaks of.
#pragma once

#include <string>
#include <string_view>

#include "read/gitignore.h"

namespace celint {

/// Whether a path, or a JSON Pointer, is `folder` or below it. Everything is below the empty one.
bool is_at_or_below(std::string_view path, std::string_view folder);

/// Files by their Source::path: those that match a glob, and those in folders that match it. `*` stands for
/// any part of a name, `**` for any folders.
class FileSet {
 public:
  /// Empty: all files.
  explicit FileSet(const std::string& glob);

  bool holds(std::string_view path) const { return all_ || matches(glob_, path) || matches(below_, path); }

 private:
  bool all_;
  IgnoreGlob glob_;
  IgnoreGlob below_;
};

/// The file or folder in front of the glob's first wildcard: all that it can match is there.
std::string_view fixed_part(std::string_view glob);

}  // namespace celint
