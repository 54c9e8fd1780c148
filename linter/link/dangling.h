// Names in a CE or a binding that no supplied object has.
#pragma once

#include <string>
#include <vector>

#include "link/world.h"

namespace celint {

/// A name that leads nowhere, where other objects of its kind are supplied.
struct DanglingReference {
  Span span;         ///< The name.
  std::string kind;  ///< `ServiceAccount`, `Role`, `ClusterRole`.
  std::string name;
  std::string near;  ///< A supplied name a slip away; empty if none.
  Span near_span;
  std::string other_ns;  ///< A namespace that has an object of this name; empty if none.
  Span other_span;
};

/// Those of one environment: its head and compute account, and the roles that bindings of its launch subjects
/// name.
std::vector<DanglingReference> dangling_references(const World& world, const Environment& environment);

}  // namespace celint
