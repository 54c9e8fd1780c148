// What each feature of a compute environment needs of AWS. Data: schemas/permissions.tsv.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace celint {

/// Who needs it: the identity that reaches EKS, the IAM user who only assumes it, the roles of the pods.
enum class NeedPrincipal : std::uint8_t { platform, user, head, compute };

/// Required: nothing works without. Recommended: documented, but a launch works without. Optional: offered by
/// the documentation for a feature that may be in use.
enum class NeedLevel : std::uint8_t { required, recommended, optional };

struct Need {
  std::string_view id;  ///< `launch.describe`
  std::string_view
      feature;  ///< launch, cluster-list, assume-role, bucket-list, work-directory, data-explorer, ...
  std::vector<NeedPrincipal> principals;
  NeedLevel level = NeedLevel::required;
  std::vector<std::string_view> actions;    ///< Patterns of an Action element.
  std::vector<std::string_view> resources;  ///< With `${...}` to be filled in.
  std::string_view source;                  ///< Public page.

  bool concerns(NeedPrincipal principal) const;
};

/// The whole table, in its order.
std::span<const Need> needs();

/// The need with this id; null if there is none.
const Need* find_need(std::string_view id);

/// What stands for the variables of the table. Empty texts are not known: partition, region, account and
/// cluster are then
/// `*`; a resource that hangs on one of the others is left out.
struct NeedValues {
  std::string partition;
  std::string region;
  std::string account;
  std::string cluster;
  std::string work_bucket;
  std::string work_prefix;  ///< With one trailing slash; empty if the work directory is the bucket itself.
  std::string assume_role;  ///< ARN
  std::string kms_key;      ///< ARN
  std::vector<std::string> buckets;  ///< Each stands for `${bucket}` in turn.
};

/// The resources of a need with these values.
std::vector<std::string> resources_of(const Need& need, const NeedValues& values);

}  // namespace celint
