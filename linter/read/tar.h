// Entries of a tar stream, one after the other.
#pragma once

#include <array>
#include <cstdint>
#include <istream>
#include <optional>
#include <string>
#include <string_view>

#include "read/file.h"

namespace celint {

struct TarEntry {
  enum class Type : std::uint8_t { file, hard_link, folder, other };

  Type type = Type::other;  ///< Symbolic links, devices and the like: other.
  std::string path;         ///< Relative, `/` between parts, without `.`; empty for the folder itself.
  std::string target;       ///< The path of the entry that a hard link repeats.
  std::uint64_t size = 0;   ///< Bytes.
};

/// Reads the formats that tar programs write: ustar and pax (POSIX.1-2017, pax), GNU's long names and sizes
/// (https://www.gnu.org/software/tar/manual/html_node/Standard.html), and those of old. Not compressed ones.
/// Holds one header at a time. Throws CannotRun if the stream is no tar, is cut short, or an entry's path is
/// absolute or has a part `..`.
class TarReader {
 public:
  explicit TarReader(std::istream& stream) : stream_(stream) {}

  /// The next entry; nothing at the end. Passes over what was not read of the one before.
  std::optional<TarEntry> next();

  /// The content of the entry that next() gave last. To be called once.
  Bytes read(std::uint64_t limit);

 private:
  static constexpr std::size_t kBlock = 512;
  using Block = std::array<char, kBlock>;

  /// What entries before an entry say of it. Empty: nothing.
  struct Ahead {
    std::string path;
    std::string target;
    std::optional<std::uint64_t> size;
  };

  bool read_header(Block& header);
  void read_pax(std::string_view records, Ahead& ahead) const;
  TarEntry entry_of(const Block& header, const Ahead& ahead) const;
  std::string clean(std::string_view path) const;
  void take(char* to, std::uint64_t count);
  void pass_over(std::uint64_t count);
  void open(std::uint64_t size);
  [[noreturn]] void fail(const std::string& what) const;

  std::istream& stream_;
  std::uint64_t at_ = 0;    ///< Bytes read.
  std::uint64_t left_ = 0;  ///< Of the current entry, with the padding to a whole block.
  std::uint64_t size_ = 0;  ///< Of the current entry.
  bool ended_ = false;
};

}  // namespace celint
