// Findings -> bytes. One function per format; none of them writes anywhere.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "check/finding.h"

namespace celint {

struct World;

/// Findings that count for nothing, by why.
struct HiddenCounts {
  std::size_t suppressed = 0;
  std::size_t known = 0;  ///< From the baseline.
};

/// Everything a report is made from.
struct Report {
  const std::vector<Source>& sources;
  const World& world;
  const std::vector<const Rule*>& rules;  ///< Those that ran.
  const std::vector<Finding>& findings;   ///< Hidden ones are marked as such where they are among them.
  HiddenCounts hidden = {};               ///< Whether they are among the findings or not.
};

struct TextStyle {
  bool colour = false;
  std::size_t width = 0;  ///< Columns of the terminal; 0: none, source lines are cut at 160 columns.
  bool verbose = false;   ///< List every skipped and unrecognised file and every missing document.
};

/// Code frames in rustc's layout (primary `^`, related `-`, `:::` per other file), then a footer that says
/// what was read, linked and skipped.
std::string text_report(const Report& report, const TextStyle& style);

/// `path:line:col: severity[rule] headline (+N related)`, one line each.
std::string concise_report(const Report& report);

/// The documented JSON (schemas/report.schema.json).
std::string json_report(const Report& report);

/// SARIF 2.1.0 as GitHub code scanning takes it
/// (https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning).
/// `category` tells several analyses of one repository apart: automationDetails.id is `celint/<category>/`.
/// Without its rules it is a part that merge_reports joins with others.
std::string sarif_report(const Report& report, std::string_view category, bool with_rules = true);

/// One problem with a code frame, as used for a faulty celint.yaml.
std::string problem_frame(const Source& source, const Problem& problem, const TextStyle& style);

/// What a fix changes in a file, as a unified diff with secrets masked.
std::string unified_diff(std::string_view path, std::string_view before, std::string_view after);

}  // namespace celint
