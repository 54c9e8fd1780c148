// What was read, linked and skipped: silence must never be mistaken for coverage.
#pragma once

#include <string>

#include "report/report.h"

namespace celint {

/// How many launch-path steps have each verdict.
struct StepCounts {
  std::size_t proven = 0;
  std::size_t refuted = 0;
  std::size_t unknown = 0;
};

StepCounts count(const std::vector<Step>& steps);

/// The closing lines of the text report.
std::string footer(const Report& report, const TextStyle& style);

}  // namespace celint
