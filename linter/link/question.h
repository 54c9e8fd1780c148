// A single question to the joined world: may this identity do this?
#pragma once

#include <string_view>
#include <vector>

#include "link/world.h"

namespace celint {

/// Users and roles of this ARN or name.
std::vector<const Identity*> identities_called(const World& world, std::string_view name);

/// Whether the identity may do `action` on `resource`, as a step: by its policies and boundary, with the
/// policy of the bucket, key or role that is asked for where that is supplied.
Step may_identity(const World& world, const Identity& identity, const Request& request);

}  // namespace celint
