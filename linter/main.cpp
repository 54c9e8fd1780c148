// The program as a table of contents: options, the stages in order, writing, the exit status.
#include <algorithm>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "access/catalogue_update.h"
#include "check/check.h"
#include "cli/access_command.h"
#include "cli/options.h"
#include "cli/output.h"
#include "fix/fix.h"
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
    case OutputFormat::text:
      break;
  }
  const bool to_file = !options.output.empty();
  const Colour colour = to_file && options.colour == Colour::automatic ? Colour::never : options.colour;
  return text_report(report, {wants_colour(colour), to_file ? 0 : terminal_width(), options.verbose});
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

/// Writes what changed, or shows it. A file is replaced only if it still holds what was read.
void write_fixed(const std::vector<Source>& before, const std::vector<Source>& after, const std::string& root,
                 bool only_show) {
  std::string shown;
  for (std::size_t i = 0; i < before.size(); ++i) {
    if (before[i].text == after[i].text) continue;
    if (only_show) {
      shown += unified_diff(before[i].path, before[i].text, after[i].text);
      continue;
    }
    const std::filesystem::path path = std::filesystem::path(root) / before[i].path;
    std::ifstream file(path, std::ios::binary);
    const std::string now{std::istreambuf_iterator<char>(file), {}};
    if (now != before[i].text) throw CannotRun("'" + before[i].path + "' cannot be fixed where it is");
    write_output(path.string(), after[i].text);
  }
  if (only_show) write_output({}, shown);
}

/// The sources with the fixes that were asked for; written, unless they are only shown.
std::vector<Source> fixed(const Options& options, std::vector<Source> sources, const std::string& root,
                          const Settings& bindings, const std::vector<const Rule*>& rules) {
  const Analysis analysis = [&](const std::vector<Source>& texts) {
    const std::vector<Document> documents = parse(texts);
    return check(link(model(documents, texts), texts, documents, bindings), rules);
  };
  Fixed result = fix(sources, *options.fix, analysis);
  write_fixed(sources, result.sources, root, options.diff);
  say(std::string(options.diff ? "would fix " : "fixed ") + std::to_string(result.fixes) +
      (result.fixes == 1 ? " finding" : " findings"));
  return options.diff ? std::move(sources) : std::move(result.sources);
}

/// The commands that read documents.
Exit run_linked(const Options& options) {
  const std::vector<const Rule*> rules = select(all_rules(), options.selection);
  const std::vector<std::string> paths = project(options);
  const std::string root = options.root.empty() ? find_root(paths) : options.root;
  const std::string config = options.config.empty() ? find_config(paths, root) : options.config;

  std::vector<Source> sources = read({paths, config, root, options.stdin_filename, options.max_file_size});
  const Settings bindings = config.empty() ? Settings{} : settings(sources, printed_path(config, root));
  if (options.fix) sources = fixed(options, std::move(sources), root, bindings, rules);
  if (options.diff) return Exit::clean;
  const std::vector<Document> documents = parse(sources);
  std::vector<Model> models = model(documents, sources);
  // Beyond this point no rule and no stage looks at text or at the tree again.
  const World world = link(std::move(models), sources, documents, bindings);
  if (options.command == Command::inventory) {
    const bool json = options.format == OutputFormat::json;
    write_output(options.output, json ? inventory_json(world) : inventory_text(world));
    return Exit::clean;
  }
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
