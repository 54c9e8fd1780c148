#include "cli/trace_command.h"

#include <algorithm>
#include <filesystem>

#include "cli/output.h"
#include "link/question.h"

namespace celint {
namespace {

std::vector<LaunchPath> answers(const World& world, const std::vector<std::string>& can) {
  const std::vector<const Identity*> identities = identities_called(world, can[0]);
  if (identities.empty()) throw CannotRun("no document names an IAM user or role '" + can[0] + "'");
  std::vector<LaunchPath> paths;
  for (const Identity* identity : identities)
    paths.push_back({title(*identity), nullptr, {may_identity(world, *identity, {can[1], can[2]})}});
  return paths;
}

}  // namespace

Options with_environment(Options options) {
  if (!options.ce.empty() || options.paths.empty() || options.paths.front() == "-") return options;
  std::error_code ignored;
  if (std::filesystem::exists(options.paths.front(), ignored)) return options;
  options.ce = options.paths.front();
  options.paths.erase(options.paths.begin());
  return options;
}

std::vector<LaunchPath> traced(const World& world, const Options& options) {
  if (!options.can.empty()) return answers(world, options.can);
  std::vector<LaunchPath> paths = launch_paths(world, options.ce);
  if (paths.empty() && !options.ce.empty())
    throw CannotRun("'" + options.ce + "' is neither a file nor a compute environment among the inputs");
  return paths;
}

std::string rendered(const Trace& trace, const Options& options) {
  switch (options.format) {
    case OutputFormat::json:
      return trace_json(trace);
    case OutputFormat::dot:
      return trace_dot(trace);
    case OutputFormat::mermaid:
      return trace_mermaid(trace);
    default:
      return trace_text(trace, text_style(options));
  }
}

bool fails(const Trace& trace, const Options& options) {
  const auto fails = [&options](const Step& step) {
    return step.verdict == Verdict::refuted || (options.require_proven && step.verdict == Verdict::unknown);
  };
  return std::ranges::any_of(trace.paths,
                             [&](const LaunchPath& path) { return std::ranges::any_of(path.steps, fails); });
}

}  // namespace celint
