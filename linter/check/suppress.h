// Suppressions at work. Private to this stage.
#pragma once

#include <vector>

#include "check/finding.h"
#include "link/world.h"

namespace celint {

/// Marks the findings that a suppression of the world hides. Gives those suppressions that certainly hide
/// nothing: their rule ran on all of what they cover, or they cannot count (no such rule, past their date).
std::vector<const Suppression*> suppress(const World& world, const std::vector<const Rule*>& rules,
                                         std::vector<Finding>& findings);

}  // namespace celint
