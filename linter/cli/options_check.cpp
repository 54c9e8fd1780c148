// The options of `celint check`.
#include <charconv>

#include "cli/options_parts.h"
#include "read/identifiers.h"

namespace celint {
namespace {

void add_rule_list(CLI::App& app, const std::string& name, std::vector<std::string>& ids,
                   const std::string& help) {
  app.add_option(name, ids, help)->delimiter(',')->allow_extra_args(false)->type_name("RULE,...");
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

/// A day of the calendar; throws if it is none.
std::string date_from(const std::string& text) {
  if (!is_date(text)) throw CLI::ValidationError("--today", "'" + text + "' is not a date as in 2027-01-31");
  return text;
}

/// What counts for nothing.
void add_hiding(CLI::App& app, Options& options) {
  app.add_option("--baseline", options.baseline,
                 "Report what this earlier report does not hold (--format json or sarif)")
      ->type_name("FILE");
  app.add_flag("--show-suppressed", options.show_suppressed,
               "Report suppressed findings and those of the baseline too, marked; they still do not count");
  app.add_option_function<std::string>(
         "--today", [&options](const std::string& text) { options.today = date_from(text); },
         "The date by which suppressions expire, instead of the clock's")
      ->type_name("DATE");
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
      app.add_option("--each", options.each,
                     "Check every immediate subfolder of this folder, or of a tar stream ('-'), by itself")
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

}  // namespace

void add_check(CLI::App& app, Options& options) {
  CLI::App* check = app.add_subcommand("check", "Check documents (the default command)");
  add_input(*check, options);
  add_selection(*check, options);
  add_hiding(*check, options);
  add_output(*check, options);
  add_fixes(*check, options);
  add_each(*check, options);
  check->callback([&options] {
    if (!options.each.empty() && options.format == OutputFormat::html)
      throw CLI::ValidationError("--each", "writes text, concise, json or sarif");
    if (!options.each.empty() && (options.fix || options.diff))
      throw CLI::ValidationError("--each", "fixes nothing: fix one subfolder at a time");
  });
}

}  // namespace celint
