// An earlier report: what it holds is known already.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "check/finding.h"
#include "link/world.h"

namespace celint {

/// The findings of a report that json_report or sarif_report wrote, by their fingerprints. Suppressed ones
/// are left out: they are to come back when the suppression goes.
class Baseline {
 public:
  /// Throws CannotRun if the text is no such report.
  explicit Baseline(std::string_view report);

  /// Says of each finding whether the report has it: first those with the same place in their document, then
  /// those with the same line. A finding of the report stands for one finding only.
  void mark(std::vector<Finding>& findings, const World& world) const;

 private:
  struct Known {
    std::string semantic;
    std::string line;  ///< Rule, file and hash of the line.
  };
  std::vector<Known> known_;
};

}  // namespace celint
