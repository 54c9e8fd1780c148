#include "read/file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
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

// Reads to the end. `expected` is what the file says of its size, 0 if it says nothing; it may hold more or
// less.
Bytes read_all(int descriptor, std::uint64_t expected, std::uint64_t limit, const std::string& path) {
  if (expected > limit) return {{}, true};
  Bytes bytes;
  std::size_t size = 0;
  bytes.text.resize(static_cast<std::size_t>(expected) + 1);  // one more: a file that has grown shows it
  while (true) {
    const ssize_t got = ::read(descriptor, bytes.text.data() + size, bytes.text.size() - size);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) cannot_read(path, errno);
    if (got == 0) break;
    size += static_cast<std::size_t>(got);
    if (size > limit) return {{}, true};
    if (size == expected) break;  // a buffer with room left was not filled: this is the end
    if (size == bytes.text.size()) bytes.text.resize(std::max<std::size_t>(size * 2, 65536));
  }
  bytes.text.resize(size);
  return bytes;
}

}  // namespace

Bytes read_file(const std::string& path, std::uint64_t limit, FileType type) {
  // Without O_NONBLOCK, opening a pipe that took a file's place would wait for a writer.
  const int flags = O_RDONLY | O_CLOEXEC | (type == FileType::regular ? O_NONBLOCK : 0);
  const int opened = open(path.c_str(), flags);
  if (opened < 0) cannot_read(path, errno);
  const Descriptor descriptor(opened);
  struct stat status {};
  if (fstat(opened, &status) != 0) cannot_read(path, errno);
  if (type == FileType::regular && !S_ISREG(status.st_mode))
    throw CannotRun("Cannot read '" + path + "': not a file.");
  const std::uint64_t expected = S_ISREG(status.st_mode) ? static_cast<std::uint64_t>(status.st_size) : 0;
  return read_all(opened, expected, limit, path);
}

Bytes read_standard_input(std::uint64_t limit) { return read_all(STDIN_FILENO, 0, limit, "standard input"); }

void cannot_read(const std::string& path, int error) {
  throw CannotRun("Cannot read '" + path + "': " + std::generic_category().message(error) + ".");
}

}  // namespace celint
