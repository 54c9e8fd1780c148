// Grants so broad that a rule of their own speaks of them; the rules of mere excess leave these entries out.
#pragma once

#include <string_view>
#include <vector>

#include "link/world.h"

namespace celint {

/// Fills in those of the launch identities of an environment, policy by policy. An administrator has no
/// others.
void find_broad_grants(Environment& environment);

/// The entries that such rules name for this identity in any environment.
std::vector<Span> entries_of_broad_grants(const World& world, const Identity& identity);

/// The action entries of a statement that cover the action; for NotAction its whole value.
std::vector<Str> entries_for(const Statement& statement, std::string_view action);

/// A condition holds the statement to resources of named accounts (aws:ResourceAccount).
bool binds_resource_account(const Statement& statement);

}  // namespace celint
