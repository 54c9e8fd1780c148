// Policy documents that claim to be one and the same: they agree, or neither is taken. Private to this stage.
#pragma once

#include <string>
#include <vector>

#include "link/world.h"

namespace celint {

/// What documents that claim to be one policy come to.
struct Agreement {
  const Policy* taken = nullptr;      ///< Null if they differ.
  std::vector<const Policy*> differ;  ///< Those that differ from the first, and the first before them.
};

/// The parts as one text, the same for every order of them.
std::string unordered(std::vector<std::string> parts);

/// They differ if they mean another thing: neither order nor case of actions nor Sids count, nor whether an
/// account is named by its id or its root. One with values that are not known differs from none, and is taken
/// last. `all` is not empty.
Agreement agree(const std::vector<const Policy*>& all);

/// Some value of its statements is a placeholder or a variable of another program.
bool has_unknown_values(const Policy& policy);

/// Notes a conflict between the first of these policies and each of the others.
void note_conflict(World& world, const std::string& thing, const std::string& difference,
                   const std::vector<const Policy*>& differ);

/// Of several trust policies of one identity one is its trust if they agree; so with inline policies of one
/// name, with lists of what is attached, and with boundaries.
void settle_rivals(World& world);

}  // namespace celint
