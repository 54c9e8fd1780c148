// The smallest grants that still serve the needs of a launch.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "access/surplus.h"

namespace celint {

/// Actions on resources, as a statement grants them.
struct Grant {
  std::vector<std::string> actions;
  std::vector<std::string> resources;
};

/// What of an Allow statement the needs ask for: each grant is covered by the statement, conditions aside,
/// and every mandatory need that the statement covers is covered by a grant. What is only perhaps in use
/// stays where the statement is no broader than it. Empty: nothing of it is needed. Nothing if that cannot be
/// told: a value that is not known, a pattern that only overlaps.
std::optional<std::vector<Grant>> smallest(const SurplusQuestion& question, const Statement& statement);

}  // namespace celint
