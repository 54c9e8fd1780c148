// What each feature of a compute environment needs of AWS. Data: schemas/permissions.tsv.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "access/truth.h"

namespace celint {

/// Who needs it: the identity that reaches EKS, the IAM user who only assumes it, the roles of the pods.
enum class NeedPrincipal : std::uint8_t { platform, user, head, compute };

/// Required: nothing works without. Conditional: the same, where the feature is in use. Recommended:
/// documented, but a launch works without. Optional: offered by the documentation for a feature that may be
/// in use.
enum class NeedLevel : std::uint8_t { required, conditional, recommended, optional };

struct Need {
  std::string_view id;  ///< `launch.describe`
  /// launch, cluster-list, assume-role, work-directory, fusion, fusion-tags, kms, cloudcache: decided by the
  /// compute environment. bucket-list, data-explorer, data-explorer-write, studios: said by celint.yaml.
  std::string_view feature;
  std::vector<NeedPrincipal> principals;
  NeedLevel level = NeedLevel::required;
  std::vector<std::string_view> actions;    ///< Patterns of an Action element.
  std::vector<std::string_view> resources;  ///< With `${...}` to be filled in.
  std::string_view source;                  ///< Public page.

  bool concerns(NeedPrincipal principal) const;
  /// A launch fails without it, where its feature is in use.
  bool is_mandatory() const { return level == NeedLevel::required || level == NeedLevel::conditional; }
};

/// The whole table, in its order.
std::span<const Need> needs();

/// The need with this id; null if there is none.
const Need* find_need(std::string_view id);

/// What stands for the variables of the table. Empty texts are not known: partition, region, account and
/// cluster are then `*`; a resource that hangs on one of the others is left out.
struct NeedValues {
  std::string partition;
  std::string region;
  std::string account;
  std::string cluster;
  std::string work_bucket;
  std::string work_prefix;   ///< With one trailing slash; empty if the work directory is the bucket itself.
  std::string assume_role;   ///< ARN
  std::string kms_key;       ///< ARN
  std::string cache_bucket;  ///< Of cloudcache.path.
  std::string cache_prefix;  ///< As of the work directory.
  std::vector<std::string> buckets;  ///< Each stands for `${bucket}` in turn.
};

/// The resources of a need with these values.
std::vector<std::string> resources_of(const Need& need, const NeedValues& values);

/// A need of one compute environment.
struct Needed {
  const Need* need = nullptr;
  Truth in_use = Truth::yes;  ///< Of its feature: maybe where nothing says whether it is in use.
  std::shared_ptr<const NeedValues> values;  ///< Those of the environment; not null.

  /// Patterns of a Resource element. None if a value they hang on is not known.
  std::vector<std::string> resources() const { return resources_of(*need, *values); }
};

}  // namespace celint
