// Whether one set of policies allows anything that another does not.
#pragma once

#include <string>
#include <vector>

#include "access/glob_search.h"
#include "model/policy.h"

namespace celint {

/// Policies of one principal.
struct PolicySet {
  std::vector<const Policy*> identity;
  const Policy* boundary = nullptr;
};

/// A request that one set allows and the other does not.
struct Beyond {
  GlobSearch::Result result = GlobSearch::Result::none;  ///< `unknown`: neither could be shown.
  std::string action;
  std::string resource;  ///< `*` for a call without resource.
  std::vector<std::string>
      conditions;  ///< What must hold, as text: `StringEquals aws:x 'a'`, `not Bool ...`.
};

/// Looks for a request that `wide` allows and `narrow` does not. Conditions count as independent switches
/// that are on or off, each distinct one with its operator, key and values; variables stand for themselves. A
/// difference that needs two conditions on one key to differ may be impossible, so it is `unknown`.
Beyond find_beyond(const PolicySet& wide, const PolicySet& narrow);

}  // namespace celint
