// The documents that would settle the steps of a launch path that nothing supplied decides.
#pragma once

#include <string>
#include <vector>

#include "link/world.h"

namespace celint {

/// One such document, and the steps it would settle.
struct MissingDocument {
  std::string document;  ///< What it is, with the command that exports it.
  std::vector<StepId> steps;
  std::vector<const Environment*> environments;
};

/// Each once, in the order of environments and steps.
std::vector<MissingDocument> missing_documents(const World& world);

/// These, and what a full check starts from if it is not supplied: a compute environment, and its cluster.
std::vector<MissingDocument> missing_for_full_check(const World& world);

/// `credentials, describe`
std::string names(const std::vector<StepId>& steps);

}  // namespace celint
