#include <array>

#include "check/finding.h"
#include "link/world.h"
#include "read/letters.h"

namespace celint {
namespace {

constexpr std::string_view kGroup = "rbac.authorization.k8s.io";

std::string quoted(std::string_view text) { return "'" + std::string(text) + "'"; }

void check_subject(const Subject& subject, const RbacBinding& binding, Findings& out) {
  const std::string_view kind = subject.kind.value;
  const bool known = kind == "User" || kind == "Group" || kind == "ServiceAccount";
  if (!known && !kind.empty() && !typed(subject.kind).unknown()) {
    Finding& finding =
        out.add(subject.kind.span,
                "The kind of a subject is exactly User, Group or ServiceAccount, not " + quoted(kind) + ".");
    for (const std::string_view right : {"User", "Group", "ServiceAccount"})
      if (equal_ignoring_case(kind, right)) {
        finding.edits = {{part_of(subject.kind, 0, kind.size()), std::string(right)}};
        finding.fix = FixKind::safe;
      }
  }
  if (!known) return;
  const std::string_view wanted = kind == "ServiceAccount" ? std::string_view() : kGroup;
  if (subject.api_group.known() && subject.api_group.value != wanted && !(subject.api_group.value.empty()))
    out.add(subject.api_group.span, "A subject of kind " + std::string(kind) + " has apiGroup " +
                                        quoted(wanted) + ", not " + quoted(subject.api_group.value) + ".");
  if (subject.name.absent() || (subject.name.known() && subject.name.value.empty()))
    out.add(subject.name.absent() ? subject.span : subject.name.span, "This subject has no name.");
  if (binding.cluster && kind == "ServiceAccount" && subject.ns.absent())
    out.add(subject.span, "A ServiceAccount in a ClusterRoleBinding needs its namespace.");
}

void check_rule(const RbacRule& rule, const RbacRole& role, Findings& out) {
  if (rule.verbs.empty()) out.add(rule.span, "This rule has no verbs.");
  if (!rule.non_resource_urls.empty()) {
    if (!role.cluster)
      out.add(rule.non_resource_urls.front().span,
              "A Role cannot grant nonResourceURLs: only a ClusterRole can.");
    return;
  }
  if (rule.resources.empty()) out.add(rule.span, "This rule has no resources.");
  if (rule.api_groups.empty()) out.add(rule.span, "This rule has no apiGroups; the core group is \"\".");
}

/// `v1beta1` of RBAC, which Kubernetes 1.22 took away.
void check_version(const ObjectMeta& meta, Findings& out) {
  const std::string_view version = meta.api_version.value;
  if (!version.starts_with(std::string(kGroup) + "/v1") || version.size() == kGroup.size() + 3) return;
  Finding& finding = out.add(meta.api_version.span, "Kubernetes has no " + quoted(version) + " any more.");
  finding.help = "write " + std::string(kGroup) + "/v1";
  finding.edits = {{part_of(meta.api_version, 0, version.size()), std::string(kGroup) + "/v1"}};
  finding.fix = FixKind::safe;
}

/// `Configmap`: the API server knows kinds by their exact letters. Custom resources may have kinds of any
/// name.
void check_kind(const ObjectMeta& meta, Findings& out) {
  static constexpr std::array kKinds{
      "ConfigMap", "ServiceAccount", "Namespace",   "PersistentVolumeClaim", "PersistentVolume",  "Secret",
      "Pod",       "Role",           "RoleBinding", "ClusterRole",           "ClusterRoleBinding"};
  const std::string_view version = meta.api_version.value, kind = meta.kind.value;
  if (version != "v1" && !version.starts_with(std::string(kGroup) + "/")) return;
  for (const std::string_view right : kKinds) {
    if (kind == right || !equal_ignoring_case(kind, right)) continue;
    Finding& finding =
        out.add(meta.kind.span, "There is no kind " + quoted(kind) + ": it is called " + quoted(right) + ".");
    finding.offer(FixKind::unsafe, {{part_of(meta.kind, 0, kind.size()), std::string(right)}});
  }
}

void check(const World& world, Findings& out) {
  for (const RbacRole& role : world.roles) {
    check_version(role.meta, out);
    for (const RbacRule& rule : role.rules) check_rule(rule, role, out);
  }
  for (const RbacBinding& binding : world.bindings) {
    check_version(binding.meta, out);
    for (const Subject& subject : binding.subjects) check_subject(subject, binding, out);
  }
  for (const OtherObject& object : world.other_objects) check_kind(object.meta, out);
  for (const OtherObject& object : world.other_objects)
    if (object.meta.listed && object.meta.kind.value.ends_with("List"))
      out.add(object.meta.kind.span, "A List cannot hold another List.");
  for (const Recognition& recognition : world.recognitions)
    for (const ShapeFault& fault : recognition.shape)
      if (fault.type == ShapeFault::Type::wrong_container) out.add(fault.span, fault.message);
}

}  // namespace

extern const Rule malformed_object{
    .id = "malformed-object",
    .summary = "A document has a shape that its consumer refuses.",
    .severity = Severity::error,
    .confidence = Confidence::high,
    .audience = Audience::everyone,
    .security_severity = "",
    .steps = {},
    .fix = FixKind::safe,
    .check = check,
};

}  // namespace celint
