// An edit of aws-auth is safe only if the edited file, read again, maps what was meant.
#pragma once

#include <string>
#include <vector>

#include "link/world.h"

namespace celint {

/// What one entry maps, as the authenticator has it.
struct Mapped {
  bool kept = true;
  std::string arn;
  std::string username;
  std::vector<std::string> groups;

  friend bool operator==(const Mapped&, const Mapped&) = default;
};

/// The entries of mapRoles, then those of mapUsers.
std::vector<Mapped> mapped(const AwsAuth& map);

/// The place of an entry in `mapped`.
std::size_t place_of(const AwsAuth& map, const IdentityMapping& entry);

/// Applies the edits to the file, reads it again and compares: the same ConfigMap must now map `intended`,
/// and the same accounts. False for files over 64 KiB, so that many findings stay cheap.
bool rereads_as(const World& world, const AwsAuth& map, const std::vector<Edit>& edits,
                const std::vector<Mapped>& intended);

/// What the ConfigMap maps once the edits are applied; nothing if it is not read then, or lets in other
/// accounts.
std::vector<Mapped> reread(const World& world, const AwsAuth& map, const std::vector<Edit>& edits);

/// An entry of mapRoles or mapUsers as one of the list that its ARN belongs to, under that list's field. This
/// and what follows: empty if the file would not map that and all it did.
std::vector<Edit> in_list_of_its_kind(const World& world, const AwsAuth& map, const IdentityMapping& entry);

/// The line taken out that keeps the key from being one list: a key above the list, or the `---` before what
/// is left out.
std::vector<Edit> as_one_list(const World& world, const AwsAuth& map, const AwsAuthKey& key);

/// A list that stands where a text belongs made the text of its key.
std::vector<Edit> as_text(const World& world, const AwsAuth& map, const UnreadAwsAuthKey& key);

/// The sso block taken out of an entry that has a role ARN too.
std::vector<Edit> without_sso(const World& world, const AwsAuth& map, const IdentityMapping& entry);

/// The lines that YAML folds into one group made items of their own, in the column of the first.
std::vector<Edit> unfolded(const World& world, const AwsAuth& map, const IdentityMapping& entry,
                           const LostGroup& group);

/// A group taken out of an entry.
std::vector<Edit> without_group(const World& world, const AwsAuth& map, const IdentityMapping& entry,
                                const Str& group);

/// An entry for this principal put before the first of mapRoles or mapUsers. Empty if there is none to put it
/// before, or if the file would not map that and all it did.
std::vector<Edit> with_mapping(const World& world, const AwsAuth& map, const Identity& identity,
                               std::string_view username);

/// A user that a binding of the environment's namespace names; `tower-launcher-user` of the published Role
/// binding if there is none.
std::string bound_user(const World& world, const Environment& environment);

}  // namespace celint
