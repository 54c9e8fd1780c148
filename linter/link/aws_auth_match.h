// Whether an entry of aws-auth can match a caller at all (aws-iam-authenticator, pkg/arn/arn.go and
// pkg/config/mapper.go): the mapping's text is compared, without case, with the canonical ARN of the caller.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "link/world.h"

namespace celint {

/// Why no caller's ARN can equal the text of an entry.
struct ArnMisfit {
  std::string why;    ///< `an IAM group is no principal here`: goes on after the quoted ARN.
  std::string meant;  ///< The ARN it was meant to be; empty if that is not clear.
};

/// Nothing for an entry that may match, is dropped or unknown, or only keeps its role's path. A rolearn with
/// a wildcard is left alone: whether one matches depends on the authenticator's version
/// (https://github.com/kubernetes-sigs/aws-iam-authenticator/pull/994).
std::optional<ArnMisfit> arn_misfit(const AwsAuthKey& key, const IdentityMapping& entry);

/// A role's ARN with its path, which STS leaves out of the caller's: the ARN without it; empty if it has
/// none.
std::string without_role_path(const IdentityMapping& entry);

/// The kind of principal an entry names: `role`, `user`, `root`, `federated-user`; empty if it names none.
std::string_view principal_type(const IdentityMapping& entry);

/// The entry has no effect: dropped, a misfit, or with its role's path.
bool never_matches(const AwsAuthKey& key, const IdentityMapping& entry);

/// What the authenticator makes of a caller, in lower case: a session ARN never holds the role's path, a
/// user's ARN does.
std::string canonical_arn(const Identity& identity);

/// Text of aws-auth that was meant for this identity and never takes effect. Other rules name the fault.
std::optional<Evidence> lost_mapping(const AwsAuth& map, const Identity& identity);

/// Whether it matches the identity hangs on the authenticator's version, or on text not filled in yet.
bool may_match(const AwsAuth& map, const Identity& identity);

/// Every entry of the ConfigMaps that the authenticator reads.
void each_entry(const World& world,
                const std::function<void(const AwsAuth&, const AwsAuthKey&, const IdentityMapping&)>& visit);

/// mapRoles and mapUsers, as far as they are there and can be read.
std::vector<const AwsAuthKey*> entry_keys(const AwsAuth& map);

}  // namespace celint
