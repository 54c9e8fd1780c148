// Worlds from a tar stream, one after the other: each top-level folder is a world, as each subfolder of
// --each DIR.
#pragma once

#include <istream>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "read/source.h"
#include "read/tar.h"
#include "read/worlds.h"

namespace celint {

struct StreamedWorld {
  std::string name;
  std::vector<Source> sources;  ///< In order, the configuration among them.
  std::string config;           ///< The path of the celint.yaml that holds for it; empty: none.
};

/// Keeps the files of one world at a time, of those that walk.h would take; ignore files are not read. A
/// celint.yaml beside the worlds holds for those without one of their own and has to come before them.
class WorldStream {
 public:
  /// `config`: the celint.yaml of the run (--config), which comes before all others.
  WorldStream(std::istream& stream, const Shard& shard, std::uint64_t max_file_size,
              std::optional<Source> config);

  /// The next world of the share; nothing at the end. Throws CannotRun as TarReader does, and if the files
  /// of a world do not stand together.
  std::optional<StreamedWorld> next();

 private:
  void begin(const std::string& name, StreamedWorld& world);
  void add(const TarEntry& entry, StreamedWorld& world);
  void add_shared_config(const TarEntry& entry);
  StreamedWorld finished(StreamedWorld world);

  TarReader tar_;
  Shard shard_;
  std::uint64_t limit_;
  std::optional<Source> config_;
  bool is_given_ = false;          ///< `config_` is that of the run.
  std::optional<TarEntry> entry_;  ///< Read, and not yet of any world.
  std::string first_;              ///< The first folder of the stream, in the share or not.
  std::set<std::string> begun_;    ///< Names of worlds of the share.
};

}  // namespace celint
