// What switches Wave off for the runs of a compute environment, whatever its own field says.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "link/world.h"

namespace celint {

/// A place that switches Wave off, and what it is, as a sentence begins.
struct WaveSwitch {
  Span span;
  std::string what;
  std::optional<Edit> removal;
};

/// nextflowConfig, variables of the head and the pre-run script (nextflow, WaveFactory.groovy).
std::vector<WaveSwitch> wave_switches(const ComputeEnvironment& ce);

}  // namespace celint
