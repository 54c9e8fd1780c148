// Who becomes the platform role, and which statements of its trust policy let them.
#pragma once

#include <optional>
#include <vector>

#include "access/principal.h"
#include "link/world.h"

namespace celint {

/// Seqera Cloud's AWS account. https://docs.seqera.io/platform-cloud/compute-envs/eks (role-based trust
/// policy)
inline constexpr std::string_view kSeqeraAccount = "161471496260";

/// Seqera Cloud's own access role (https://docs.seqera.io EKS page, role-based trust policy).
inline constexpr std::string_view kSeqeraCloudRole =
    "arn:aws:iam::161471496260:role/SeqeraPlatformCloudAccessRole";

/// The role that the credential of an environment names, whose trust policy is supplied, and who assumes it.
struct Assuming {
  const Credential* credential = nullptr;
  const Identity* role = nullptr;
  const Policy* trust = nullptr;
  /// The one who assumes it: the IAM user whose keys the credential holds, Seqera Cloud's access role, or the
  /// jump role of celint.yaml. Nothing if that is not known.
  std::optional<Caller> caller;
  const Identity* user = nullptr;  ///< That IAM user.
};

/// Nothing if the credential names no role or the role's trust policy is not supplied.
std::optional<Assuming> assuming_of(const World& world, const Environment& environment);

/// The trust policy's Allow statements for sts:AssumeRole that certainly name the caller or, where the caller
/// is not known, some AWS principal. Conditions aside.
std::vector<const Statement*> admitting(const Assuming& assuming);

/// What is known of the call by which it assumes the role, but for the external id.
Context context_of(const Assuming& assuming, const Caller& caller);

/// The caller may assume the role, but not tag its session: that call carries no external id.
bool lacks_tagging(const Assuming& assuming, const Caller& caller);

/// A principal of Seqera Cloud's account.
bool is_of_seqera(const Principal& principal);

/// A statement of the trust policy, or of the IAM user's policies, that lets the role be assumed.
struct AssumingStatement {
  const Policy* policy = nullptr;
  const Statement* statement = nullptr;
};

/// The admitting statements, and those of the user's policies that allow sts:AssumeRole on the role.
std::vector<AssumingStatement> statements_of_both_sides(const Assuming& assuming);

}  // namespace celint
