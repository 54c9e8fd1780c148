// `check --fix` and `--diff`.
#pragma once

#include <vector>

#include "check/check.h"
#include "cli/pipeline.h"

namespace celint {

/// The sources with the fixes that were asked for; written, unless they are only shown. Throws CannotRun if a
/// file no longer holds what was read.
std::vector<Source> fixed(const Options& options, std::vector<Source> sources, const RunContext& context,
                          const std::vector<const Rule*>& rules);

}  // namespace celint
