// How identities come to be, and to their policies. Private to this stage.
#pragma once

#include <string_view>
#include <vector>

#include "link/world.h"

namespace celint {

/// The identity of an ARN, made if no document named it yet. Null for anything but a full user or role ARN.
Identity* identity_of(World& world, std::string_view text);

/// The policy or trust policy belongs to the identity.
void give(Identity& identity, const Policy& policy, How how);

/// Gives trust policies to the roles that their content tells, and takes them out of those left.
void infer_trusts(World& world, std::vector<const Policy*>& left);

/// The same for the policy of the platform identity.
void infer_platform_policy(World& world, std::vector<const Policy*>& left);

}  // namespace celint
