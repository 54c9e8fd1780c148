// Documents -> Models. Beyond this stage nothing looks at text or at the tree.
#pragma once

#include <deque>
#include <tuple>
#include <utility>
#include <vector>

#include "model/aws.h"
#include "model/aws_auth.h"
#include "model/eks.h"
#include "model/iam.h"
#include "model/kubernetes.h"
#include "model/pod.h"
#include "model/policy.h"
#include "model/quota.h"
#include "model/seqera.h"
#include "model/storage.h"
#include "model/suppression.h"
#include "model/volume.h"
#include "read/arena.h"
#include "read/few.h"
#include "recognise/recognise.h"
#include "recognise/shape.h"

namespace celint {

/// A key written more than once in one mapping of a recognised document.
struct DuplicateKey {
  Str key;                  ///< The occurrence that loses.
  Span winner;              ///< The occurrence that the consumer takes.
  Span place;               ///< The member that loses, up to the next one; empty if it is the last.
  bool refused = false;     ///< Policies: IAM refuses the document, nobody wins.
  bool other_case = false;  ///< The two differ in letter case.
};

/// A value of a Kubernetes manifest that the API wants as a string and YAML 1.1 reads as something else.
struct UnquotedValue {
  Str text;  ///< As written.
  Kind kind = Kind::boolean;
  std::string_view field;  ///< `metadata.name`, `labels`, `data`, ...
};

/// How a document was taken: one for each Document.
struct Recognition {
  const Document* document = nullptr;
  DocumentKind kind = DocumentKind::unrecognised;
  std::string_view skipped;  ///< Why it was not analysed; empty if it was.
  Few<DuplicateKey> duplicates;
  Few<Str> placeholders;  ///< Typed values that hold placeholder text.
  Few<ShapeFault> shape;  ///< Where it has not the shape that the schema of its kind asks for.
  Few<UnquotedValue> unquoted;
};

/// Documents in typed form, by kind. Pointers to models stay valid while others are added.
struct Models {
  std::deque<Recognition> recognitions;  ///< One per Document, in order.
  std::deque<Policy> policies;
  std::deque<AwsAuth> aws_auth;
  std::deque<ServiceAccount> service_accounts;
  std::deque<Namespace> namespaces;
  std::deque<RbacRole> roles;
  std::deque<RbacBinding> bindings;
  std::deque<PersistentVolumeClaim> claims;
  std::deque<PersistentVolume> volumes;
  std::deque<StorageClass> storage_classes;
  std::deque<LimitRange> limit_ranges;
  std::deque<ResourceQuota> quotas;
  std::deque<Secret> secrets;
  std::deque<ConfigMap> config_maps;
  std::deque<Workload> workloads;
  std::deque<OtherObject> other_objects;
  std::deque<ComputeEnvironment> compute_environments;
  std::deque<OtherPlatform> other_platforms;
  std::deque<Credential> credentials;
  std::deque<Cluster> clusters;
  std::deque<BucketLocation> bucket_locations;
  std::deque<BucketEncryption> bucket_encryptions;
  std::deque<PublicAccessBlock> public_access_blocks;
  std::deque<IamEntity> iam_entities;
  std::deque<OidcProviderExport> oidc_providers;
  std::deque<AccessEntry> access_entries;
  std::deque<PodIdentityAssociation> pod_identities;
  std::deque<FargateProfile> fargate_profiles;
  std::deque<Suppression> suppressions;

  std::vector<Arena> memory;  ///< Where the lists in them lie.

  /// The memory for what is added now.
  const Arena& arena() {
    if (memory.empty()) memory.emplace_back();
    return memory.front();
  }
  /// A list for a model.
  template <typename T>
  List<T> keep(const std::vector<T>& items) {
    return arena().list(items);
  }
  /// Adds an item to a list of a model.
  template <typename T>
  void add(List<T>& list, const T& item) {
    std::vector<T> items(list.begin(), list.end());
    items.push_back(item);
    list = keep(items);
  }
  /// References to all of them.
  auto all() {
    return std::tie(recognitions, policies, aws_auth, service_accounts, namespaces, roles, bindings, claims,
                    volumes, storage_classes, limit_ranges, quotas, secrets, config_maps, workloads,
                    other_objects, compute_environments, other_platforms, credentials, clusters,
                    bucket_locations, bucket_encryptions, public_access_blocks, iam_entities, oidc_providers,
                    access_entries, pod_identities, fargate_profiles, suppressions);
  }
  template <typename T>
  std::deque<T>& of() {
    return std::get<std::deque<T>&>(all());
  }
  template <typename T>
  void push_back(T model) {
    of<T>().push_back(std::move(model));
  }
  /// How many there are of all kinds.
  std::size_t size();
  /// Adds those of later documents.
  void append(Models later);
};

/// Documents that stay where they are.
using Documents = std::deque<Document>;

/// Reads every Source (see `parse`) into models, file by file on up to `jobs` threads. `documents` gets the
/// Documents that the models point into; their trees are dropped at once, so that memory holds few of them.
Models read_models(const std::vector<Source>& sources, std::vector<Documents>& documents, unsigned jobs);

/// The models of Documents that were read already, which keep their trees and must outlive the Models.
Models model(const std::vector<Document>& documents, const std::vector<Source>& sources);

}  // namespace celint
