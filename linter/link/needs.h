// What a compute environment needs of AWS, principal by principal, and whether it is allowed. The table is
// schemas/permissions.tsv: what is granted beyond it is too much, what it asks and is not granted is missing.
#pragma once

#include <string_view>
#include <vector>

#include "access/need.h"
#include "link/world.h"

namespace celint {

/// Who a principal of the table is in this environment; null if it is not known.
const Identity* identity_of(const Environment& environment, NeedPrincipal principal);

/// A field that was meant to turn Fusion on and is none: Platform drops it. Null if there is none.
const UnknownField* misspelt_fusion(const ComputeEnvironment& ce);

/// Whether the environment uses a feature of the table: maybe, if neither the CE nor celint.yaml says.
Truth uses(const Environment& environment, std::string_view feature);

/// What a principal needs, in the table's order: every need that concerns it, but for those of features that
/// are not in use.
std::vector<Needed> needs_of(const Environment& environment, NeedPrincipal principal);

/// Every action of a need on every resource of it, with the decision. Objects are stood for by one that a
/// task writes. Nothing for a need whose resources or actions are not known one by one.
std::vector<Asked> ask(const Environment& environment, const Identity& identity, const Needed& needed);

}  // namespace celint
