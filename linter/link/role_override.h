// What gives pods other credentials than those of their service account's role.
#pragma once

#include <vector>

#include "link/world.h"

namespace celint {

/// A variable that the SDKs look at before the web identity token and the Pod Identity agent, or for their
/// place (https://docs.aws.amazon.com/sdkref/latest/guide/standardized-credentials.html).
struct RoleOverride {
  Str name;
  bool head = false;                              ///< Reaches the head pod.
  bool compute = false;                           ///< Reaches the task pods.
  const EnvironmentVariable* variable = nullptr;  ///< Of the CE; null if its pre-run script sets it.
};

/// In the CE's environment and its pre-run script, which runs in the head pod.
std::vector<RoleOverride> role_overrides(const ComputeEnvironment& ce);

}  // namespace celint
