// What is known about a compute environment beside its identities: what is supplied for its namespace, the
// objects that its fields name, what describe-cluster says.
#include <algorithm>

#include "link/joins.h"
#include "link/placement.h"
#include "link/rbac.h"

namespace celint {
namespace {

/// An object of the environment's namespace in its cluster.
bool is_here(const World& world, const Environment& environment, const ObjectMeta& meta) {
  return !environment.ns.empty() && namespace_of(world, meta) == environment.ns &&
         may_be_in_cluster(world, meta, environment.ce->cluster_name.value);
}

template <typename Objects>
bool any_here(const World& world, const Environment& environment, const Objects& objects) {
  return std::any_of(objects.begin(), objects.end(),
                     [&](const auto& object) { return is_here(world, environment, object.meta); });
}

Supplied supplied(const World& world, const Environment& environment) {
  Supplied result;
  const std::string_view cluster = environment.ce->cluster_name.value;
  result.service_accounts = any_here(world, environment, world.service_accounts);
  result.claims = any_here(world, environment, world.claims);
  result.roles = std::any_of(world.roles.begin(), world.roles.end(), [&](const RbacRole& role) {
    return !role.cluster && is_here(world, environment, role.meta);
  });
  result.user_bindings = rbac_supplied(world, environment.ns, true, cluster);
  result.account_bindings = rbac_supplied(world, environment.ns, false, cluster);
  result.aws_auth = std::any_of(world.aws_auth.begin(), world.aws_auth.end(), [&](const AwsAuth& map) {
    return map.read && may_be_in_cluster(world, map.meta, cluster);
  });
  result.access_entries =
      std::any_of(world.access_entries.begin(), world.access_entries.end(), [&](const AccessEntry& entry) {
        return may_be_of_cluster(environment, entry.cluster_name, entry.arn);
      });
  return result;
}

const Namespace* namespace_object(const World& world, const Environment& environment) {
  for (const Namespace& object : world.namespaces)
    if (object.meta.name.known() && object.meta.name.value == environment.ns &&
        may_be_in_cluster(world, object.meta, environment.ce->cluster_name.value))
      return &object;
  return nullptr;
}

const PersistentVolumeClaim* claim_of(const World& world, const Environment& environment) {
  const StrField& name = environment.ce->storage_claim_name;
  for (const PersistentVolumeClaim& claim : world.claims)
    if (name.known() && claim.meta.name.known() && claim.meta.name.value == name.value &&
        is_here(world, environment, claim.meta))
      return &claim;
  return nullptr;
}

const PublicAccessBlock* public_access_of(const World& world, const Environment& environment) {
  if (!environment.work) return nullptr;
  for (const PublicAccessBlock& block : world.public_access_blocks)
    if (block.bucket.known() && block.bucket.value == environment.work->bucket) return &block;
  return nullptr;
}

/// What the exports of the environment's cluster say: one may leave out what another has.
StrField said(const World& world, const Environment& environment, StrField Cluster::*field) {
  StrField found = environment.cluster->*field;
  const StrField& arn = environment.cluster->arn;
  for (const Cluster& cluster : world.clusters) {
    const StrField& other = cluster.*field;
    if (!found.known() && other.known() && arn.known() && cluster.arn.value == arn.value) found = other;
  }
  return found;
}

/// The issuer as IAM writes it: without the scheme.
Str without_scheme(const StrField& issuer) {
  constexpr std::string_view kScheme = "https://";
  if (!issuer.known()) return {};
  const Str whole{issuer.value, issuer.span};
  if (!whole.value.starts_with(kScheme)) return whole;
  return {whole.value.substr(kScheme.size()), part_of(whole, kScheme.size(), whole.value.size())};
}

std::vector<LaunchIdentity> launch_identities(const Environment& environment) {
  std::vector<LaunchIdentity> all{{Part::platform, environment.platform},
                                  {Part::user, environment.user},
                                  {Part::head, environment.head.role},
                                  {Part::compute, environment.compute.role}};
  std::erase_if(all, [](const LaunchIdentity& one) { return one.identity == nullptr; });
  return all;
}

}  // namespace

void join_facts(const World& world, Environment& environment) {
  environment.supplied = supplied(world, environment);
  environment.space = namespace_object(world, environment);
  environment.claim = claim_of(world, environment);
  environment.public_access = public_access_of(world, environment);
  environment.identities = launch_identities(environment);
  if (environment.cluster == nullptr) return;
  environment.issuer = without_scheme(said(world, environment, &Cluster::issuer));
  if (const StrField mode = said(world, environment, &Cluster::authentication_mode); mode.known())
    environment.mode = mode.value;
}

std::string_view to_string(Part part) {
  switch (part) {
    case Part::platform:
      return "platform identity";
    case Part::user:
      return "IAM user";
    case Part::head:
      return "head role";
    case Part::compute:
      return "compute role";
  }
  return "platform identity";
}

}  // namespace celint
