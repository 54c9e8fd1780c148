#include "cli/output.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <memory>

namespace celint {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail(const std::string& path, int error) {
  throw CannotRun("cannot write " + (path.empty() ? "to standard output" : "'" + path + "'") + ": " +
                  std::strerror(error));
}

/// True if all bytes were taken and flushed.
bool put(std::FILE* file, std::string_view bytes) {
  const bool written = std::fwrite(bytes.data(), 1, bytes.size(), file) == bytes.size();
  return std::fflush(file) == 0 && written;
}

void write_file(const std::string& target, const std::string& named, std::string_view bytes) {
  std::FILE* file = std::fopen(target.c_str(), "wb");
  if (file == nullptr) fail(named, errno);
  const bool written = put(file, bytes);
  const int error = errno;
  if (std::fclose(file) != 0 || !written) fail(named, written ? errno : error);
}

}  // namespace

void write_output(const std::string& path, std::string_view bytes) {
  if (path.empty()) {
    if (!put(stdout, bytes)) fail(path, errno);
    return;
  }
  std::error_code error;
  const fs::path target = fs::weakly_canonical(path, error);
  if (error) fail(path, error.value());
  // A device, a pipe or the like has no content to replace.
  if (fs::exists(target, error) && !fs::is_regular_file(target, error)) return write_file(path, path, bytes);
  const std::string partial = target.string() + ".partial-" + std::to_string(::getpid());
  try {
    write_file(partial, path, bytes);
  } catch (const CannotRun&) {
    fs::remove(partial, error);
    throw;
  }
  fs::rename(partial, target, error);
  if (!error) return;
  const int reason = error.value();
  fs::remove(partial, error);
  fail(path, reason);
}

bool wants_colour(Colour choice) {
  if (choice != Colour::automatic) return choice == Colour::always;
  const char* const no_colour = std::getenv("NO_COLOR");
  const char* const terminal = std::getenv("TERM");
  if (no_colour != nullptr && *no_colour != '\0') return false;
  return ::isatty(STDOUT_FILENO) == 1 && (terminal == nullptr || std::string_view(terminal) != "dumb");
}

std::size_t terminal_width() {
  if (::isatty(STDOUT_FILENO) != 1) return 0;
  if (const char* const columns = std::getenv("COLUMNS"); columns != nullptr) {
    const unsigned long value = std::strtoul(columns, nullptr, 10);
    if (value > 0) return value;
  }
  winsize size{};
  return ::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

TextStyle text_style(const Options& options) {
  const bool to_file = !options.output.empty();
  const Colour colour = to_file && options.colour == Colour::automatic ? Colour::never : options.colour;
  return {wants_colour(colour), to_file ? 0 : terminal_width(), options.verbose};
}

}  // namespace celint
