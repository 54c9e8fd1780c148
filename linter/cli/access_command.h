// `celint access`: an offline policy simulator.
#pragma once

#include <string>

#include "cli/options.h"

namespace celint {

/// What it prints: decisions, a comparison or a list of grants. Throws CannotRun if a file cannot be read,
/// holds no policy of the kind asked for, or if a request is no request.
std::string access_answers(const Options& options);

}  // namespace celint
