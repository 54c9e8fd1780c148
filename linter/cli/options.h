// The command line. The only stage that knows CLI11.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "check/check.h"
#include "read/worlds.h"

namespace celint {

enum class Command : std::uint8_t {
  check,
  merge,
  trace,
  inventory,
  rules,
  explain,
  access,
  catalogue_update
};
enum class OutputFormat : std::uint8_t { text, concise, json, sarif, html, dot, mermaid, svg, markdown };
enum class Colour : std::uint8_t { automatic, always, never };

/// Of `celint access`.
struct AccessOptions {
  std::vector<std::string> policies;  ///< Files with identity policies of one principal.
  std::string boundary;
  std::vector<std::string> resource_policies;
  std::string principal;  ///< ARN or service; empty: unknown.
  std::string action;
  std::string resource;
  std::vector<std::string> context;  ///< KEY=VALUE; none: nothing is known of the context.
  std::string requests;              ///< File of JSON lines, `-` for standard input.
  std::vector<std::string> compare;  ///< Two files, or none.
  bool list = false;
};

struct Options {
  Command command = Command::check;
  std::vector<std::string> paths;  ///< Files, folders, `-`. Empty: the current folder. Of `merge`: reports.
  std::string stdin_filename;      ///< Path that `-` is reported as.
  std::string config;              ///< --config; empty: see find_config.
  std::string root;                ///< --root; empty: see find_root.
  OutputFormat format = OutputFormat::text;
  std::string output;  ///< --output; empty: stdout.
  Colour colour = Colour::automatic;
  std::string sarif_category = "check";  ///< --sarif-category, see sarif_report.
  bool verbose = false;
  std::optional<Severity> fail_on = Severity::warning;  ///< Empty: --fail-on never or --exit-zero.
  std::optional<FixKind> fix;                           ///< --fix, --unsafe-fixes: the least kind applied.
  bool diff = false;                                    ///< --diff: show what would be fixed, write nothing.
  std::vector<std::string> focus;                       ///< --focus FILE...
  Selection selection;
  std::string baseline;          ///< --baseline: an earlier report; empty: unset.
  bool show_suppressed = false;  ///< --show-suppressed: hidden findings are reported too, marked.
  std::string today;             ///< --today; empty: the clock's date in UTC.
  std::uint64_t max_file_size = std::uint64_t{512} << 20;
  unsigned jobs = 0;  ///< --jobs; 0: all cores.
  std::string each;   ///< --each DIR: every subfolder is checked by itself; empty: unset.
  Shard shard;        ///< --shard, with --each.
  std::string rule;   ///< Of `explain`.
  AccessOptions access;
  std::string catalogue_from;    ///< `catalogue update --from DIR`.
  std::string ce;                ///< Of `trace`: the name of a CE; empty: all.
  std::vector<std::string> can;  ///< Of `trace`: identity, action, resource; empty: the launch paths.
  bool require_proven = false;   ///< Of `trace`: an unknown step fails too.
};

/// Parses argv. Returns nothing when the answer was printed already (--help, --version: exit 0).
/// Throws CannotRun on a usage error.
std::optional<Options> parse_options(int argc, char** argv);

}  // namespace celint
