// Which release of Seqera Platform the compute environments run under, where its documentation differs by
// release.
#pragma once

#include "link/world.h"

namespace celint {

/// Whether celint.yaml's `platform-version` is this release or later. Unset, or not a version, is the newest.
bool is_platform_from(const World& world, int year, int release);

/// Platform tags its sessions from 26.1 on (docs.seqera.io, Enterprise 26.1 EKS page).
inline bool tags_sessions(const World& world) { return is_platform_from(world, 26, 1); }

}  // namespace celint
