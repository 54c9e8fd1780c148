// What sends task pods to Fargate, which refuses privileged ones
// (https://docs.aws.amazon.com/eks/latest/userguide/fargate.html).
#pragma once

#include <string>
#include <vector>

#include "link/world.h"

namespace celint {

/// A place that sends the task pods of an environment to Fargate, and what it is, as a sentence begins.
struct FargateUse {
  Span span;
  std::string what;
};

/// Profiles of its cluster that select its task pods whatever their labels, and pod options that ask for it.
std::vector<FargateUse> fargate_uses(const World& world, const Environment& environment);

}  // namespace celint
