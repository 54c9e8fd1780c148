// Which documents belong to one compute environment.
#include <algorithm>

#include "access/arn.h"
#include "access/glob.h"
#include "access/partition.h"
#include "link/broad_grants.h"
#include "link/joins.h"
#include "link/placement.h"
#include "link/rbac.h"

namespace celint {
namespace {

const EnvironmentBinding* binding_of(const World& world, const ComputeEnvironment& ce) {
  for (const EnvironmentBinding& binding : world.settings.environments) {
    const bool by_file = binding.compute_env == world.path_of(ce.span);
    const bool by_name = ce.name.known() && binding.compute_env == ce.name.value;
    if (by_file || by_name) return &binding;
  }
  return nullptr;
}

/// Notes a decision; the environment is as sure as its least sure join.
void note(Environment& environment, std::string_view what, How how) {
  environment.joins.push_back({what, how});
  environment.how = least_sure(environment.how, how);
}

const Credential* credential_in_file(const World& world, std::string_view path) {
  for (const Credential& credential : world.credentials)
    if (world.path_of(credential.span) == path) return &credential;
  return nullptr;
}

const Credential* credential_of_id(const World& world, const StrField& id) {
  for (const Credential& credential : world.credentials)
    if (id.known() && credential.id.known() && credential.id.value == id.value) return &credential;
  return nullptr;
}

/// Bound by celint.yaml, named by its id, else the only one.
void join_credential(const World& world, Environment& environment) {
  if (environment.binding != nullptr && !environment.binding->credentials.empty()) {
    environment.credential = credential_in_file(world, environment.binding->credentials);
    if (environment.credential != nullptr) note(environment, "credential", How::bound);
    return;
  }
  const StrField& id = environment.ce->credentials_id;
  environment.credential = credential_of_id(world, id);
  if (environment.credential != nullptr) return note(environment, "credential", How::named);
  const bool only_one =
      world.credentials.size() == 1 && !(id.known() && world.credentials.front().id.known());
  if (!only_one) return;
  environment.credential = &world.credentials.front();
  note(environment, "credential", How::inferred);
}

std::string_view region_of(const Cluster& cluster) {
  const std::optional<Arn> arn = cluster.arn.known() ? parse_arn(cluster.arn.value) : std::nullopt;
  return arn ? arn->region : std::string_view();
}

/// The clusters that a CE can mean: those that celint.yaml binds, else those of its name; of these the ones
/// in its region, if there are any.
std::vector<const Cluster*> candidates(const World& world, const Environment& environment) {
  const ComputeEnvironment& ce = *environment.ce;
  const std::string_view bound =
      environment.binding != nullptr ? environment.binding->cluster : std::string_view();
  const auto meant = [&](const Cluster& cluster) {
    if (!bound.empty()) return bound == cluster.arn.value || bound == cluster.name.value;
    return ce.cluster_name.known() && cluster.name.known() && ce.cluster_name.value == cluster.name.value;
  };
  std::vector<const Cluster*> all;
  for (const Cluster& cluster : world.clusters)
    if (meant(cluster)) all.push_back(&cluster);
  std::vector<const Cluster*> here = all;
  std::erase_if(here, [&](const Cluster* cluster) { return region_of(*cluster) != ce.region.value; });
  return ce.region.known() && !here.empty() ? here : all;
}

/// Two that are not one and the same: none.
void join_cluster(const World& world, Environment& environment) {
  const std::vector<const Cluster*> all = candidates(world, environment);
  if (all.empty()) return;
  const StrField& arn = all.front()->arn;
  const auto is_first = [&arn](const Cluster* cluster) {
    return arn.known() && cluster->arn.value == arn.value;
  };
  if (all.size() > 1 && !std::all_of(all.begin(), all.end(), is_first)) return;
  environment.cluster = all.front();
  const bool bound = environment.binding != nullptr && !environment.binding->cluster.empty();
  note(environment, "cluster", bound ? How::bound : How::named);
}

/// The account of the cluster: its own ARN's, else that of the principal that reaches it.
std::string account_of_cluster(const Environment& environment) {
  if (environment.cluster != nullptr && environment.cluster->arn.known())
    if (const auto arn = parse_arn(environment.cluster->arn.value)) return std::string(arn->account);
  return environment.platform != nullptr ? environment.platform->account : std::string();
}

std::string cluster_arn(const Environment& environment) {
  if (environment.cluster != nullptr && environment.cluster->arn.known())
    return std::string(environment.cluster->arn.value);
  if (environment.binding != nullptr && parse_arn(environment.binding->cluster))
    return environment.binding->cluster;
  const ComputeEnvironment& ce = *environment.ce;
  const std::string& account = environment.account;
  if (account.empty() || !ce.region.known() || !ce.cluster_name.known()) return {};
  return "arn:" + environment.partition + ":eks:" + std::string(ce.region.value) + ":" + account +
         ":cluster/" + std::string(ce.cluster_name.value);
}

const Identity* only_user(const World& world) {
  const Identity* found = nullptr;
  for (const Identity& identity : world.identities) {
    if (identity.type != Identity::Type::user) continue;
    if (found != nullptr) return nullptr;
    found = &identity;
  }
  return found;
}

/// Some policy lets the user assume a role: without the credential nobody knows whether it does.
bool may_assume(const Identity& user) {
  const auto assumes = [](const Str& action) {
    return matches(parse_glob(action.value, Case::ignored), "sts:AssumeRole") == Truth::yes;
  };
  return !user.complete || std::any_of(user.policies.begin(), user.policies.end(), [&](const Policy* policy) {
    return std::any_of(policy->statements.begin(), policy->statements.end(), [&](const Statement& statement) {
      return statement.allows() && std::any_of(statement.actions.begin(), statement.actions.end(), assumes);
    });
  });
}

/// The IAM user whose keys the credential holds, and the principal that reaches EKS: the role it assumes,
/// else itself.
void join_principals(const World& world, Environment& environment) {
  const EnvironmentBinding* binding = environment.binding;
  const Identity* bound = binding != nullptr ? find_identity(world, binding->platform_identity) : nullptr;
  const Credential* credential = environment.credential;
  const bool role_mode =
      credential != nullptr && credential->mode.known() && credential->mode.value == "role";
  if (bound != nullptr && bound->type == Identity::Type::user) {
    environment.user = bound;
    note(environment, "IAM user", How::bound);
  }
  if (environment.user == nullptr && !role_mode) {
    environment.user = only_user(world);
    if (environment.user != nullptr) note(environment, "IAM user", How::inferred);
  }
  if (credential != nullptr && !credential->assume_role_arn.absent())
    environment.platform = credential->assume_role_arn.known()
                               ? find_identity(world, credential->assume_role_arn.value)
                               : nullptr;
  else if (bound != nullptr &&
           (credential != nullptr || bound->type == Identity::Type::role || !may_assume(*bound)))
    environment.platform = bound;
  else if (credential != nullptr)
    environment.platform = environment.user;
}

const ServiceAccount* service_account(const World& world, const Environment& environment, std::string_view ns,
                                      std::string_view name) {
  const ServiceAccount* found = nullptr;
  for (const ServiceAccount& account : world.service_accounts) {
    if (!may_be_in_cluster(world, account.meta, environment.ce->cluster_name.value)) continue;
    const std::string_view in =
        account.meta.ns.known() ? account.meta.ns.value : std::string_view(world.settings.ns);
    if (account.meta.name.known() && account.meta.name.value == name && in == ns && !ns.empty())
      found = &account;
  }
  return found;
}

/// The association of an account with a role, which beats its annotation (amazon-eks-pod-identity-webhook,
/// handler.go).
const PodIdentityAssociation* association_of(const World& world, const Environment& environment,
                                             const PodAccount& account) {
  const PodIdentityAssociation* found = nullptr;
  for (const PodIdentityAssociation& association : world.pod_identities)
    if (may_be_of_cluster(environment, association.cluster_name, association.arn) &&
        association.ns.value == account.ns && association.service_account.value == account.name)
      if (found == nullptr || !found->role_arn.known()) found = &association;
  return found;
}

/// The compute pods' account: `k8s.serviceAccount` of nextflowConfig, else the CE's.
StrField compute_account(const ComputeEnvironment& ce) {
  const StrField configured = ce.nextflow.string("k8s.serviceAccount");
  if (configured.known()) return configured;
  StrField field = ce.compute_service_account;
  if (configured.unknown()) field.presence = Presence::unknown;
  return field;
}

/// The namespace of the compute pods: `k8s.namespace` of nextflowConfig, else the CE's.
std::string compute_namespace(const Environment& environment) {
  const StrField configured = environment.ce->nextflow.string("k8s.namespace");
  if (configured.absent()) return environment.ns;
  return configured.known() ? std::string(configured.value) : std::string();
}

PodAccount pod_account(const World& world, const Environment& environment, const StrField& field,
                       std::string ns) {
  PodAccount account;
  account.field = field;
  account.ns = std::move(ns);
  if (field.known()) account.name = field.value.empty() ? "default" : field.value;
  if (field.absent()) account.name = "default";
  if (account.name.empty() || account.ns.empty()) return account;
  account.association = association_of(world, environment, account);
  account.object = service_account(world, environment, account.ns, account.name);
  if (account.association != nullptr)
    account.role = find_identity(world, account.association->role_arn.value);
  else if (account.object != nullptr && !world.is_disputed(account.object->meta))
    account.role = find_identity(world, account.object->role_arn.value);
  account.bound = bound_roles(world, service_account_user(account.ns, account.name), environment.ns,
                              environment.ce->cluster_name.value);
  return account;
}

std::string title_of(const World& world, const ComputeEnvironment& ce) {
  const std::string name =
      ce.name.known() ? std::string(ce.name.value) : std::string(file_name(world.path_of(ce.span)));
  return "compute environment '" + name + "'";
}

Environment environment_of(const World& world, const ComputeEnvironment& ce) {
  Environment environment;
  environment.ce = &ce;
  environment.title = title_of(world, ce);
  // The API falls back to `default` (EksComputeConfig.namespace).
  if (!ce.ns.unknown()) environment.ns = ce.ns.known() ? std::string(ce.ns.value) : "default";
  environment.partition =
      ce.region.known() ? std::string(partition_of_region(ce.region.value)) : std::string();
  if (environment.partition.empty()) environment.partition = "aws";
  environment.binding = binding_of(world, ce);
  if (environment.binding != nullptr) environment.features = environment.binding->features;
  join_credential(world, environment);
  join_cluster(world, environment);
  join_principals(world, environment);
  environment.account = account_of_cluster(environment);
  environment.cluster_arn = cluster_arn(environment);
  environment.head = pod_account(world, environment, ce.head_service_account, environment.ns);
  environment.compute = pod_account(world, environment, compute_account(ce), compute_namespace(environment));
  join_work_bucket(world, environment);
  return environment;
}

}  // namespace

void join_environments(World& world) {
  for (const ComputeEnvironment& ce : world.compute_environments)
    world.environments.push_back(environment_of(world, ce));
  for (Environment& environment : world.environments) {
    join_facts(world, environment);
    for (PodAccount* account : {&environment.head, &environment.compute})
      account->foreign_provider = foreign_provider(world, environment, *account);
    join_kubernetes_user(world, environment);
    decide_steps(world, environment);
    find_broad_grants(environment);
  }
}

}  // namespace celint
