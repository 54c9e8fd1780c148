#include "link/rbac_resources.h"

#include <algorithm>
#include <array>

#include "link/rbac.h"
#include "read/letters.h"

namespace celint {
namespace {

const std::vector<ApiResource>& table() {
  static const std::vector<ApiResource> resources{
      {"pods",
       {""},
       {"status", "log", "exec", "attach", "portforward", "proxy", "eviction", "binding",
        "ephemeralcontainers", "resize"}},
      {"services", {""}, {"status", "proxy"}},
      {"configmaps", {""}, {}},
      {"secrets", {""}, {}},
      {"serviceaccounts", {""}, {"token"}},
      {"namespaces", {""}, {"status", "finalize"}},
      {"nodes",
       {""},
       {"status", "proxy", "stats", "metrics", "log", "spec", "configz", "healthz", "pods", "checkpoint"}},
      {"persistentvolumeclaims", {""}, {"status"}},
      {"persistentvolumes", {""}, {"status"}},
      {"replicationcontrollers", {""}, {"status", "scale"}},
      {"resourcequotas", {""}, {"status"}},
      {"limitranges", {""}, {}},
      {"endpoints", {""}, {}},
      {"jobs", {"batch"}, {"status", "finalizers"}},
      {"cronjobs", {"batch"}, {"status", "finalizers"}},
      {"deployments", {"apps"}, {"status", "scale", "finalizers", "rollback"}},
      {"statefulsets", {"apps"}, {"status", "scale", "finalizers"}},
      {"daemonsets", {"apps"}, {"status", "finalizers"}},
      {"replicasets", {"apps"}, {"status", "scale", "finalizers"}},
      {"roles", {"rbac.authorization.k8s.io"}, {}},
      {"rolebindings", {"rbac.authorization.k8s.io"}, {}},
      {"clusterroles", {"rbac.authorization.k8s.io"}, {}},
      {"clusterrolebindings", {"rbac.authorization.k8s.io"}, {}},
  };
  return resources;
}

/// Without a slash, or with one of the resource's own subresources behind it.
bool is_subresource(const ApiResource& known, std::string_view resource) {
  const std::size_t slash = resource.find('/');
  if (slash == std::string_view::npos) return true;
  return std::find(known.subresources.begin(), known.subresources.end(), resource.substr(slash + 1)) !=
         known.subresources.end();
}

}  // namespace

const ApiResource* find_api_resource(std::string_view name) {
  const std::string_view base = name.substr(0, name.find('/'));
  for (const ApiResource& resource : table())
    if (resource.name == base) return &resource;
  return nullptr;
}

const ApiResource* meant_api_resource(std::string_view name) {
  const std::string base = lowered(name.substr(0, name.find('/')));
  const ApiResource* plural = find_api_resource(base + "s");
  const ApiResource* known = plural != nullptr ? plural : find_api_resource(base);
  return find_api_resource(name) == nullptr ? known : nullptr;
}

bool holds_no_custom_resource(std::string_view group) {
  if (group.find('.') == std::string_view::npos || group.find('/') != std::string_view::npos) return true;
  static constexpr std::array<std::string_view, 3> kGroups{"networking.k8s.io", "rbac.authorization.k8s.io",
                                                           "storage.k8s.io"};
  return std::find(kGroups.begin(), kGroups.end(), group) != kGroups.end();
}

bool is_known_verb(std::string_view verb) {
  static constexpr std::array<std::string_view, 15> kVerbs{
      "*",    "get",      "list",        "watch",   "create", "update", "patch", "delete", "deletecollection",
      "bind", "escalate", "impersonate", "approve", "sign",   "use"};
  return std::find(kVerbs.begin(), kVerbs.end(), verb) != kVerbs.end();
}

std::string_view right_group(const RbacRule& rule, std::string_view resource) {
  const ApiResource* known = find_api_resource(resource);
  if (known == nullptr || rule.api_groups.empty() || holds(rule.api_groups, "*")) return {};
  if (!is_subresource(*known, resource)) return {};
  for (const Str& group : rule.api_groups)
    if (!holds_no_custom_resource(group.value) ||
        std::find(known->groups.begin(), known->groups.end(), group.value) != known->groups.end())
      return {};
  return known->groups.front().empty() ? std::string_view("core") : known->groups.front();
}

}  // namespace celint
