#include <algorithm>
#include <unordered_set>

#include "check/check.h"

namespace celint {

std::vector<Finding> focus(std::vector<Finding> findings, const std::vector<Source>& sources,
                           const std::vector<std::string>& paths) {
  const std::unordered_set<std::string_view> wanted(paths.begin(), paths.end());
  const auto touches = [&](const Span& span) { return wanted.contains(sources[span.source].path); };
  std::erase_if(findings, [&](const Finding& finding) {
    return !touches(finding.span) && std::none_of(finding.notes.begin(), finding.notes.end(),
                                                  [&](const Note& note) { return touches(note.span); });
  });
  return findings;
}

}  // namespace celint
