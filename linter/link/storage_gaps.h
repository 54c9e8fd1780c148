// What the roles of a Fusion compute environment lack on its work directory: the storage steps, seen role by
// role.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "link/world.h"

namespace celint {

/// One role with what it certainly may not do. Head and compute pods that share a role give one gap.
struct StorageGap {
  const Environment* environment = nullptr;
  const Identity* role = nullptr;
  std::string pods;            ///< `head pod`, `task pods` or `head and task pods`, as messages say.
  std::vector<Asked> missing;  ///< In the order of the needs.
  /// The Allow statement to which the missing actions belong: one that reaches the same resource; else null.
  const Statement* statement = nullptr;
  Span place;  ///< The ARN nearest to the resource, else where the role is named.

  /// Whether something of this need is missing.
  bool lacks(std::string_view need) const;
  /// `s3:GetObject and s3:PutObject`, each once; of one need, or of all if it is empty.
  std::string actions(std::string_view need = {}) const;
};

/// The roles that lack something that Fusion requires: what the steps found.
std::vector<StorageGap> storage_gaps(const Environment& environment);

/// The roles that lack what the Fusion guide recommends beyond that.
std::vector<StorageGap> recommended_gaps(const Environment& environment);

/// Adds the missing actions to `gap.statement`. Widens: an unsafe fix.
std::vector<Edit> grant(const World& world, const StorageGap& gap, std::string_view need = {});

}  // namespace celint
