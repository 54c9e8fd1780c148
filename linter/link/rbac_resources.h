// The resources of Kubernetes' own API groups
// (https://kubernetes.io/docs/reference/kubernetes-api/), as far as roles of a launch path name them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "link/world.h"

namespace celint {

/// A built-in resource.
struct ApiResource {
  std::string_view name;
  std::vector<std::string_view> groups;        ///< Those that serve it.
  std::vector<std::string_view> subresources;  ///< Without `/`.
};

/// The resource of this name, subresource left out; null if it is not one of those known here.
const ApiResource* find_api_resource(std::string_view name);

/// The resource that a name which is none means: `pod`, `Pods`; null if it means none of those known here.
const ApiResource* meant_api_resource(std::string_view name);

/// One of Kubernetes' own groups, `extensions` included, or a name that no group has: `v1`, `batch/v1`.
/// Others may have resources of any name; they are domains with a dot (CustomResourceDefinition, spec.group).
bool holds_no_custom_resource(std::string_view group);

/// A verb of the API, or one that RBAC itself checks (bind, escalate, impersonate, approve, sign, use).
bool is_known_verb(std::string_view verb);

/// A resource of a rule that no group of the rule serves, while none of them can have it: nothing is granted.
/// The group that serves it; empty if the resource is served, or not known.
std::string_view right_group(const RbacRule& rule, std::string_view resource);

}  // namespace celint
