#include "read/file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <optional>
#include <string_view>
#include <system_error>

#include "read/source.h"

namespace celint {
namespace {

class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() { close(number_); }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int number() const { return number_; }

 private:
  int number_;
};

// What the file says of its size; nothing if it is a pipe or a device.
std::optional<std::uint64_t> size_of(int descriptor, const std::string& path) {
  struct stat status {};
  if (fstat(descriptor, &status) != 0) cannot_read(path, errno);
  if (!S_ISREG(status.st_mode)) return std::nullopt;
  return static_cast<std::uint64_t>(status.st_size);
}

void require_file(int descriptor, const std::string& path) {
  if (!size_of(descriptor, path)) throw CannotRun("Cannot read '" + path + "': not a file.");
}

// Without O_NONBLOCK, opening a pipe that took a file's place would wait for a writer.
int opened(int folder, const char* name, FileType type, const std::string& path) {
  const int file = openat(folder, name, O_RDONLY | O_CLOEXEC | (type == FileType::regular ? O_NONBLOCK : 0));
  if (file < 0) cannot_read(path, errno);
  return file;
}

// Reads to the end: until there is nothing more, as a file may hold more or less than it says. Most files fit
// into the buffer, and their size need not be asked for.
Bytes read_all(int descriptor, std::uint64_t limit, const std::string& path) {
  std::array<char, std::size_t{1} << 16> buffer;
  Bytes bytes;
  while (true) {
    const ssize_t read = ::read(descriptor, buffer.data(), buffer.size());
    if (read < 0 && errno == EINTR) continue;
    if (read < 0) cannot_read(path, errno);
    if (read == 0) return bytes;
    const auto got = static_cast<std::size_t>(read);
    if (got > limit - bytes.text.size()) return {{}, true};
    if (bytes.text.empty() && got == buffer.size()) {
      const std::uint64_t size = size_of(descriptor, path).value_or(0);
      if (size > limit) return {{}, true};
      bytes.text.reserve(static_cast<std::size_t>(size));
    }
    bytes.text.append(buffer.data(), got);
  }
}

}  // namespace

Bytes read_file(const std::string& path, std::uint64_t limit, FileType type) {
  const Descriptor file(opened(AT_FDCWD, path.c_str(), type, path));
  if (type == FileType::regular) require_file(file.number(), path);
  return read_all(file.number(), limit, path);
}

Bytes FolderReader::read(const std::string& path, std::uint64_t limit) {
  const std::size_t name = path.rfind('/') + 1;
  if (const std::string_view folder = std::string_view(path).substr(0, name); folder != folder_) {
    leave();
    folder_ = folder;
    if (name > 0) opened_ = open(folder_.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC);
  }
  const Descriptor file(opened_ < 0 ? opened(AT_FDCWD, path.c_str(), FileType::regular, path)
                                    : opened(opened_, path.c_str() + name, FileType::regular, path));
  Bytes bytes = read_all(file.number(), limit, path);
  if (bytes.text.empty()) require_file(file.number(), path);
  return bytes;
}

void FolderReader::leave() {
  if (opened_ >= 0) close(opened_);
  opened_ = -1;
}

Bytes read_standard_input(std::uint64_t limit) { return read_all(STDIN_FILENO, limit, "standard input"); }

void cannot_read(const std::string& path, int error) {
  throw CannotRun("Cannot read '" + path + "': " + std::generic_category().message(error) + ".");
}

}  // namespace celint
