// Grants so broad that a rule of their own speaks of them; the rules of mere excess leave these entries out.
#pragma once

#include <string_view>
#include <vector>

#include "link/world.h"

namespace celint {

/// What makes a grant broad.
enum class GrantKind : std::uint8_t {
  admin,        ///< Everything on everything.
  escalation,   ///< Every member of a set of actions by which an identity makes itself stronger.
  assume_role,  ///< sts:AssumeRole on any role.
  bucket_name,  ///< Buckets by the start of their name.
};

struct BroadGrant {
  GrantKind kind = GrantKind::admin;
  LaunchIdentity who;
  const Policy* policy = nullptr;        ///< Null if an attached policy of AWS says it.
  const Statement* statement = nullptr;  ///< Of the first entry.
  std::vector<Str> actions;              ///< Action entries that bring it; for NotAction its whole value.
  std::vector<Str> resources;            ///< Resource entries that bring it.
  std::string_view what;                 ///< Of an escalation: what its holder can do.
  std::size_t ways = 1;                  ///< Of an escalation: how many sets begin with this entry.
};

/// The broad grants of a launch identity in one environment, policy by policy. An administrator has no
/// others.
std::vector<BroadGrant> broad_grants(const Environment& environment, const LaunchIdentity& who);

/// The entries that such rules name for this identity in any environment.
std::vector<Span> entries_of_broad_grants(const World& world, const Identity& identity);

/// The action entries of a statement that cover the action; for NotAction its whole value.
std::vector<Str> entries_for(const Statement& statement, std::string_view action);

/// A condition holds the statement to resources of named accounts (aws:ResourceAccount).
bool binds_resource_account(const Statement& statement);

}  // namespace celint
