// celint.yaml: what file names and documents do not say. Schema: schemas/celint-config.schema.json.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "read/source.h"

namespace celint {

/// Binds bare policy documents to the principal that holds them. Paths are relative to celint.yaml's folder;
/// here they are as Source::path.
struct PrincipalBinding {
  std::string arn;
  std::string trust;                  ///< File of the role's trust policy; empty if not given.
  std::vector<std::string> policies;  ///< Files of its identity policies.
  Span span;                          ///< The ARN.
};

/// Ties the documents of one compute environment together.
struct EnvironmentBinding {
  std::string compute_env;        ///< File if it holds a dot or a slash, else name of the CE.
  std::string credentials;        ///< File of the credential JSON.
  std::string cluster;            ///< Name or ARN.
  std::string platform_identity;  ///< ARN of the IAM user whose keys the credential holds, or of the role.
  std::string cluster_creator;    ///< ARN of who created the cluster: an administrator without any mapping.
  std::optional<std::vector<std::string>>
      features;                              ///< bucket-list, data-explorer, data-explorer-write, studios.
  std::vector<std::string> feature_buckets;  ///< Names of the buckets that the features work on.
  std::vector<std::string> task_services;    ///< Prefixes of AWS services that tasks may call.
  Span span;                                 ///< The compute environment.
};

struct BucketBinding {
  std::string bucket;
  std::string region;
  Span span;  ///< The region's value.
};

/// An entry of `ignore`: findings of a rule that are meant to be.
struct IgnoreEntry {
  Located<std::string> rule;     ///< Its id; whether there is such a rule is not looked at.
  std::string path;              ///< Glob over Source::path, or a folder; empty: every file.
  std::string pointer;           ///< JSON Pointer of the value it is limited to; empty: the whole document.
  std::string reason;            ///< May be empty.
  Located<std::string> expires;  ///< The last day it counts, `2027-01-31`; empty: for ever.
};

/// Which Seqera Platform the compute environments belong to.
enum class Edition : std::uint8_t { unknown, cloud, enterprise };

struct Settings {
  std::string path;  ///< Of celint.yaml as printed; empty if there is none.
  std::vector<PrincipalBinding> principals;
  std::vector<EnvironmentBinding> environments;
  std::vector<std::string> accounts;
  std::vector<BucketBinding> buckets;
  std::string ns;                ///< `namespace`: of manifests that name none.
  std::string platform_version;  ///< Empty: newest.
  Edition edition = Edition::unknown;
  std::string jump_role;  ///< ARN of the role from which an Enterprise installation assumes others.
  std::vector<std::string> administrators;  ///< ARNs of principals that may administer clusters.
  std::string nextflow_version;             ///< Empty: unknown.
  /// The webhook's --compose-role-arn: annotations may hold a bare role name
  /// (https://github.com/aws/amazon-eks-pod-identity-webhook).
  bool compose_role_arn = false;
  std::vector<IgnoreEntry> ignored;
  std::string today;  ///< --today, else the clock's date in UTC: `2026-11-27`. Empty: nothing expires.
  std::vector<std::string> given = {};  ///< The paths of the run, as printed; the root is empty.
};

/// What reading a celint.yaml gives: a faulty one is the end of the run, shown with a frame on the key.
struct SettingsResult {
  Settings settings;
  std::vector<Problem> problems;
};

/// Reads celint.yaml. `source.path` is as printed; files it names become relative to the same root. Settings
/// hold what is sound; every fault is a problem with the span of the key or value. Whether files exist is not
/// looked at.
SettingsResult read_settings(const Source& source, SourceId id);

}  // namespace celint
