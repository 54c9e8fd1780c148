// World -> Findings.
#pragma once

#include <vector>

#include "check/finding.h"
#include "check/rule.h"

namespace celint {

/// Which rules run.
struct Selection {
  Audience audience = Audience::everyone;
  std::vector<std::string> only;    ///< Rule ids, of any audience; empty: all of the audience.
  std::vector<std::string> ignore;  ///< Rule ids.
};

/// The rule of this id. Throws CannotRun if there is none (with the nearest ones).
const Rule& find_rule(const std::vector<Rule>& rules, std::string_view name);

/// The rules a run asks for. Throws CannotRun if a name is no rule (with the nearest ones).
std::vector<const Rule*> select(const std::vector<Rule>& rules, const Selection& selection);

/// Runs the rules. The result is sorted by path, position, rule: the same for any order of input. Those that
/// a suppression hides are among them, marked. Up to `jobs` threads run one rule each.
std::vector<Finding> check(const World& world, const std::vector<const Rule*>& rules, unsigned jobs = 1);

/// Without those that are hidden.
std::vector<Finding> visible(std::vector<Finding> findings);

/// Those whose primary or related places touch one of these paths (paths as in Source::path).
std::vector<Finding> focus(std::vector<Finding> findings, const std::vector<Source>& sources,
                           const std::vector<std::string>& paths);

}  // namespace celint
