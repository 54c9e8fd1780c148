// `celint check`.
#pragma once

#include "cli/pipeline.h"

namespace celint {

/// Checks one world, or with --each many, and writes the report.
Exit run_check(const Options& options);

}  // namespace celint
