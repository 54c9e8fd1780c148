#include "check/finding.h"
#include "link/rbac.h"
#include "link/world.h"

namespace celint {
namespace {

bool is_anyone(const Subject& subject) {
  const std::string_view name = subject.name.value;
  if (subject.kind.value == "User") return name == "system:anonymous";
  return subject.kind.value == "Group" &&
         (name == "system:unauthenticated" || name == "system:authenticated");
}

void check(const World& world, Findings& out) {
  for (const RbacBinding& binding : world.bindings) {
    const Environment* environment = environment_of(world, binding);
    if (environment == nullptr || grants_little(world, binding)) continue;
    for (const Subject& subject : binding.subjects) {
      if (!is_anyone(subject)) continue;
      const bool authenticated = subject.name.value == "system:authenticated";
      Finding& finding = out.add(
          subject.name.span, "'" + std::string(subject.name.value) + "' is " +
                                 (authenticated ? "every identity that the cluster knows, all pods included"
                                                : "everybody, without any login") +
                                 ", and holds '" + std::string(binding.role_name.value) + "' in namespace '" +
                                 environment->ns + "'.");
      finding.help = "name the users and accounts that need it";
    }
  }
}

}  // namespace

extern const Rule anyone_bound{
    .id = "anyone-bound",
    .summary = "A binding gives rights to everybody who reaches the API server.",
    .severity = Severity::error,
    .confidence = Confidence::high,
    .audience = Audience::everyone,
    .security_severity = "9.0",
    .steps = {},
    .fix = FixKind::none,
    .check = check,
};

}  // namespace celint
