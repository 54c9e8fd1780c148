#include <algorithm>

#include "check/finding.h"
#include "link/aws_auth_edit.h"
#include "link/value_edit.h"
#include "link/world.h"

namespace celint {
namespace {

bool is_bound(const World& world, std::string_view group) {
  return std::any_of(world.bindings.begin(), world.bindings.end(), [group](const RbacBinding& binding) {
    return std::any_of(binding.subjects.begin(), binding.subjects.end(), [group](const Subject& subject) {
      return subject.kind.value == "Group" && (!subject.name.known() || subject.name.value == group);
    });
  });
}

std::span<const Str> groups_of(const KubernetesUser& user) {
  if (user.entry != nullptr) return user.entry->groups;
  return user.access_entry->groups;
}

void check(const World& world, Findings& out) {
  for (const Environment& environment : world.environments) {
    const auto& user = environment.kubernetes_user;
    if (!user || !user->known || environment.bound.empty() || !environment.supplied.user_bindings) continue;
    for (const Str& group : groups_of(*user)) {
      if (group.value.empty() || group.value.starts_with("system:") || is_bound(world, group.value)) continue;
      Finding& finding = out.add(group.span, "No binding names the group '" + std::string(group.value) +
                                                 "', so it grants the platform identity nothing.");
      finding.notes = {{environment.bound.front().subject->span, "its rights come from here"}};
      finding.offer(FixKind::unsafe, user->entry != nullptr
                                         ? without_group(world, *user->map, *user->entry, group)
                                         : without(world, *user->access_entry->document, group.span));
      finding.help = "leave it out, or bind it";
    }
  }
}

}  // namespace

extern const Rule group_bound_nowhere{
    .id = "group-bound-nowhere",
    .summary = "A group in the mapping of the platform identity is bound to nothing.",
    .severity = Severity::note,
    .confidence = Confidence::medium,
    .audience = Audience::pedantic,
    .security_severity = "",
    .steps = {StepId::authorise},
    .fix = FixKind::unsafe,
    .check = check,
};

}  // namespace celint
