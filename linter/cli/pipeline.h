// The stages up to the World, as every command that reads documents runs them.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "cli/options.h"
#include "link/world.h"
#include "read/world_stream.h"

namespace celint {

/// What the program ends with.
enum class Exit : int { clean = 0, findings = 1, cannot_run = 2, nothing_to_check = 3 };

/// The run cannot be done with this celint.yaml. Worlds are read at once, and the first one speaks for all.
struct FaultyConfig : CannotRun {
  FaultyConfig(const std::string& path, std::string where)
      : CannotRun("'" + path + "' is faulty"), frames(std::move(where)) {}

  std::string frames;  ///< Each fault with its place, as text.
};

/// One line on standard error.
void say(const std::string& message);

/// --jobs, or all cores.
unsigned jobs(const Options& options);

/// What a run knows beside the texts it reads.
struct RunContext {
  std::string root;
  std::string config;              ///< celint.yaml as printed; empty: none.
  std::string today;               ///< As in Settings.
  std::vector<std::string> given;  ///< As in Settings.
};

struct Inputs {
  RunContext context;
  std::vector<Source> sources;
};

/// Reads what the options name. Throws CannotRun.
Inputs inputs(const Options& options);

/// A world of a stream, which was read already.
Inputs inputs(StreamedWorld world, const Options& options);

/// The inputs joined. Everything points into what stands before it.
struct Linked {
  std::vector<Source> sources;
  std::vector<Documents> documents;
  World world;
};

/// Throws CannotRun if celint.yaml is faulty, once that is shown on standard error.
std::unique_ptr<const Linked> linked(std::vector<Source> sources, const RunContext& context,
                                     unsigned threads);

}  // namespace celint
