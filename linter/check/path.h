// The launch path that leads to a finding. Private to this stage.
#pragma once

#include "check/finding.h"
#include "link/world.h"

namespace celint {

/// The steps of the CE whose step this finding refutes: of each step before it the place that decided, then
/// all of the evidence against it. Empty for findings that refute no step.
std::vector<PathPlace> path_to(const World& world, const Finding& finding);

}  // namespace celint
