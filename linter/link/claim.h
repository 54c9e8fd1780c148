// Whether pods on several nodes can mount a claim together.
#pragma once

#include <optional>

#include "link/world.h"

namespace celint {

/// It asks for that.
bool is_read_write_many(const PersistentVolumeClaim& claim);

/// Why the storage behind it is on one node all the same, and what says so: its class or its volume. Nothing
/// if nothing says so.
std::optional<Evidence> one_node(const World& world, const PersistentVolumeClaim& claim);

}  // namespace celint
