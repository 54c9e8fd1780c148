// In which region a compute environment's cluster is.
#pragma once

#include "link/world.h"

namespace celint {

/// The region of the cluster, and what says so: its ARN, else the host of its endpoint, else that of the CE's
/// `server`. Empty text if none does.
Str region_of_cluster(const Environment& environment);

}  // namespace celint
