#include "cli/check_command.h"

#include <algorithm>
#include <iostream>
#include <map>
#include <optional>

#include "check/check.h"
#include "cli/fix_files.h"
#include "cli/output.h"
#include "read/file.h"
#include "read/parallel.h"
#include "read/read.h"
#include "report/baseline.h"
#include "report/headline.h"
#include "report/html.h"
#include "report/merge.h"
#include "report/report.h"

namespace celint {
namespace {

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
    return !finding.hidden() && options.fail_on && finding.rule->severity >= *options.fail_on;
  });
  return failed ? Exit::findings : Exit::clean;
}

/// A report and what the run ends with.
struct Checked {
  std::string report;
  Exit status = Exit::clean;
};

/// What a run asks of each world.
struct Request {
  const std::vector<const Rule*> rules;
  const std::optional<Baseline> baseline;
};

Request request(const Options& options) {
  std::optional<Baseline> baseline;
  if (!options.baseline.empty())
    baseline.emplace(read_file(options.baseline, options.max_file_size, FileType::any).text);
  return {select(all_rules(), options.selection), std::move(baseline)};
}

Checked checked(const Linked& all, const RunContext& context, const Options& options, const Request& asked) {
  const auto& [sources, documents, world] = all;
  std::vector<Finding> findings = check(world, asked.rules, jobs(options));
  if (!options.focus.empty()) {
    std::vector<std::string> files;
    for (const std::string& file : options.focus) files.push_back(printed_path(file, context.root));
    findings = focus(std::move(findings), sources, files);
  }
  if (asked.baseline) asked.baseline->mark(findings, world);
  const HiddenCounts hidden = count_hidden(findings);
  if (!options.show_suppressed) findings = visible(std::move(findings));
  // Beyond this point the findings are final: sorted by path, position, rule.
  return {rendered({sources, world, asked.rules, findings, hidden}, options),
          exit_status(findings, world.coverage, options)};
}

Exit check_one(const Options& options) {
  const Request asked = request(options);
  Inputs read = inputs(options);
  if (options.fix) read.sources = fixed(options, std::move(read.sources), read.context, asked.rules);
  if (options.diff) return Exit::clean;
  // Never freed: the process ends soon, and to take so many small parts from each other takes long.
  const Linked& all = *linked(std::move(read.sources), read.context, jobs(options)).release();
  const Checked result = checked(all, read.context, options, asked);
  if (result.status == Exit::nothing_to_check && options.format != OutputFormat::text)
    say("nothing to check: no document was recognised");
  write_output(options.output, result.report);
  return result.status;
}

Checked checked_world(Inputs read, const Options& options, const Request& asked) {
  return checked(*linked(std::move(read.sources), read.context, jobs(options)), read.context, options, asked);
}

/// Each world by itself, as many at once as there are threads: memory holds no more of them.
std::vector<Checked> check_worlds(const Options& options, const std::vector<std::string>& folders,
                                  const Request& asked) {
  const std::string root = options.root.empty() ? find_root({options.each}) : options.root;
  const auto threads = static_cast<unsigned>(std::min<std::size_t>(jobs(options), folders.size()));
  std::vector<Checked> results(folders.size());
  for_each_index(folders.size(), threads, [&](std::size_t i) {
    Options own = options;
    own.root = root;
    own.paths = {folders[i]};
    own.jobs = std::max(1U, jobs(options) / threads);
    results[i] = checked_world(inputs(own), own, asked);
  });
  return results;
}

/// --config, read.
std::optional<Source> given_config(const Options& options) {
  if (options.config.empty()) return std::nullopt;
  const std::string root = options.root.empty() ? find_root({}) : options.root;
  const std::uint64_t limit = size_limit(options.max_file_size);
  return source_of(printed_path(options.config, root), read_file(options.config, limit, FileType::any), true,
                   limit);
}

/// The same of a tar stream on standard input, in the order of names.
std::vector<Checked> check_stream(const Options& options, const Request& asked) {
  WorldStream stream(std::cin, options.shard, options.max_file_size, given_config(options));
  std::map<std::string, Checked> results;
  for (bool more = true; more;) {
    std::vector<std::pair<StreamedWorld, Checked*>> some;
    while (some.size() < jobs(options) && more) {
      auto world = stream.next();
      more = world.has_value();
      if (more) some.emplace_back(std::move(*world), &results[world->name]);
    }
    for_each_index(some.size(), jobs(options), [&](std::size_t i) {
      Options own = options;
      own.jobs = 1;
      *some[i].second = checked_world(inputs(std::move(some[i].first), own), own, asked);
    });
  }
  std::vector<Checked> in_order;
  for (auto& [name, result] : results) in_order.push_back(std::move(result));
  return in_order;
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

Exit check_each(const Options& options) {
  const Request asked = request(options);
  const std::vector<Checked> results =
      options.each == "-" ? check_stream(options, asked)
                          : check_worlds(options, find_worlds(options.each, options.shard), asked);
  write_output(options.output, joined(results, options, asked.rules));
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

}  // namespace

Exit run_check(const Options& options) {
  return options.each.empty() ? check_one(options) : check_each(options);
}

}  // namespace celint
