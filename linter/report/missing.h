// The documents that would settle the steps of a launch path that nothing supplied decides.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "link/world.h"

namespace celint {

/// One such document, and the steps it would settle.
struct MissingDocument {
  std::string_view document;  ///< What it is, with the command that exports it.
  std::vector<StepId> steps;
  std::vector<const Environment*> environments;
};

/// Each once, in the order of environments and steps.
std::vector<MissingDocument> missing_documents(const World& world);

/// `credentials, describe`
std::string names(const std::vector<StepId>& steps);

}  // namespace celint
