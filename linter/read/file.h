// Bytes of files.
#pragma once

#include <cstdint>
#include <string>

namespace celint {

/// Whether a file may be something that is not a file on disk.
enum class FileType : std::uint8_t { regular, any };

/// What reading a file gave.
struct Bytes {
  std::string text;  ///< Empty if the file is over the limit.
  bool too_large = false;
};

/// Reads a file whole. More than `limit` bytes: `too_large`, whatever the file says of its size. Throws
/// CannotRun with the path and the reason, also if `type` is `regular` and the file is a device, socket or
/// pipe.
Bytes read_file(const std::string& path, std::uint64_t limit, FileType type = FileType::regular);

/// Reads files that a walk found: quicker if those of one folder come in a row.
class FolderReader {
 public:
  FolderReader() = default;
  ~FolderReader() { leave(); }
  FolderReader(const FolderReader&) = delete;
  FolderReader& operator=(const FolderReader&) = delete;

  /// As read_file does with regular files; but a pipe that took a file's place gives what is in it, if
  /// anything is.
  Bytes read(const std::string& path, std::uint64_t limit);

 private:
  void leave();

  std::string folder_;  // with its `/`
  int opened_ = -1;     // for names in it; negative: it could not be opened
};

/// Reads standard input to its end.
Bytes read_standard_input(std::uint64_t limit);

/// A file or folder cannot be read: throws CannotRun with the path and what `error` (an errno) says.
[[noreturn]] void cannot_read(const std::string& path, int error);

}  // namespace celint
