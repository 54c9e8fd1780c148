// The program as a table of contents: options, the stages in order, writing, the exit status.
#include <algorithm>
#include <cstdio>
#include <exception>

#include "access/catalogue_update.h"
#include "check/check.h"
#include "cli/access_command.h"
#include "cli/options.h"
#include "cli/output.h"
#include "cli/trace_command.h"
#include "link/world.h"
#include "model/model.h"
#include "parse/parse.h"
#include "read/read.h"
#include "report/character.h"
#include "report/inventory.h"
#include "report/report.h"
#include "report/rule_list.h"

namespace celint {
namespace {

enum class Exit : int { clean = 0, findings = 1, cannot_run = 2, nothing_to_check = 3 };

void say(const std::string& message) { std::fprintf(stderr, "celint: %s\n", printable(message).c_str()); }

/// The paths that make up the project. Those of --focus do not: a commit holds only what changed.
std::vector<std::string> project(const Options& options) {
  if (!options.paths.empty() || options.focus.empty()) return options.paths;
  return {find_root({})};
}

Settings settings(const std::vector<Source>& sources, const std::string& config) {
  const auto source =
      std::find_if(sources.begin(), sources.end(), [&](const Source& s) { return s.path == config; });
  if (source == sources.end()) return {};
  SettingsResult result = read_settings(*source, static_cast<SourceId>(source - sources.begin()));
  for (const Problem& problem : result.problems)
    std::fputs(problem_frame(*source, problem, {}).c_str(), stderr);
  if (!result.problems.empty()) throw CannotRun("'" + source->path + "' is faulty");
  return std::move(result.settings);
}

std::string updated_text(const CatalogueUpdate& update) {
  return "Wrote " + printable(update.path) + ": " + std::to_string(update.actions) + " actions of " +
         std::to_string(update.services) + " services, data of " + update.date + ".\n";
}

std::string rendered(const Report& report, const Options& options) {
  switch (options.format) {
    case OutputFormat::concise:
      return concise_report(report);
    case OutputFormat::json:
      return json_report(report);
    case OutputFormat::sarif:
      return sarif_report(report, options.sarif_category);
    default:
      break;
  }
  return text_report(report, text_style(options));
}

Exit exit_status(const std::vector<Finding>& findings, const Coverage& coverage, const Options& options) {
  if (findings.empty() && coverage.recognised() == 0) {
    if (options.format != OutputFormat::text) say("nothing to check: no document was recognised");
    return Exit::nothing_to_check;
  }
  const bool failed = std::any_of(findings.begin(), findings.end(), [&](const Finding& finding) {
    return options.fail_on && finding.rule->severity >= *options.fail_on;
  });
  return failed ? Exit::findings : Exit::clean;
}

Exit run_trace(const std::vector<Source>& sources, const World& world, const Options& options) {
  const Trace trace{sources, world, traced(world, options)};
  if (trace.paths.empty()) {
    say("nothing to trace: no compute environment on Amazon EKS was recognised");
    return Exit::nothing_to_check;
  }
  write_output(options.output, rendered(trace, options));
  return fails(trace, options) ? Exit::findings : Exit::clean;
}

/// The commands that read documents.
Exit run_linked(const Options& options) {
  const std::vector<const Rule*> rules = select(all_rules(), options.selection);
  const std::vector<std::string> paths = project(options);
  const std::string root = options.root.empty() ? find_root(paths) : options.root;
  const std::string config = options.config.empty() ? find_config(paths, root) : options.config;

  const std::vector<Source> sources =
      read({paths, config, root, options.stdin_filename, options.max_file_size});
  const Settings bindings = config.empty() ? Settings{} : settings(sources, printed_path(config, root));
  const std::vector<Document> documents = parse(sources);
  std::vector<Model> models = model(documents, sources);
  // Beyond this point no rule and no stage looks at text or at the tree again.
  const World world = link(std::move(models), sources, documents, bindings);
  if (options.command == Command::inventory) {
    const bool json = options.format == OutputFormat::json;
    write_output(options.output, json ? inventory_json(world) : inventory_text(world));
    return Exit::clean;
  }
  if (options.command == Command::trace) return run_trace(sources, world, options);
  std::vector<Finding> findings = check(world, rules);
  if (!options.focus.empty()) {
    std::vector<std::string> files;
    for (const std::string& file : options.focus) files.push_back(printed_path(file, root));
    findings = focus(std::move(findings), sources, files);
  }
  // Beyond this point the findings are final: sorted by path, position, rule.
  write_output(options.output, rendered({sources, world, rules, findings}, options));
  return exit_status(findings, world.coverage, options);
}

Exit run(const Options& options) {
  switch (options.command) {
    case Command::rules:
      write_output({},
                   options.format == OutputFormat::json ? rules_json(all_rules()) : rules_text(all_rules()));
      return Exit::clean;
    case Command::explain:
      write_output({}, explanation(find_rule(all_rules(), options.rule)));
      return Exit::clean;
    case Command::access:
      write_output({}, access_answers(options));
      return Exit::clean;
    case Command::catalogue_update:
      write_output({}, updated_text(update_catalogue(options.catalogue_from)));
      return Exit::clean;
    case Command::trace:
      return run_linked(with_environment(options));
    case Command::check:
    case Command::inventory:
      break;
  }
  return run_linked(options);
}

}  // namespace
}  // namespace celint

int main(int argc, char** argv) {
  using namespace celint;
  try {
    const std::optional<Options> options = parse_options(argc, argv);
    return static_cast<int>(options ? run(*options) : Exit::clean);
  } catch (const CannotRun& reason) {
    say(reason.what());
  } catch (const std::exception& error) {
    say(std::string("internal error: ") + error.what());
  }
  return static_cast<int>(Exit::cannot_run);
}
