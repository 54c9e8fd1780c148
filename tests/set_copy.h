// A copy of a whole set of documents that a test can spoil.
#pragma once

#include "fixture.h"
#include "temp_folder.h"

/// A copy of `fixtures/environments/<set>`. Files are named relative to it.
class SetCopy {
 public:
  explicit SetCopy(const std::string& set) {
    namespace fs = std::filesystem;
    const fs::path root = repository() / "fixtures/environments" / set;
    for (const auto& entry : fs::recursive_directory_iterator(root))
      if (entry.is_regular_file())
        folder_.write(entry.path().lexically_relative(root).string(), read_file(entry.path()));
  }

  /// Replaces the first place of a text; false if there is none.
  bool replace(const std::string& file, const std::string& from, const std::string& to) {
    std::string text = read_file(folder_.path(file));
    const std::size_t at = text.find(from);
    if (at == std::string::npos || from == to) return false;
    write(file, text.replace(at, from.size(), to));
    return true;
  }

  /// Writes a whole file, old or new.
  void write(const std::string& file, const std::string& text) { folder_.write(file, text); }

  void remove(const std::string& file) { std::filesystem::remove(folder_.path(file)); }

  std::unique_ptr<Run> check(celint::Audience audience = celint::Audience::everyone) const {
    return run(folder_.path(), audience);
  }

 private:
  celint::TempFolder folder_;
};
