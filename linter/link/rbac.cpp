#include "link/rbac.h"

#include <algorithm>
#include <set>

#include "link/placement.h"
#include "link/rbac_resources.h"

namespace celint {
namespace {

const RbacRole* role_of(const World& world, const RbacBinding& binding, std::string_view in_cluster) {
  const bool cluster = binding.role_kind.value == "ClusterRole";
  for (const RbacRole& role : world.roles) {
    if (!may_be_in_cluster(world, role.meta, in_cluster)) continue;
    if (role.cluster != cluster || !role.meta.name.known() || role.meta.name.value != binding.role_name.value)
      continue;
    if (cluster || namespace_of(world, role.meta) == namespace_of(world, binding.meta)) return &role;
  }
  return nullptr;
}

BoundRole bound_role(const World& world, const RbacBinding& binding, const Subject& subject,
                     std::string_view cluster) {
  const RbacRole* role = role_of(world, binding, cluster);
  return {&binding, &subject, role,
          world.is_disputed(binding.meta) || (role != nullptr && world.is_disputed(role->meta))};
}

}  // namespace

bool is_unknown(const BoundRole& bound) {
  return bound.disputed || bound.role == nullptr || bound.role->aggregated;
}

bool holds(std::span<const Str> values, std::string_view wanted) {
  return std::any_of(values.begin(), values.end(),
                     [wanted](const Str& value) { return value.value == wanted; });
}

RbacUser service_account_user(std::string_view ns, std::string_view name) {
  const std::string space(ns);
  return {"system:serviceaccount:" + space + ":" + std::string(name),
          {"system:serviceaccounts", "system:serviceaccounts:" + space, "system:authenticated"}};
}

std::string to_string(const RbacRight& right) {
  return std::string(right.verb) + " " + std::string(right.resource) +
         (right.group.empty() ? "" : "." + std::string(right.group));
}

std::string_view namespace_of(const World& world, const ObjectMeta& meta) {
  if (meta.ns.known()) return meta.ns.value;
  return meta.ns.absent() ? std::string_view(world.settings.ns) : std::string_view();
}

bool matches_subject(const World& world, const RbacUser& user, const RbacBinding& binding,
                     const Subject& subject) {
  if (!subject.name.known()) return false;
  const std::string_view name = subject.name.value;
  if (subject.kind.value == "User") return user.name == name;
  if (subject.kind.value == "Group")
    return std::find(user.groups.begin(), user.groups.end(), name) != user.groups.end();
  if (subject.kind.value != "ServiceAccount") return false;
  // Allowed to be absent in a RoleBinding, where it is defaulted to the binding's namespace.
  const std::string_view ns = subject.ns.known() ? subject.ns.value : namespace_of(world, binding.meta);
  return user.name == "system:serviceaccount:" + std::string(ns) + ":" + std::string(name);
}

std::vector<BoundRole> bound_roles(const World& world, const RbacUser& user, std::string_view ns,
                                   std::string_view cluster) {
  std::vector<BoundRole> result;
  for (const RbacBinding& binding : world.bindings) {
    if (!binding.cluster && namespace_of(world, binding.meta) != ns) continue;
    if (!may_be_in_cluster(world, binding.meta, cluster)) continue;
    for (const Subject& subject : binding.subjects)
      if (matches_subject(world, user, binding, subject))
        result.push_back(bound_role(world, binding, subject, cluster));
  }
  return result;
}

Truth has_right(const std::vector<BoundRole>& roles, const RbacRight& right) {
  bool unknown = false;
  for (const BoundRole& bound : roles) {
    unknown = unknown || is_unknown(bound);
    if (bound.role == nullptr || bound.disputed) continue;
    const auto grants_it = [&right](const RbacRule& rule) { return grants(rule, right); };
    if (std::any_of(bound.role->rules.begin(), bound.role->rules.end(), grants_it)) return Truth::yes;
  }
  return unknown ? Truth::maybe : Truth::no;
}

std::vector<RbacRight> missing_rights(const std::vector<BoundRole>& roles,
                                      const std::vector<RbacRight>& wanted) {
  std::vector<RbacRight> missing;
  for (const RbacRight& right : wanted)
    if (has_right(roles, right) == Truth::no) missing.push_back(right);
  return missing;
}

bool rbac_supplied(const World& world, std::string_view ns, bool users, std::string_view cluster) {
  const auto is_of_kind = [users](const Subject& subject) {
    const bool account = subject.kind.value == "ServiceAccount";
    return users ? subject.kind.value == "User" || subject.kind.value == "Group" : account;
  };
  return std::any_of(world.bindings.begin(), world.bindings.end(), [&](const RbacBinding& binding) {
    return !binding.cluster && namespace_of(world, binding.meta) == ns &&
           may_be_in_cluster(world, binding.meta, cluster) &&
           std::any_of(binding.subjects.begin(), binding.subjects.end(), is_of_kind);
  });
}

const std::vector<RbacRight>& head_rights() {
  static const std::vector<RbacRight> rights{
      {"create", "", "pods"}, {"delete", "", "pods"}, {"get", "", "pods/status"}, {"get", "", "pods/log"}};
  return rights;
}

const std::vector<RbacRight>& job_rights() {
  static const std::vector<RbacRight> rights{{"create", "batch", "jobs"},
                                             {"delete", "batch", "jobs"},
                                             {"get", "batch", "jobs/status"},
                                             {"list", "", "pods"}};
  return rights;
}

std::vector<RbacRight> platform_rights(const Environment& environment) {
  std::vector<RbacRight> all;
  for (const std::string_view verb : {"get", "list", "create", "delete"}) {
    for (const std::string_view resource : {"pods", "pods/status", "pods/log", "configmaps"})
      all.push_back({verb, "", resource});
    for (const std::string_view resource : {"jobs", "jobs/status"}) all.push_back({verb, "batch", resource});
    if (!environment.ce->storage_claim_name.known()) continue;
    all.push_back({verb, "", "persistentvolumeclaims"});
    all.push_back({verb, "", "pods/exec"});
    all.push_back({verb, "apps", "deployments"});
  }
  return all;
}

// `*`, the resource itself, or `*/log` for any subresource `log`.
bool names_resource(const RbacRule& rule, std::string_view resource) {
  if (holds(rule.resources, "*") || holds(rule.resources, resource)) return true;
  const std::size_t slash = resource.find('/');
  return slash != std::string_view::npos && holds(rule.resources, "*" + std::string(resource.substr(slash)));
}

bool grants(const RbacRule& rule, const RbacRight& right) {
  return (holds(rule.verbs, "*") || holds(rule.verbs, right.verb)) &&
         (holds(rule.api_groups, "*") || holds(rule.api_groups, right.group)) &&
         names_resource(rule, right.resource) && rule.resource_names.empty();
}

bool granted_in_wrong_group(const std::vector<BoundRole>& roles, const RbacRight& right) {
  for (const BoundRole& bound : roles) {
    if (bound.role == nullptr) continue;
    for (const RbacRule& rule : bound.role->rules) {
      const bool named =
          holds(rule.resources, right.resource) && (holds(rule.verbs, "*") || holds(rule.verbs, right.verb));
      if (named && !right_group(rule, right.resource).empty()) return true;
    }
  }
  return false;
}

std::vector<LaunchSubject> launch_subjects(const Environment& environment) {
  std::vector<LaunchSubject> subjects{{"platform identity", &environment.bound},
                                      {"head account", &environment.head.bound}};
  if (environment.compute.name != environment.head.name)
    subjects.push_back({"compute account", &environment.compute.bound});
  return subjects;
}

void each_bound_rule(
    const World& world,
    const std::function<void(const LaunchSubject&, const BoundRole&, const RbacRule&)>& visit) {
  std::set<const RbacRule*> seen;
  for (const Environment& environment : world.environments)
    for (const LaunchSubject& subject : launch_subjects(environment))
      for (const BoundRole& bound : *subject.roles)
        if (bound.role != nullptr)
          for (const RbacRule& rule : bound.role->rules)
            if (seen.insert(&rule).second) visit(subject, bound, rule);
}

const Environment* environment_of(const World& world, const RbacBinding& binding) {
  for (const Environment& environment : world.environments)
    if (!environment.ns.empty() && (binding.cluster || namespace_of(world, binding.meta) == environment.ns))
      return &environment;
  return nullptr;
}

bool grants_little(const World& world, const RbacBinding& binding) {
  if (binding.meta.name.value.starts_with("system:") || binding.role_name.value.starts_with("system:"))
    return true;
  const RbacRole* role = role_of(world, binding, {});
  return role != nullptr && std::all_of(role->rules.begin(), role->rules.end(),
                                        [](const RbacRule& rule) { return rule.resources.empty(); });
}

std::string other_account(const World& world, const Environment& environment, const ServiceAccount* taken) {
  std::string name;
  for (const ServiceAccount& account : world.service_accounts) {
    const StrField& own = account.meta.name;
    const bool candidate = namespace_of(world, account.meta) == environment.ns && &account != taken;
    if (!candidate || own.value == "default") continue;
    if (!own.known() || !name.empty()) return {};
    name = own.value;
  }
  return name;
}

}  // namespace celint
