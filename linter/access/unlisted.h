// What the catalogue's silence means, service by service. Names that AWS knows though it does not list them:
// retired services and actions, and prefixes of services that AWS documents nowhere. Data:
// schemas/unlisted.tsv.
#pragma once

#include <string_view>

namespace celint {

/// A service of the launch path: for these the catalogue is checked closely enough to speak of an error. In
/// any letter case.
bool is_launch_service(std::string_view prefix);

/// A service that the catalogue lacks and AWS takes nevertheless, in any letter case.
bool is_unlisted_service(std::string_view prefix);

/// The date of the last reference that listed an action which the pattern names; empty if none did of late.
std::string_view last_listed(std::string_view action);

}  // namespace celint
