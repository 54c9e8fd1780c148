// The program as a table of contents: options, the stages in order, writing, the exit status.
#include <algorithm>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>

#include "access/catalogue_update.h"
#include "check/check.h"
#include "cli/access_command.h"
#include "cli/options.h"
#include "cli/output.h"
#include "cli/trace_command.h"
#include "fix/fix.h"
#include "link/world.h"
#include "model/model.h"
#include "parse/parse.h"
#include "read/file.h"
#include "read/parallel.h"
#include "read/read.h"
#include "report/character.h"
#include "report/html.h"
#include "report/inventory.h"
#include "report/merge.h"
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
      return sarif_report(report, options.sarif_category, options.each.empty());
    case OutputFormat::html:
      return html_report(report);
    default:
      break;
  }
  return text_report(report, text_style(options));
}

Exit exit_status(const std::vector<Finding>& findings, const Coverage& coverage, const Options& options) {
  if (findings.empty() && coverage.recognised() == 0) return Exit::nothing_to_check;
  const bool failed = std::any_of(findings.begin(), findings.end(), [&](const Finding& finding) {
    return options.fail_on && finding.rule->severity >= *options.fail_on;
  });
  return failed ? Exit::findings : Exit::clean;
}

unsigned jobs(const Options& options) { return options.jobs == 0 ? all_cores() : options.jobs; }

/// The inputs of a run: what was read, and what celint.yaml says of it.
struct Inputs {
  std::string root;
  std::vector<Source> sources;
  Settings settings;
};

Inputs inputs(const Options& options) {
  const std::vector<std::string> paths = project(options);
  const std::string root = options.root.empty() ? find_root(paths) : options.root;
  const std::string config = options.config.empty() ? find_config(paths, root) : options.config;
  std::vector<Source> sources =
      read({paths, config, root, options.stdin_filename, options.max_file_size, jobs(options)});
  Settings bindings = config.empty() ? Settings{} : settings(sources, printed_path(config, root));
  return {root, std::move(sources), std::move(bindings)};
}

/// The inputs joined. Everything points into what stands before it.
struct Linked {
  std::vector<Source> sources;
  std::vector<Document> documents;
  World world;
};

std::unique_ptr<const Linked> linked(std::vector<Source> sources, const Settings& bindings,
                                     unsigned threads) {
  auto result = std::make_unique<Linked>();
  result->sources = std::move(sources);
  result->documents = parse(result->sources, threads);
  std::vector<Model> models = model(result->documents, result->sources, threads);
  // Beyond this point no rule and no stage looks at text or at the tree again.
  result->world = link(std::move(models), result->sources, result->documents, bindings, threads);
  return result;
}

std::unique_ptr<const Linked> linked(const Options& options) {
  Inputs read = inputs(options);
  return linked(std::move(read.sources), read.settings, jobs(options));
}

Exit run_trace(const Options& given) {
  const Options options = with_environment(given);
  const std::unique_ptr<const Linked> all = linked(options);
  const Trace trace{all->sources, all->world, traced(all->world, options)};
  if (trace.paths.empty()) {
    say("nothing to trace: no compute environment on Amazon EKS was recognised");
    return Exit::nothing_to_check;
  }
  write_output(options.output, rendered(trace, options));
  return fails(trace, options) ? Exit::findings : Exit::clean;
}

Exit run_inventory(const Options& options) {
  const std::unique_ptr<const Linked> all = linked(options);
  const bool json = options.format == OutputFormat::json;
  write_output(options.output, json ? inventory_json(all->world) : inventory_text(all->world));
  return Exit::clean;
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
    return check(linked(texts, bindings, jobs(options))->world, rules);
  };
  Fixed result = fix(sources, *options.fix, analysis);
  write_fixed(sources, result.sources, root, options.diff);
  say(std::string(options.diff ? "would fix " : "fixed ") + std::to_string(result.fixes) +
      (result.fixes == 1 ? " finding" : " findings"));
  return options.diff ? std::move(sources) : std::move(result.sources);
}

/// A report and what the run ends with.
struct Checked {
  std::string report;
  Exit status = Exit::clean;
};

Checked checked(Inputs read, const Options& options, const std::vector<const Rule*>& rules) {
  const std::unique_ptr<const Linked> all = linked(std::move(read.sources), read.settings, jobs(options));
  const auto& [sources, documents, world] = *all;
  std::vector<Finding> findings = check(world, rules, jobs(options));
  if (!options.focus.empty()) {
    std::vector<std::string> files;
    for (const std::string& file : options.focus) files.push_back(printed_path(file, read.root));
    findings = focus(std::move(findings), sources, files);
  }
  // Beyond this point the findings are final: sorted by path, position, rule.
  return {rendered({sources, world, rules, findings}, options),
          exit_status(findings, world.coverage, options)};
}

Exit run_check(const Options& options) {
  const std::vector<const Rule*> rules = select(all_rules(), options.selection);
  Inputs read = inputs(options);
  if (options.fix) read.sources = fixed(options, std::move(read.sources), read.root, read.settings, rules);
  if (options.diff) return Exit::clean;
  const Checked result = checked(std::move(read), options, rules);
  if (result.status == Exit::nothing_to_check && options.format != OutputFormat::text)
    say("nothing to check: no document was recognised");
  write_output(options.output, result.report);
  return result.status;
}

/// Each world by itself, as many at once as there are threads: memory holds no more of them.
std::vector<Checked> check_worlds(const Options& options, const std::vector<std::string>& folders,
                                  const std::vector<const Rule*>& rules) {
  const std::string root = options.root.empty() ? find_root({options.each}) : options.root;
  const auto threads = static_cast<unsigned>(std::min<std::size_t>(jobs(options), folders.size()));
  std::vector<Checked> results(folders.size());
  for_each_index(folders.size(), threads, [&](std::size_t i) {
    Options own = options;
    own.root = root;
    own.paths = {folders[i]};
    own.jobs = std::max(1U, jobs(options) / threads);
    results[i] = checked(inputs(own), own, rules);
  });
  return results;
}

/// The reports of all worlds as one. JSON and SARIF have a frame around the findings: that of an empty world.
std::string joined(const std::vector<Checked>& results, const Options& options,
                   const std::vector<const Rule*>& rules) {
  if (options.format != OutputFormat::json && options.format != OutputFormat::sarif) {
    std::string text;
    for (const Checked& result : results) text += result.report;
    return text;
  }
  const World empty;
  const std::vector<Source> no_sources;
  const std::vector<Finding> no_findings;
  const Report frame{no_sources, empty, rules, no_findings};
  std::vector<std::string> reports{options.format == OutputFormat::json
                                       ? json_report(frame)
                                       : sarif_report(frame, options.sarif_category)};
  for (const Checked& result : results) reports.push_back(result.report);
  return merge_reports(reports).report;
}

Exit run_each(const Options& options) {
  const std::vector<const Rule*> rules = select(all_rules(), options.selection);
  const std::vector<std::string> folders = find_worlds(options.each, options.shard);
  const std::vector<Checked> results = check_worlds(options, folders, rules);
  write_output(options.output, joined(results, options, rules));
  const auto is = [&](Exit status) {
    return [status](const Checked& result) { return result.status == status; };
  };
  if (std::any_of(results.begin(), results.end(), is(Exit::findings))) return Exit::findings;
  // A share may be empty.
  if (!std::all_of(results.begin(), results.end(), is(Exit::nothing_to_check)) ||
      (results.empty() && options.shard.count > 1))
    return Exit::clean;
  say("nothing to check: no document was recognised in any subfolder");
  return Exit::nothing_to_check;
}

Exit run_merge(const Options& options) {
  std::vector<std::string> reports;
  for (const std::string& path : options.paths)
    reports.push_back(read_file(path, options.max_file_size, FileType::any).text);
  const Merged merged = merge_reports(reports);
  write_output(options.output, merged.report);
  std::size_t failed = 0;
  for (std::size_t severity = 0; options.fail_on && severity < merged.findings.size(); ++severity)
    if (severity >= static_cast<std::size_t>(*options.fail_on)) failed += merged.findings[severity];
  return failed > 0 ? Exit::findings : Exit::clean;
}

std::string rules_list(OutputFormat format) {
  if (format == OutputFormat::json) return rules_json(all_rules());
  return format == OutputFormat::markdown ? rules_markdown(all_rules()) : rules_text(all_rules());
}

Exit run(const Options& options) {
  switch (options.command) {
    case Command::rules:
      write_output({}, rules_list(options.format));
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
      return run_trace(options);
    case Command::inventory:
      return run_inventory(options);
    case Command::merge:
      return run_merge(options);
    case Command::check:
      break;
  }
  return options.each.empty() ? run_check(options) : run_each(options);
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
