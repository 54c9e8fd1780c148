#include <algorithm>

#include "check/finding.h"
#include "link/rbac.h"
#include "link/world.h"

namespace celint {
namespace {

/// Effective in the namespace of some CE: a RoleBinding there, or a ClusterRoleBinding.
const Environment* environment_of(const World& world, const RbacBinding& binding) {
  for (const Environment& environment : world.environments)
    if (!environment.ns.empty() && (binding.cluster || namespace_of(world, binding.meta) == environment.ns))
      return &environment;
  return nullptr;
}

const RbacRole* role_of(const World& world, const RbacBinding& binding) {
  for (const RbacRole& role : world.roles)
    if (role.cluster == (binding.role_kind.value == "ClusterRole") && role.meta.name.known() &&
        role.meta.name.value == binding.role_name.value &&
        (role.cluster || namespace_of(world, role.meta) == namespace_of(world, binding.meta)))
      return &role;
  return nullptr;
}

/// Discovery and other URLs, or one of the roles that Kubernetes binds itself.
bool grants_little(const World& world, const RbacBinding& binding) {
  if (binding.meta.name.value.starts_with("system:") || binding.role_name.value.starts_with("system:"))
    return true;
  const RbacRole* role = role_of(world, binding);
  return role != nullptr && std::all_of(role->rules.begin(), role->rules.end(),
                                        [](const RbacRule& rule) { return rule.resources.empty(); });
}

std::string who(const World& world, const RbacBinding& binding, const Subject& subject,
                const std::string& ns) {
  const std::string name(subject.name.value);
  if (subject.kind.value == "Group" && name == "system:serviceaccounts") return "every pod of the cluster";
  if (subject.kind.value == "Group" && name == "system:serviceaccounts:" + ns)
    return "every pod of the namespace";
  if (subject.kind.value != "ServiceAccount" || name != "default") return {};
  const std::string_view in = subject.ns.known() ? subject.ns.value : namespace_of(world, binding.meta);
  return in == ns ? "every pod that names no account" : "";
}

void check(const World& world, Findings& out) {
  for (const RbacBinding& binding : world.bindings) {
    const Environment* environment = environment_of(world, binding);
    if (environment == nullptr || grants_little(world, binding)) continue;
    for (const Subject& subject : binding.subjects) {
      const std::string pods = who(world, binding, subject, environment->ns);
      if (pods.empty()) continue;
      Finding& finding =
          out.add(subject.name.span, "'" + std::string(subject.name.value) + "' is the identity of " + pods +
                                         ", and holds '" + std::string(binding.role_name.value) +
                                         "' in namespace '" + environment->ns + "'.");
      finding.help = "bind the head account instead";
    }
  }
}

}  // namespace

extern const Rule shared_subject_bound{
    .id = "shared-subject-bound",
    .summary = "A binding gives rights to all pods that name no account of their own.",
    .severity = Severity::warning,
    .confidence = Confidence::high,
    .audience = Audience::everyone,
    .security_severity = "5.5",
    .steps = {},
    .fix = FixKind::unsafe,
    .check = check,
};

}  // namespace celint
