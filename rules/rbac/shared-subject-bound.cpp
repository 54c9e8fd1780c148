#include "check/finding.h"
#include "link/rbac.h"
#include "link/value_edit.h"
#include "link/world.h"

namespace celint {
namespace {

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
      if (subject.kind.value == "ServiceAccount" && !environment->head.name.empty() &&
          environment->head.name != "default")
        finding.offer(FixKind::unsafe,
                      {rewritten({subject.name.value, subject.name.span}, environment->head.name)});
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
