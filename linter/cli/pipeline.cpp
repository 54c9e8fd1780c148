#include "cli/pipeline.h"

#include <algorithm>
#include <chrono>
#include <cstdio>

#include "model/model.h"
#include "parse/parse.h"
#include "read/parallel.h"
#include "read/read.h"
#include "report/character.h"
#include "report/report.h"

namespace celint {
namespace {

/// The paths that make up the project. Those of --focus do not: a commit holds only what changed.
std::vector<std::string> project(const Options& options) {
  if (!options.paths.empty() || options.focus.empty()) return options.paths;
  return {find_root({})};
}

/// --today, or the clock's date in UTC.
std::string today(const Options& options) {
  if (!options.today.empty()) return options.today;
  const std::chrono::year_month_day day(
      std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now()));
  char text[16] = {};
  std::snprintf(text, sizeof text, "%04d-%02u-%02u", static_cast<int>(day.year()),
                static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day()));
  return text;
}

std::vector<std::string> as_printed(const std::vector<std::string>& paths, const std::string& root) {
  std::vector<std::string> printed;
  for (const std::string& path : paths) printed.push_back(printed_path(path, root));
  if (printed.empty()) printed.push_back(printed_path(".", root));
  std::replace(printed.begin(), printed.end(), std::string("."), std::string());
  return printed;
}

Settings settings(const std::vector<Source>& sources, const RunContext& context) {
  SettingsResult result;
  const auto source =
      std::find_if(sources.begin(), sources.end(), [&](const Source& s) { return s.path == context.config; });
  if (source != sources.end())
    result = read_settings(*source, static_cast<SourceId>(source - sources.begin()));
  std::string frames;
  for (const Problem& problem : result.problems) frames += problem_frame(*source, problem, {});
  if (!frames.empty()) throw FaultyConfig(source->path, std::move(frames));
  result.settings.today = context.today;
  result.settings.given = context.given;
  return std::move(result.settings);
}

}  // namespace

void say(const std::string& message) { std::fprintf(stderr, "celint: %s\n", printable(message).c_str()); }

unsigned jobs(const Options& options) { return options.jobs == 0 ? all_cores() : options.jobs; }

Inputs inputs(const Options& options) {
  const std::vector<std::string> paths = project(options);
  const std::string root = options.root.empty() ? find_root(paths) : options.root;
  const std::string config = options.config.empty() ? find_config(paths, root) : options.config;
  return {{root, config.empty() ? "" : printed_path(config, root), today(options), as_printed(paths, root)},
          read({paths, config, root, options.stdin_filename, options.max_file_size, jobs(options)})};
}

Inputs inputs(StreamedWorld world, const Options& options) {
  return {{{}, std::move(world.config), today(options), {std::move(world.name)}}, std::move(world.sources)};
}

std::unique_ptr<const Linked> linked(std::vector<Source> sources, const RunContext& context,
                                     unsigned threads) {
  auto result = std::make_unique<Linked>();
  result->sources = std::move(sources);
  const Settings bindings = settings(result->sources, context);
  Models models = read_models(result->sources, result->documents, threads);
  // Beyond this point no rule and no stage looks at text or at the tree again.
  result->world = link(std::move(models), result->sources, bindings, threads);
  return result;
}

}  // namespace celint
