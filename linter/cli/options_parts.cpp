#include "cli/options_parts.h"

namespace celint {
namespace {

/// Spans count bytes in 32 bits.
constexpr std::uint64_t kLargestFile = UINT32_MAX;

/// A validator that is made when there is something to validate: to make one takes long.
template <typename Make>
CLI::Validator late(const Make& make) {
  return {[make](std::string& given) { return make()(given); }, ""};
}

}  // namespace

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
      ->transform(late([] { return CLI::AsSizeValue(false); }))
      ->check(late([] { return CLI::Range(std::uint64_t{1}, kLargestFile); }))
      ->type_name("SIZE")
      ->default_str("512MiB");
  app.add_option("--jobs", options.jobs, "Threads that read and check; the report is the same for any number")
      ->check(late([] { return CLI::Range(1U, 1024U); }))
      ->type_name("N")
      ->default_str("all cores");
}

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

}  // namespace celint
