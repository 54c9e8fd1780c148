// What the actions of a statement are to the rules that judge actions: the catalogue is asked once for all.
#pragma once

#include <cstdint>

#include "access/catalogue.h"
#include "model/policy.h"

namespace celint {

/// A set of the traits below.
using ActionTraits = std::uint8_t;

inline constexpr ActionTraits kUnlisted = 1;  ///< An entry names no action of the catalogue.
inline constexpr ActionTraits kNeeded = 2;    ///< A launch needs it. Not in S3, but for what has no resource.
inline constexpr ActionTraits kBucketAction = 4;  ///< Of S3, on buckets alone.
inline constexpr ActionTraits kObjectAction = 8;  ///< Of S3, on objects alone.

ActionTraits traits_of(ActionId action);

/// Those of all entries. Patterns with wildcards are at most unlisted.
ActionTraits traits_of(const Statement& statement);

}  // namespace celint
