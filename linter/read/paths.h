// Paths as text.
#pragma once

#include <string>

namespace celint {

/// Absolute, without symbolic links and `..` as far as the path exists, the rest by its text; no `/` at the
/// end.
std::string resolved(const std::string& path);

/// Whether `path` is `folder` or lies below it. Both resolved.
bool lies_within(const std::string& path, const std::string& folder);

/// `path` as seen from `folder`; its last name alone if it does not lie within. Both resolved.
std::string relative_to(const std::string& path, const std::string& folder);

/// `name` as seen from `folder`, both relative to one root; empty if it is absolute or climbs out of the
/// root.
std::string joined(const std::string& folder, const std::string& name);

}  // namespace celint
