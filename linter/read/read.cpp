#include "read/read.h"

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <limits>
#include <map>
#include <optional>
#include <utility>

#include "read/encoding.h"
#include "read/file.h"
#include "read/parallel.h"
#include "read/paths.h"
#include "read/walk.h"

namespace celint {
namespace {

namespace fs = std::filesystem;

struct File {
  std::string path;        // canonical
  std::string given = {};  // what it was named as; empty if it was not named
  bool found = false;      // by a walk
};

// A pipe, as `<(...)` of a shell makes one, has no canonical path: it stays as given.
std::string canonical(const std::string& path) {
  std::error_code error;
  const fs::path result = fs::canonical(path, error);
  return error ? path : result.string();
}

// Sorted, each once.
std::vector<File> find(const std::vector<std::string>& paths, const std::string& config) {
  std::map<std::string, std::string> named;
  std::vector<std::string> folders;
  for (const std::string& path : paths) {
    if (path == "-") continue;
    std::error_code error;
    const fs::file_status status = fs::status(path, error);
    if (!fs::exists(status)) cannot_read(path, error ? error.value() : ENOENT);
    if (fs::is_directory(status))
      folders.push_back(canonical(path));
    else
      named[canonical(path)] = path;
  }
  if (!config.empty()) named.emplace(canonical(config), "");
  std::vector<std::string> found = find_files(folders);
  std::vector<File> files;
  files.reserve(found.size() + named.size());
  for (std::string& path : found)
    if (!named.contains(path)) files.push_back({std::move(path), {}, true});
  for (const auto& [path, given] : named) files.push_back({path, given});
  if (!named.empty()) std::ranges::sort(files, {}, &File::path);
  return files;
}

std::string mebibytes(std::uint64_t bytes) {
  constexpr std::uint64_t kMebi = std::uint64_t{1} << 20;
  return bytes % kMebi == 0 ? std::to_string(bytes / kMebi) + " MiB" : std::to_string(bytes) + " bytes";
}

void append(std::vector<Source>& sources, const std::vector<File>& files, const std::string& root,
            std::uint64_t limit, unsigned jobs) {
  constexpr std::size_t kFilesOfThread = 16;  // Starting a thread takes as long as reading a few files.
  const std::size_t first = sources.size();
  sources.resize(first + files.size());
  const auto threads = static_cast<unsigned>(std::min<std::size_t>(jobs, files.size() / kFilesOfThread + 1));
  for_each_run(files.size(), threads, [&](std::size_t /*run*/, std::size_t begin, std::size_t end) {
    FolderReader reader;
    for (std::size_t i = begin; i < end; ++i) {
      const auto& [path, given, found] = files[i];
      const bool named = !given.empty();
      Bytes bytes = found   ? reader.read(path, limit)
                    : named ? read_file(given, limit, FileType::any)
                            : read_file(path, limit);
      sources[first + i] = source_of(named ? printed_path(given, root) : relative_to(path, root),
                                     std::move(bytes), named, limit);
    }
  });
}

}  // namespace

Source source_of(std::string path, Bytes bytes, bool named, std::uint64_t limit) {
  Source source{std::move(path), std::move(bytes.text), named, {}};
  if (bytes.too_large)
    source.problems.push_back({{}, "The file is larger than the limit of " + mebibytes(limit) + ".", {}});
  if (std::optional<Problem> problem = encoding_problem(source.text))
    source.problems.push_back(std::move(*problem));
  return source;
}

std::uint64_t size_limit(std::uint64_t asked) {
  return std::min<std::uint64_t>(asked, std::numeric_limits<std::uint32_t>::max() - 1);
}

void put_in_order(std::vector<Source>& sources) {
  // What a walk found is sorted already.
  if (!std::ranges::is_sorted(sources, {}, &Source::path))
    std::ranges::stable_sort(sources, {}, &Source::path);
  for (std::size_t id = 0; id < sources.size(); ++id)
    for (Problem& problem : sources[id].problems) problem.span.source = static_cast<SourceId>(id);
}

std::vector<Source> read(const ReadOptions& options) {
  const std::vector<std::string> paths =
      options.paths.empty() ? std::vector<std::string>{"."} : options.paths;
  const std::string root = options.root.empty() ? find_root(paths) : resolved(options.root);
  const std::uint64_t limit = size_limit(options.max_file_size);

  std::vector<Source> sources;
  if (std::ranges::find(paths, "-") != paths.end()) {
    const std::string name =
        options.stdin_filename.empty() ? "stdin" : printed_path(options.stdin_filename, root);
    sources.push_back(source_of(name, read_standard_input(limit), true, limit));
  }
  const std::string replaced = sources.empty() ? "" : canonical(options.stdin_filename);
  std::vector<File> files = find(paths, options.config);
  if (!replaced.empty()) std::erase_if(files, [&](const File& file) { return file.path == replaced; });
  append(sources, files, root, limit, options.jobs);
  put_in_order(sources);
  return sources;
}

}  // namespace celint
