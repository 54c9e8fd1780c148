// The launch path that leads to a finding. Private to this stage.
#pragma once

#include "check/finding.h"
#include "link/world.h"

namespace celint {

/// The steps of the CE that this finding is about: of each step before its own the place that decided, then
/// all of the evidence of its own: the step it refutes, else the first that its rule speaks of. Empty if
/// there is none.
std::vector<PathPlace> path_to(const World& world, const Finding& finding);

}  // namespace celint
