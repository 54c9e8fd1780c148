// Everything known about the inputs of one run, joined. Rules read this and nothing else.
#pragma once

#include <deque>
#include <optional>
#include <string>
#include <vector>

#include "access/arn.h"
#include "link/launch_path.h"
#include "model/model.h"
#include "read/settings.h"

namespace celint {

/// How a document was joined to what it belongs to, surest first. An inferred join lowers confidence.
enum class How : std::uint8_t { named, bound, placed, inferred };

std::string_view to_string(How how);

/// An IAM user or role with the documents that belong to it.
struct Identity {
  enum class Type : std::uint8_t { user, role };
  Type type = Type::role;
  std::string arn;   ///< Full ARN with path; empty if only the name is known.
  std::string account;
  std::string name;  ///< Last part of the ARN's path, or the name a document gives.
  std::vector<const Policy*> policies;  ///< Identity policies supplied.
  bool complete = true;                 ///< Every policy it is said to have is supplied.
  const Policy* trust = nullptr;
  const Policy* boundary = nullptr;
  How how = How::named;                 ///< The least sure of the joins that made it.
};

/// The Kubernetes user that the platform identity becomes.
struct KubernetesUser {
  const AwsAuth* map = nullptr;
  const IdentityMapping* entry = nullptr;
  std::string username;
  std::vector<std::string> groups;
  bool known = false;  ///< False if a template or an unknown value decides.
};

/// A pod's service account in one CE: the head's or the compute pods'.
struct PodAccount {
  StrField field;                         ///< The CE field; absent for a defaulted name.
  std::string name;                       ///< In force; `default` if none is given. Empty if unknown.
  const ServiceAccount* object = nullptr;
  const Identity* role = nullptr;         ///< Joined by the annotation; null if none or not supplied.
};

/// An `s3://` work directory.
struct WorkBucket {
  std::string bucket;
  std::string prefix;  ///< With one trailing `/`; empty if the work directory is the bucket itself.
};

/// One compute environment with all that its launch path touches.
struct Environment {
  const ComputeEnvironment* ce = nullptr;
  std::string title;                       ///< How messages call it.
  const Credential* credential = nullptr;
  const Cluster* cluster = nullptr;
  const Identity* user = nullptr;          ///< The IAM user whose keys the credential holds.
  const Identity* platform = nullptr;      ///< The principal that reaches EKS.
  std::optional<KubernetesUser> kubernetes_user;
  PodAccount head;
  PodAccount compute;
  std::optional<WorkBucket> work;
  const BucketLocation* location = nullptr;
  How how = How::named;                    ///< The least sure of the joins above.
  std::vector<Step> steps;                 ///< kStepCount, in order.

  const Step& step(StepId id) const { return steps[static_cast<std::size_t>(id)]; }
};

/// What was read and what was not: silence must never be mistaken for coverage.
struct Coverage {
  struct Skipped {
    std::string path;
    std::string reason;
  };
  std::size_t files = 0;
  std::size_t compute_environments = 0;
  std::size_t iam = 0;         ///< Policies, trusts and other IAM documents.
  std::size_t kubernetes = 0;  ///< Objects.
  std::size_t other = 0;       ///< Clusters, bucket locations, credentials.
  std::vector<Skipped> skipped;           ///< Recognised but not analysed.
  std::vector<std::string> unrecognised;  ///< Files in which nothing was recognised.
  std::size_t recognised() const { return compute_environments + iam + kubernetes + other; }
};

struct World {
  const std::vector<Source>* sources = nullptr;
  const std::vector<Document>* documents = nullptr;
  Settings settings;

  std::vector<Recognition> recognitions;  ///< One per Document, in order.
  std::deque<Policy> policies;
  std::deque<AwsAuth> aws_auth;
  std::deque<ServiceAccount> service_accounts;
  std::deque<Namespace> namespaces;
  std::deque<RbacRole> roles;
  std::deque<RbacBinding> bindings;
  std::deque<PersistentVolumeClaim> claims;
  std::deque<ComputeEnvironment> compute_environments;
  std::deque<OtherPlatform> other_platforms;
  std::deque<Credential> credentials;
  std::deque<Cluster> clusters;
  std::deque<BucketLocation> bucket_locations;

  std::deque<Identity> identities;
  std::vector<Environment> environments;
  Coverage coverage;
};

/// Joins the models: World and one LaunchPath per CE. Every cross-document fact is decided here.
World link(std::vector<Model> models, const std::vector<Source>& sources, const std::vector<Document>& documents,
           Settings settings);

}  // namespace celint
