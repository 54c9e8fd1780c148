#include "link/dangling.h"

#include <algorithm>

#include "link/rbac.h"
#include "read/nearest.h"

namespace celint {
namespace {

/// Fills in what the supplied objects of the kind say about the name.
template <typename Objects>
void look_around(const World& world, const Objects& objects, std::string_view ns,
                 DanglingReference& reference) {
  std::vector<std::string_view> names;
  for (const auto& object : objects) {
    if (!object.meta.name.known()) continue;
    const std::string_view in = namespace_of(world, object.meta);
    if (in == ns) names.push_back(object.meta.name.value);
    if (in != ns && !in.empty() && object.meta.name.value == reference.name) {
      reference.other_ns = in;
      reference.other_span = object.meta.name.span;
    }
  }
  reference.near = nearest(reference.name, names);
  for (const auto& object : objects)
    if (!reference.near.empty() && object.meta.name.value == reference.near &&
        namespace_of(world, object.meta) == ns)
      reference.near_span = object.meta.name.span;
}

void add_account(const World& world, const Environment& environment, const PodAccount& account,
                 std::vector<DanglingReference>& found) {
  if (!environment.supplied.service_accounts || !account.field.known() || account.name.empty() ||
      account.name == "default" || account.object != nullptr || account.ns != environment.ns)
    return;
  DanglingReference reference{account.field.span, "ServiceAccount", account.name, {}, {}, {}, {}};
  look_around(world, world.service_accounts, environment.ns, reference);
  found.push_back(std::move(reference));
}

/// Roles that every cluster has, or that add-ons of the cluster bring along.
bool is_built_in(std::string_view name) {
  return name == "view" || name == "edit" || name == "admin" || name == "cluster-admin" ||
         name.starts_with("system:");
}

void add_role(const World& world, const Environment& environment, const RbacBinding& binding,
              std::vector<DanglingReference>& found) {
  const bool cluster = binding.role_kind.value == "ClusterRole";
  const bool supplied = std::any_of(world.roles.begin(), world.roles.end(),
                                    [cluster](const RbacRole& role) { return role.cluster == cluster; });
  if (!binding.role_name.known() || !supplied || (!cluster && !environment.supplied.roles)) return;
  if (cluster && is_built_in(binding.role_name.value)) return;
  const std::string name(binding.role_name.value);
  DanglingReference reference{
      binding.role_name.span, std::string(binding.role_kind.value), name, {}, {}, {}, {}};
  std::vector<RbacRole> same_kind;
  for (const RbacRole& role : world.roles)
    if (role.cluster == cluster) same_kind.push_back(role);
  look_around(world, same_kind, cluster ? std::string_view() : std::string_view(environment.ns), reference);
  found.push_back(std::move(reference));
}

}  // namespace

std::vector<DanglingReference> dangling_references(const World& world, const Environment& environment) {
  std::vector<DanglingReference> found;
  add_account(world, environment, environment.head, found);
  if (environment.compute.name != environment.head.name)
    add_account(world, environment, environment.compute, found);
  for (const LaunchSubject& subject : launch_subjects(environment))
    for (const BoundRole& bound : *subject.roles)
      if (bound.role == nullptr) add_role(world, environment, *bound.binding, found);
  return found;
}

}  // namespace celint
