// Kubernetes RBAC, decided as the API server decides it
// (https://github.com/kubernetes/kubernetes, plugin/pkg/auth/authorizer/rbac and
// pkg/registry/rbac/validation/rule.go): purely additive, every comparison exact and with case.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <vector>

#include "access/truth.h"
#include "link/world.h"

namespace celint {

/// A Kubernetes identity.
struct RbacUser {
  std::string name;
  std::vector<std::string> groups;
};

/// The identity of a pod's service account.
RbacUser service_account_user(std::string_view ns, std::string_view name);

/// One verb on one resource: `get` on `pods/log` in group `""`.
struct RbacRight {
  std::string_view verb;
  std::string_view group;
  std::string_view resource;  ///< With its subresource.
};

/// One of the values is exactly this.
bool holds(std::span<const Str> values, std::string_view wanted);

/// `get pods/log`, as messages write it.
std::string to_string(const RbacRight& right);

/// The namespace of an object: its own, else the one celint.yaml gives; empty if unknown.
std::string_view namespace_of(const World& world, const ObjectMeta& meta);

/// The bindings effective in a namespace for a user. A binding without namespace counts for none; one whose
/// file is placed under another cluster than this (`clusters/<name>/`) neither.
std::vector<BoundRole> bound_roles(const World& world, const RbacUser& user, std::string_view ns,
                                   std::string_view cluster = {});

/// Its rights are not known: not supplied, aggregated by the cluster, or defined twice.
bool is_unknown(const BoundRole& bound);

/// Whether a user matches a subject of a binding.
bool matches_subject(const World& world, const RbacUser& user, const RbacBinding& binding,
                     const Subject& subject);

/// Maybe: no known rule grants it, but a bound role is not supplied.
Truth has_right(const std::vector<BoundRole>& roles, const RbacRight& right);

/// Those that no role may grant.
std::vector<RbacRight> missing_rights(const std::vector<BoundRole>& roles,
                                      const std::vector<RbacRight>& wanted);

/// Some RoleBinding of the namespace has a User or Group subject (`users`), or a ServiceAccount subject: then
/// the namespace's RBAC counts as supplied for identities of that kind.
bool rbac_supplied(const World& world, std::string_view ns, bool users, std::string_view cluster = {});

/// One rule names the resource, subresource included, itself or by a wildcard.
bool names_resource(const RbacRule& rule, std::string_view resource);

/// One rule grants a right.
bool grants(const RbacRule& rule, const RbacRight& right);

/// Some rule was meant to grant the right but names it under an API group that lacks the resource.
bool granted_in_wrong_group(const std::vector<BoundRole>& roles, const RbacRight& right);

/// Who takes part in a launch, and the roles bound to it.
struct LaunchSubject {
  std::string_view title;  ///< `platform identity`, `head account`, `compute account`.
  const std::vector<BoundRole>* roles = nullptr;
};

/// The platform's user, the head's account and, if it is another, the compute pods'.
std::vector<LaunchSubject> launch_subjects(const Environment& environment);

/// Visits every rule of a role that is bound to a launch subject, once, for the first of them.
void each_bound_rule(
    const World& world,
    const std::function<void(const LaunchSubject&, const BoundRole&, const RbacRule&)>& visit);

/// The first environment in whose namespace the binding is effective; null if there is none.
const Environment* environment_of(const World& world, const RbacBinding& binding);

/// The binding's role grants URLs alone, or is one that Kubernetes binds itself.
bool grants_little(const World& world, const RbacBinding& binding);

/// Whether Nextflow runs tasks as Jobs: the default from 26.10 (nextflow, K8sConfig.groovy,
/// computeResourceType). Maybe: nextflowConfig says it in a way that is not literal.
Truth runs_jobs(const World& world, const Environment& environment);

/// What Nextflow asks beside `head_rights` when it runs tasks as Jobs.
const std::vector<RbacRight>& job_rights();

/// What the Nextflow head pod asks of the API (nextflow, plugins/nf-k8s, K8sClient.groovy).
const std::vector<RbacRight>& head_rights();

/// What the published launcher Role grants that Platform uses (docs.seqera.io, tower-launcher.yml). Claims,
/// deployments and pods/exec serve work directories on a claim only.
std::vector<RbacRight> platform_rights(const Environment& environment);

/// A rule with these rights, the verbs of one resource together, put before the role's first. Empty if the
/// role is null or written in a way that this does not know.
std::vector<Edit> with_rights(const World& world, const RbacRole* role, const std::vector<RbacRight>& rights);

/// A rule of the role replaced by what the launch subjects that the role is bound to need. Empty as above, or
/// if they need nothing.
std::vector<Edit> with_needed_rights(const World& world, const RbacRole& role, const RbacRule& rule);

/// A resource taken out of a rule, and with the last one the rule.
std::vector<Edit> without_resource(const World& world, const RbacRole& role, const RbacRule& rule,
                                   const Str& resource);

/// Resources of a rule (ascending indices, not all) moved to a rule of their own under this API group.
std::vector<Edit> in_own_rule(const World& world, const RbacRule& rule,
                              const std::vector<std::size_t>& resources, std::string_view group);

/// A ClusterRoleBinding made a RoleBinding of this namespace.
std::vector<Edit> as_role_binding(const World& world, const RbacBinding& binding, std::string_view ns);

/// The one account that the environment's namespace is shown with beside `default` and this one; empty if
/// there are none or several.
std::string other_account(const World& world, const Environment& environment, const ServiceAccount* taken);

}  // namespace celint
