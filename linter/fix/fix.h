// Findings -> better sources. Edits are tried in memory, and only those that a second look confirms are kept.
#pragma once

#include <cstddef>
#include <functional>
#include <vector>

#include "check/finding.h"

namespace celint {

/// All stages from `parse` to `check` over some sources.
using Analysis = std::function<std::vector<Finding>(const std::vector<Source>&)>;

struct Fixed {
  std::vector<Source> sources;  ///< As given, with the edits applied.
  std::size_t fixes = 0;        ///< Findings that are gone for it.
};

/// Applies the edits of findings whose fix is at least `least` (`unsafe` includes the safe ones), round by
/// round: those of one finding together or not at all, overlapping ones one after the other. A fix stays only
/// if the rule then finds less and no other rule finds more.
Fixed fix(const std::vector<Source>& sources, FixKind least, const Analysis& analysis);

/// The text with the edits applied, which must not overlap; of another source they are left out.
std::string edited(const Source& source, SourceId id, std::vector<Edit> edits);

}  // namespace celint
