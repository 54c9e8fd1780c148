// Reports of parts -> the report of the whole.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "check/rule.h"

namespace celint {

/// One report made of several.
struct Merged {
  std::string report;
  std::vector<std::size_t> findings;  ///< How many of each Severity.
};

/// Joins reports that json_report or sarif_report wrote; their order plays no part. Findings are in the order
/// of their paths, those of one path as they were; sums and lists of the summary are added up. SARIF keeps as
/// many results as sarif_report does. Throws CannotRun if a text is no such report, or if two come from
/// different versions, rules or categories. A SARIF report without rules is taken to be of the same ones.
Merged merge_reports(const std::vector<std::string>& reports);

}  // namespace celint
