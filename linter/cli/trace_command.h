// `celint trace`: which launch paths or answers, how they are written, what the exit status is.
#pragma once

#include <string>
#include <vector>

#include "cli/options.h"
#include "report/trace.h"

namespace celint {

/// `celint trace NAME PATH...`: a first path that does not exist is the name of a compute environment.
Options with_environment(Options options);

/// The launch paths, or the answers to --can: a path of one step for each identity of that name. Empty if
/// there is no compute environment. Throws CannotRun if there is none of the name that is asked for, or no
/// such identity.
std::vector<LaunchPath> traced(const World& world, const Options& options);

std::string rendered(const Trace& trace, const Options& options);

/// A step is refuted, or, with --require proven, unknown.
bool fails(const Trace& trace, const Options& options);

}  // namespace celint
