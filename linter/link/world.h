// Everything known about the inputs of one run, joined. Rules read this and nothing else.
#pragma once

#include <deque>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "link/launch_path.h"
#include "link/s3_folder.h"
#include "link/web_identity.h"
#include "model/model.h"
#include "model/suppression.h"
#include "parse/parse.h"
#include "read/settings.h"

namespace celint {

/// How one policy came to an identity.
struct PolicyJoin {
  const Policy* policy = nullptr;
  How how = How::named;
};

/// An IAM user or role with the documents that belong to it.
struct Identity {
  enum class Type : std::uint8_t { user, role };
  Type type = Type::role;
  std::string arn;        ///< Full ARN with path; empty if only the name is known.
  std::string account;    ///< Empty if unknown.
  std::string partition;  ///< Of its ARN; empty if unknown.
  std::string name;       ///< Last part of the ARN's path, or the name that a file's place gives.
  std::vector<const IamEntity*> entities;  ///< Exports that describe it.
  std::vector<Str> attached;               ///< ARNs of the managed policies it is said to have.
  std::vector<const Policy*> policies;     ///< Identity policies supplied.
  bool complete = false;  ///< At least one policy is supplied, and none it is said to have is not.
  std::vector<const Policy*> trusts;  ///< All that belong to it.
  const Policy* trust = nullptr;      ///< Null if they differ.
  const Policy* boundary = nullptr;
  std::vector<Span> rivals;       ///< Inputs that differ in what policies it has: then they are not complete.
  std::vector<PolicyJoin> joins;  ///< One for each policy, trust and boundary above.
  How how = How::named;           ///< The least sure of them.
};

/// `role 'NAME'`, `user 'NAME'`, as messages call it.
std::string title(const Identity& identity);

/// The Kubernetes user that the platform identity becomes.
struct KubernetesUser {
  const AwsAuth* map = nullptr;  ///< Mapped by aws-auth ...
  const IdentityMapping* entry = nullptr;
  const AccessEntry* access_entry = nullptr;  ///< ... or by an access entry.
  Span span;                                  ///< The username, or what stands for it.
  bool known = false;  ///< False if a template decides the name or a group, or two access entries differ.
  std::string username;
  std::vector<std::string> groups;
  std::vector<const AssociatedAccessPolicy*> policies;  ///< Associated with its access entry.
};

/// A binding that is effective in a namespace for a Kubernetes user, and the role it names.
struct BoundRole {
  const RbacBinding* binding = nullptr;
  const Subject* subject = nullptr;
  const RbacRole* role = nullptr;  ///< Null if it is not supplied: its rights are unknown.
  bool disputed = false;  ///< Two inputs define the binding or the role differently: unknown as well.
};

/// A pod's service account in one CE: the head's or the compute pods'.
struct PodAccount {
  StrField field;                          ///< What names it: the CE field, or nextflowConfig.
  std::string name;                        ///< In force; `default` if none is given; empty if unknown.
  std::string ns;                          ///< The pods' namespace; empty if unknown.
  const ServiceAccount* object = nullptr;  ///< Null if not supplied.
  const PodIdentityAssociation* association = nullptr;  ///< Beats the annotation.
  const Identity* role = nullptr;  ///< Of the association, else of the annotation; null if not known.
  std::vector<BoundRole> bound;    ///< Effective in the CE's namespace.
  /// The provider that its role's trust names, if none that it names can be the cluster's.
  const OidcProvider* foreign_provider = nullptr;
};

/// A service account that carries a role whose documents are among the inputs, or are not.
struct RoleUse {
  const ServiceAccount* account = nullptr;
  const Identity* role = nullptr;
  std::string ns;  ///< Of the account; empty if unknown.
  /// Annotation eks.amazonaws.com/audience. Absent: sts.amazonaws.com, but in partition aws-cn, where the
  /// default is not settled.
  StrField audience = {};
  bool associated = false;  ///< By EKS Pod Identity too, which wins over the annotation.
};

/// Which kinds of objects are among the inputs, for the CE's namespace of its cluster. Only where others of
/// its kind are supplied may an object be called missing.
struct Supplied {
  bool service_accounts = false;
  bool roles = false;             ///< Roles of the namespace.
  bool user_bindings = false;     ///< A RoleBinding there has a User or Group subject.
  bool account_bindings = false;  ///< A RoleBinding there has a ServiceAccount subject.
  bool claims = false;
  bool aws_auth = false;        ///< An aws-auth that the authenticator reads.
  bool access_entries = false;  ///< Any access entry of the cluster.
};

/// Whose part in the launch an identity plays.
enum class Part : std::uint8_t { platform, user, head, compute };

/// `platform identity`, `IAM user`, `head role`, `compute role`, as messages write it.
std::string_view to_string(Part part);

/// One of the launch identities: platform identity, IAM user, head role, compute role.
struct LaunchIdentity {
  Part part = Part::platform;
  const Identity* identity = nullptr;
};

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

/// How something was joined to the CE, in words: `credential`, `cluster`, ...
struct Join {
  std::string_view what;
  How how = How::named;
};

/// One compute environment with all that its launch path touches.
struct Environment {
  const ComputeEnvironment* ce = nullptr;
  std::string title;                            ///< How messages call it: `compute environment 'NAME'`.
  std::string ns;                               ///< In force; `default` if none is given; empty if unknown.
  std::string partition;                        ///< Of its region; `aws` if the region is unknown.
  const EnvironmentBinding* binding = nullptr;  ///< Its entry in celint.yaml; null if there is none.
  const Credential* credential = nullptr;
  const Cluster* cluster = nullptr;
  std::string account;             ///< Of the cluster; empty if unknown.
  std::string_view mode;           ///< CONFIG_MAP, API or API_AND_CONFIG_MAP; empty if unknown.
  Str issuer;                      ///< Host and path of the cluster's OIDC issuer; empty if unknown.
  std::string cluster_arn;         ///< From describe-cluster, else composed; empty if the account is unknown.
  const Identity* user = nullptr;  ///< The IAM user whose keys the credential holds.
  const Identity* platform = nullptr;      ///< The principal that reaches EKS.
  std::vector<LaunchIdentity> identities;  ///< Those known, each part once; two parts may be one identity.
  std::vector<BroadGrant> broad_grants;    ///< Of the identities, in their order.
  std::optional<KubernetesUser> kubernetes_user;  ///< In force.
  std::optional<KubernetesUser> aws_auth_user;  ///< What aws-auth alone would make of it, whatever the mode.
  std::optional<KubernetesUser> access_entry_user;  ///< What its access entry alone would make of it.
  const AwsAuth* aws_auth = nullptr;  ///< Of its cluster, perhaps one that is not read; null if not supplied.
  /// So many may be its cluster's and differ in what they make of the platform identity: none is taken.
  std::size_t rival_aws_auths = 0;
  std::optional<Evidence> lost_mapping;  ///< Text meant for the platform identity that aws-auth loses.
  std::vector<BoundRole> bound;          ///< Of that user, effective in the CE's namespace.
  PodAccount head;
  PodAccount compute;
  Supplied supplied;
  const Namespace* space = nullptr;              ///< The object of its namespace; null if not supplied.
  const PersistentVolumeClaim* claim = nullptr;  ///< That storageClaimName names there; null if not supplied.
  const PublicAccessBlock* public_access = nullptr;  ///< Of the work bucket; null if not supplied.
  std::optional<S3Folder> work;
  Field<std::string> bucket_region;       ///< Of the work bucket, with the place that says so.
  const Policy* bucket_policy = nullptr;  ///< Of the work bucket; null if not supplied, or if two differ.
  std::vector<const Policy*> rival_bucket_policies;  ///< Those that differ.
  /// ARN of the customer key that encrypts the work bucket, with its place. Unknown: what names it instead.
  Field<std::string> kms_key;
  const Policy* key_policy = nullptr;                ///< Of that key; null if not supplied.
  std::optional<std::vector<std::string>> features;  ///< From celint.yaml; nothing: unset.
  std::vector<Join> joins;                           ///< Every decision about what belongs to it.
  How how = How::named;                              ///< The least sure of them.
  std::vector<Step> steps;                           ///< kStepCount, in order.

  const Step& step(StepId id) const { return steps[static_cast<std::size_t>(id)]; }
  bool inferred() const { return how == How::inferred; }
  bool uses_fusion() const { return ce->fusion.known() && ce->fusion.value; }
  /// Fusion's task pods are privileged unless the configuration says otherwise
  /// (https://docs.seqera.io/fusion/guide/aws-eks).
  bool has_privileged_pods() const {
    const Field<bool> privileged = ce->nextflow.flag("fusion.privileged");
    return uses_fusion() && (privileged.absent() || (privileged.known() && privileged.value));
  }
};

/// What was read and what was not: silence must never be mistaken for coverage.
struct Coverage {
  struct Skipped {
    std::string path;
    std::string reason;
  };
  std::size_t files = 0;
  std::size_t compute_environments = 0;
  std::size_t iam = 0;                         ///< Policies, trusts and other IAM documents.
  std::size_t kubernetes = 0;                  ///< Objects.
  std::size_t other = 0;                       ///< Clusters, bucket locations, credentials.
  std::vector<Skipped> skipped;                ///< Recognised but not analysed.
  std::vector<std::string_view> unrecognised;  ///< Files in which nothing was recognised.
  std::vector<std::string_view> unbound;       ///< Policy documents that belong to nobody: their files.

  std::size_t recognised() const { return compute_environments + iam + kubernetes + other; }
};

/// A secret, by its form.
struct SecretText {
  enum class Kind : std::uint8_t {
    access_key_id,      ///< AKIA... or ASIA... without its secret beside it.
    secret_access_key,  ///< Beside a key id, or under a name that says so.
    session_token,
    seqera_token,
    github_token,
    gitlab_token,
    web_token,  ///< JSON web token of three parts.
    private_key,
    documentation_key,  ///< AWS's published example of a key id or secret.
  };
  Kind kind = Kind::access_key_id;
  Span span;
};

/// One thing under one name that two inputs define differently.
struct Conflict {
  std::string thing;       ///< `Role 'NS/NAME'`
  std::string difference;  ///< `in its rules`
  Span first;
  Span second;
};

struct World : Models {
  const std::vector<Source>* sources = nullptr;
  Settings settings;
  std::shared_ptr<Trees> trees;  ///< For the few that look at a tree once more.

  std::deque<Identity> identities;
  /// Those of each name, in order: an account may hold ten thousand.
  std::unordered_map<std::string_view, std::vector<Identity*>> identities_by_name;
  /// What `identity_of` found for each text: a document repeats them.
  std::unordered_map<std::string_view, Identity*> identities_by_text;
  std::vector<FederatedStatement> federated;  ///< Of every trust policy.
  std::vector<RoleUse> role_uses;
  std::vector<const Problem*>
      syntax_problems;                   ///< Of documents that matter: recognised, or named by the user.
  std::vector<SecretText> secret_texts;  ///< Of every source, in order of place.
  std::vector<Environment> environments;
  Coverage coverage;

  std::vector<Conflict> conflicts;
  std::set<Span> disputed;  ///< Where they stand, all of them. Joins take none of two definitions.

  bool is_disputed(const ObjectMeta& meta) const { return disputed.contains(meta.name.span); }
  const std::string& path_of(Span span) const { return (*sources)[span.source].path; }
};

/// Joins the models: World and one LaunchPath per CE. Every cross-document fact is decided here, on up to
/// `jobs` threads.
World link(Models models, const std::vector<Source>& sources, Settings settings, unsigned jobs = 1);

}  // namespace celint
