// The program as a table of contents: each command reads, links and writes, and says how it ended.
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <memory>

#include "access/catalogue_update.h"
#include "check/check.h"
#include "cli/access_command.h"
#include "cli/check_command.h"
#include "cli/options.h"
#include "cli/output.h"
#include "cli/pipeline.h"
#include "cli/trace_command.h"
#include "read/file.h"
#include "report/character.h"
#include "report/inventory.h"
#include "report/merge.h"
#include "report/rule_list.h"

namespace celint {
namespace {

std::unique_ptr<const Linked> linked(const Options& options) {
  Inputs read = inputs(options);
  return linked(std::move(read.sources), read.context, jobs(options));
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

std::string updated_text(const CatalogueUpdate& update) {
  return "Wrote " + printable(update.path) + ": " + std::to_string(update.actions) + " actions of " +
         std::to_string(update.services) + " services, data of " + update.date + ".\n";
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
  return run_check(options);
}

}  // namespace
}  // namespace celint

namespace {

celint::Exit answer(int argc, char** argv) {
  using namespace celint;
  try {
    const std::optional<Options> options = parse_options(argc, argv);
    return options ? run(*options) : Exit::clean;
  } catch (const FaultyConfig& config) {
    std::fputs(config.frames.c_str(), stderr);
    say(config.what());
  } catch (const CannotRun& reason) {
    say(reason.what());
  } catch (const std::exception& error) {
    say(std::string("internal error: ") + error.what());
  }
  return Exit::cannot_run;
}

}  // namespace

int main(int argc, char** argv) {
  const celint::Exit status = answer(argc, argv);
  std::fflush(stdout);
  // The process ends at once: to take the tables apart that live until then takes long.
  std::_Exit(static_cast<int>(status));
}
