#include <algorithm>

#include "check/finding.h"
#include "link/aws_auth_edit.h"
#include "link/rbac.h"
#include "link/value_edit.h"
#include "link/world.h"
#include "read/letters.h"

namespace celint {
namespace {

bool is_group(const KubernetesUser& user, std::string_view name) {
  return std::find(user.groups.begin(), user.groups.end(), name) != user.groups.end();
}

std::string who(const KubernetesUser& user) {
  std::string text = "user '" + user.username + "'";
  for (std::size_t i = 0; i < user.groups.size(); ++i)
    text += (i == 0 ? " with group '" : ", '") + user.groups[i] + "'";
  return text;
}

/// The trap of the published snippet: a group or user named like a Role, which grants nothing.
void note_role_of_that_name(const World& world, const Environment& environment, Finding& finding) {
  const KubernetesUser& user = *environment.kubernetes_user;
  for (const RbacRole& role : world.roles) {
    const std::string_view name = role.meta.name.value;
    if (namespace_of(world, role.meta) != environment.ns || (!is_group(user, name) && user.username != name))
      continue;
    finding.notes.push_back({role.meta.name.span, "a Role of that name grants nothing by its name"});
  }
}

/// Users and groups that are bound, and how they differ.
void note_subjects(const World& world, const Environment& environment, Finding& finding) {
  const KubernetesUser& user = *environment.kubernetes_user;
  for (const RbacBinding& binding : world.bindings)
    for (const Subject& subject : binding.subjects) {
      if (subject.kind.value == "ServiceAccount" || !subject.name.known() || binding.cluster) continue;
      const std::string_view ns = namespace_of(world, binding.meta);
      const bool same = matches_subject(world, {user.username, user.groups}, binding, subject);
      if (ns != environment.ns && same)
        finding.notes.push_back({subject.name.span, "bound, but in namespace '" + std::string(ns) + "'"});
      if (ns != environment.ns) continue;
      const bool by_case = equal_ignoring_case(subject.name.value, user.username);
      finding.notes.push_back(
          {subject.name.span,
           by_case ? "differs by case" : "this " + std::string(subject.kind.value) + " is bound"});
    }
}

/// Groups that the entry loses have a rule of their own.
bool lost_groups(const KubernetesUser& user) {
  return user.entry != nullptr && (user.entry->groups_lost || !user.entry->lost_groups.empty());
}

void check(const World& world, Findings& out) {
  for (const Environment& environment : world.environments) {
    if (environment.step(StepId::authorise).refuted_by != "platform-identity-unbound") continue;
    const KubernetesUser& user = *environment.kubernetes_user;
    if (lost_groups(user)) continue;
    Finding& finding =
        out.add(user.span, "The platform identity becomes " + who(user) + ", whom no binding in namespace '" +
                               environment.ns + "' names: every launch fails with 403.");
    finding.label = "bound nowhere in '" + environment.ns + "'";
    note_subjects(world, environment, finding);
    note_role_of_that_name(world, environment, finding);
    if (user.entry != nullptr && user.entry->username.span == user.span)
      finding.offer(FixKind::unsafe, {rewritten(user.entry->username, bound_user(world, environment))});
    finding.help =
        "use a username that is bound, or add this user or one of its groups as a subject of a RoleBinding "
        "there";
    if (environment.how == How::inferred) finding.confidence = Confidence::medium;
  }
}

}  // namespace

extern const Rule platform_identity_unbound{
    .id = "platform-identity-unbound",
    .summary =
        "The Kubernetes user that the platform identity becomes is bound to nothing in the compute "
        "environment's namespace.",
    .severity = Severity::error,
    .confidence = Confidence::high,
    .audience = Audience::everyone,
    .security_severity = "",
    .steps = {StepId::authorise},
    .fix = FixKind::unsafe,
    .check = check,
};

}  // namespace celint
