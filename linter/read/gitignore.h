// The patterns of .gitignore, matched as git matches them (https://git-scm.com/docs/gitignore).
#pragma once

#include <bitset>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace celint {

/// One step of a glob. A literal byte, `?` and `[...]` are all sets of bytes.
struct IgnoreToken {
  enum class Type : std::uint8_t {
    one,      ///< One byte of `set`.
    star,     ///< `*`: any run without `/`.
    deep,     ///< `**` at the end: any run.
    folders,  ///< `**/`: nothing, or any run that ends in `/`.
  };
  Type type = Type::one;
  std::bitset<256> set;
};

using IgnoreGlob = std::vector<IgnoreToken>;

/// Reads a glob as git's wildmatch does with WM_PATHNAME. One that git never matches holds an empty set.
IgnoreGlob parse_glob(std::string_view pattern);

/// Whether the whole of `text` matches. Time is linear in pattern size times text size, whatever the pattern.
bool matches(const IgnoreGlob& glob, std::string_view text);

/// One line of a .gitignore.
struct IgnorePattern {
  IgnoreGlob glob;
  bool negated = false;      ///< `!`: takes back what an earlier line ignores.
  bool folder_only = false;  ///< Trailing `/`.
  bool anchored = false;     ///< Holds another `/`: matched against the path, not against the last name.
};

/// The patterns of one file.
struct IgnoreFile {
  std::string folder;  ///< What the patterns are relative to.
  std::vector<IgnorePattern> patterns;
};

IgnoreFile parse_ignore(std::string_view text, std::string folder);

/// What the last line that matches says of `path`, which lies below `file.folder`; nothing if none matches.
std::optional<bool> ignores(const IgnoreFile& file, std::string_view path, bool is_folder);

}  // namespace celint
