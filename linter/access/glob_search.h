// The algebra of patterns: intersection, inclusion and difference, each with a shortest text that proves it.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "access/glob.h"

namespace celint {

/// Patterns of which one must match. They are only pointed to.
using GlobUnion = std::vector<const Glob*>;

struct GlobSearch {
  enum class Result : std::uint8_t {
    found,    ///< `text` is a shortest one.
    none,     ///< There is no such text.
    unknown,  ///< The search was given up at its limit.
  };
  Result result = Result::none;
  std::string text;
};

/// A shortest text that every union of `all_of` matches and no pattern of `none_of` matches. Exact; variables
/// count as
/// `*`. Work and memory are bounded by `max_states` sets of positions in the patterns.
GlobSearch find_text(const std::vector<GlobUnion>& all_of, const GlobUnion& none_of,
                     std::size_t max_states = 20000);

/// Some text matches `inner` and none of `outer`: then `inner` is no subset of their union.
GlobSearch find_outside(const Glob& inner, const std::vector<Glob>& outer);

}  // namespace celint
