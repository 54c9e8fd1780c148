// Which part of a role should have granted what it does not. Private to this stage.
#pragma once

#include <vector>

#include "link/rbac.h"

namespace celint {

/// The places of the role that come nearest to the rights it lacks, in written order, each with what lacks
/// there: the verbs of the rule for that resource, its names or API groups if they keep it from granting, the
/// resources of the rule for the resource without its subresource; else the role's rules.
std::vector<Evidence> obstacles(const RbacRole& role, const std::vector<RbacRight>& missing);

}  // namespace celint
