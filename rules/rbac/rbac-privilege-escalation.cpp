#include <array>

#include "check/finding.h"
#include "link/rbac.h"
#include "link/world.h"

namespace celint {
namespace {

struct Danger {
  std::string_view verb;
  std::string_view group;
  std::string_view resource;
  std::string_view effect;
};

constexpr std::array<Danger, 14> kDangers{{
    {"bind", "rbac.authorization.k8s.io", "roles", "bind any Role to itself"},
    {"bind", "rbac.authorization.k8s.io", "clusterroles", "bind any ClusterRole to itself"},
    {"escalate", "rbac.authorization.k8s.io", "roles", "write rights into a Role that it does not have"},
    {"escalate", "rbac.authorization.k8s.io", "clusterroles",
     "write rights into a ClusterRole that it does not have"},
    {"impersonate", "", "users", "act as any user"},
    {"impersonate", "", "groups", "act as a member of any group"},
    {"impersonate", "", "serviceaccounts", "act as any service account"},
    {"create", "", "serviceaccounts/token", "make tokens of other service accounts"},
    {"get", "", "nodes/proxy", "run commands in every pod of a node"},
    {"create", "", "nodes/proxy", "run commands in every pod of a node"},
    {"approve", "certificates.k8s.io", "signers", "approve client certificates"},
    {"sign", "certificates.k8s.io", "signers", "sign client certificates"},
    {"create", "admissionregistration.k8s.io", "mutatingwebhookconfigurations",
     "change every object that is created"},
    {"update", "admissionregistration.k8s.io", "mutatingwebhookconfigurations",
     "change every object that is created"},
}};

bool has_wildcard(const RbacRule& rule) {
  return holds(rule.verbs, "*") || holds(rule.resources, "*") || holds(rule.api_groups, "*");
}

const Str* place(std::span<const Str> values, std::string_view wanted) {
  for (const Str& value : values)
    if (value.value == wanted) return &value;
  return nullptr;
}

void check(const World& world, Findings& out) {
  each_bound_rule(world, [&out](const LaunchSubject& subject, const BoundRole& bound, const RbacRule& rule) {
    if (has_wildcard(rule)) return;
    for (const Danger& danger : kDangers) {
      if (!holds(rule.verbs, danger.verb) || !holds(rule.api_groups, danger.group) ||
          !holds(rule.resources, danger.resource))
        continue;
      const bool special = danger.verb == "bind" || danger.verb == "escalate" ||
                           danger.verb == "impersonate" || danger.verb == "approve" || danger.verb == "sign";
      const Str* at = special ? place(rule.verbs, danger.verb) : place(rule.resources, danger.resource);
      Finding& finding = out.add(
          at->span, "'" + std::string(danger.verb) + "' on '" + std::string(danger.resource) + "' lets the " +
                        std::string(subject.title) + " " + std::string(danger.effect) + ".");
      finding.notes = {{bound.subject->span, "bound here"}};
      finding.help = "take it out: no launch needs it";
    }
  });
}

}  // namespace

extern const Rule rbac_privilege_escalation{
    .id = "rbac-privilege-escalation",
    .summary = "A launch identity holds a right by which it can take more.",
    .severity = Severity::error,
    .confidence = Confidence::high,
    .audience = Audience::everyone,
    .security_severity = "8.6",
    .steps = {StepId::authorise, StepId::head_account},
    .fix = FixKind::none,
    .check = check,
};

}  // namespace celint
