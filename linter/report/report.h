// Findings -> bytes. One function per format; none of them writes anywhere.
#pragma once

#include <string>
#include <vector>

#include "check/finding.h"

namespace celint {

struct World;

/// Everything a report is made from.
struct Report {
  const std::vector<Source>& sources;
  const World& world;
  const std::vector<const Rule*>& rules;  ///< Those that ran.
  const std::vector<Finding>& findings;
};

struct TextStyle {
  bool colour = false;
  std::size_t width = 0;  ///< Columns of the terminal; 0: do not shorten the source lines to it.
};

/// Code frames: `ux.md`-like layout of rustc (primary `^`, related `-`, `:::` per other file), then a footer
/// that says what was read, linked and skipped.
std::string text_report(const Report& report, const TextStyle& style);

/// `path:line:col: severity[rule] headline (+N related)`, one line each.
std::string concise_report(const Report& report);

/// The documented JSON (schemas/report.schema.json).
std::string json_report(const Report& report);

/// SARIF 2.1.0 as GitHub code scanning takes it.
std::string sarif_report(const Report& report);

/// One problem with a code frame, as used for a faulty celint.yaml.
std::string problem_frame(const Source& source, const Problem& problem, const TextStyle& style);

}  // namespace celint
