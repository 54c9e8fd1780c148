// Which release of Seqera Platform the compute environments run under, where its documentation differs by
// release.
#pragma once

#include "link/world.h"

namespace celint {

/// Whether celint.yaml's `platform-version` is this release or later. Unset, or not a version, is the newest.
bool is_platform_from(const World& world, int year, int release);

}  // namespace celint
