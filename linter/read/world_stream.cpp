#include "read/world_stream.h"

#include <algorithm>
#include <utility>

#include "read/read.h"
#include "read/walk.h"

namespace celint {
namespace {

constexpr std::string_view kConfig = "celint.yaml";

/// The top-level folder that the entry is, or lies in; empty if it is no part of one.
std::string folder_of(const TarEntry& entry) {
  const std::size_t slash = entry.path.find('/');
  if (slash != std::string::npos) return entry.path.substr(0, slash);
  return entry.type == TarEntry::Type::folder ? entry.path : std::string();
}

bool is_hidden(const std::string& path) {
  return path.starts_with('.') || path.find("/.") != std::string::npos;
}

bool is_document(const TarEntry& entry) {
  const bool has_content = entry.type == TarEntry::Type::file || entry.type == TarEntry::Type::hard_link;
  return has_content && !is_hidden(entry.path) && has_document_name(entry.path);
}

}  // namespace

WorldStream::WorldStream(std::istream& stream, const Shard& shard, std::uint64_t max_file_size,
                         std::optional<Source> config)
    : tar_(stream),
      shard_(shard),
      limit_(size_limit(max_file_size)),
      config_(std::move(config)),
      is_given_(config_.has_value()) {}

void WorldStream::begin(const std::string& name, StreamedWorld& world) {
  if (!begun_.insert(name).second)
    throw CannotRun("The files of '" + name + "' do not stand together in the tar stream.");
  world.name = name;
}

void WorldStream::add(const TarEntry& entry, StreamedWorld& world) {
  Bytes bytes;
  if (entry.type == TarEntry::Type::file) {
    bytes = tar_.read(limit_);
  } else {
    const auto first = std::ranges::find(world.sources, entry.target, &Source::path);
    if (first == world.sources.end())
      throw CannotRun("'" + entry.path + "' is a hard link to '" + entry.target +
                      "', which the tar stream does not hold before it in the same folder.");
    bytes.text = first->text;
  }
  world.sources.push_back(source_of(entry.path, std::move(bytes), false, limit_));
}

void WorldStream::add_shared_config(const TarEntry& entry) {
  if (is_given_ || entry.path != kConfig || entry.type != TarEntry::Type::file) return;
  if (!first_.empty())
    throw CannotRun("'celint.yaml' comes after '" + first_ +
                    "' in the tar stream: put it first, or name it with --config.");
  config_ = source_of(entry.path, tar_.read(limit_), false, limit_);
}

StreamedWorld WorldStream::finished(StreamedWorld world) {
  const std::string own = world.name + "/" + std::string(kConfig);
  const bool has_own = std::ranges::find(world.sources, own, &Source::path) != world.sources.end();
  if (has_own && !is_given_) {
    world.config = own;
  } else if (config_) {
    world.config = config_->path;
    world.sources.push_back(*config_);
  }
  put_in_order(world.sources);
  return world;
}

std::optional<StreamedWorld> WorldStream::next() {
  StreamedWorld world;
  for (; entry_ || (entry_ = tar_.next()); entry_.reset()) {
    const std::string name = folder_of(*entry_);
    if (name.empty() || name.starts_with('.')) {
      add_shared_config(*entry_);
      continue;
    }
    if (first_.empty()) first_ = name;
    if (name != world.name && !world.name.empty()) return finished(std::move(world));
    if (shard_of(name, shard_.count) != shard_.index) continue;
    if (world.name.empty()) begin(name, world);
    if (is_document(*entry_)) add(*entry_, world);
  }
  if (world.name.empty()) return std::nullopt;
  return finished(std::move(world));
}

}  // namespace celint
