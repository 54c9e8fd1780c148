#include "report/subject.h"

#include <algorithm>
#include <iterator>
#include <tuple>
#include <utility>

#include "parse/parse.h"

namespace celint {
namespace {

bool holds(Span outer, Span inner) {
  return outer.source == inner.source && outer.begin <= inner.begin && inner.end <= outer.end;
}

template <typename T>
Span place(const T& object) {
  if constexpr (requires { object.meta; })
    return object.meta.span;
  else if constexpr (std::is_same_v<T, OtherPlatform>)
    return object.document->root.span;
  else
    return object.span;
}

/// `kind name`, or only the kind if the name is not known.
std::string named(std::string_view kind, std::string_view name) {
  std::string text(kind);
  if (!name.empty()) text.append(" ").append(name);
  return text;
}

std::string kubernetes_object(std::string_view kind, const ObjectMeta& meta) {
  std::string name(meta.name.value);
  if (!meta.ns.value.empty() && !name.empty()) name = std::string(meta.ns.value) + "/" + name;
  return named(kind, name);
}

std::string policy_holder(const Policy& policy, const Identity* identity) {
  const Holder& holder = policy.holder;
  // A managed policy is held by nobody: its own word says what it is.
  const bool held = holder.type != Holder::Type::managed_policy && holder.type != Holder::Type::unknown;
  if (held && !holder.name.empty()) return named(word(holder.type), holder.name);
  if (identity == nullptr) return {};
  return named(identity->type == Identity::Type::user ? "user" : "role", identity->name);
}

std::string_view policy_word(const Policy& policy) {
  if (policy.fragment) return "policy fragment";
  if (policy.holder.type == Holder::Type::managed_policy) return "managed policy";
  return policy.kind == PolicyKind::trust      ? "trust policy"
         : policy.kind == PolicyKind::resource ? "resource policy"
                                               : "policy";
}

std::string name(const Subjects& subjects, const Policy& policy, Span span) {
  const bool managed = policy.holder.type == Holder::Type::managed_policy;
  std::string text = named(policy_word(policy), managed ? policy.holder.name : policy.holder.policy_name);
  const std::string holder = policy_holder(policy, subjects.holder(policy));
  if (!holder.empty()) text += " of " + holder;
  for (const Statement& statement : policy.statements)
    if (holds(statement.span, span)) text += ", Statement[" + std::to_string(statement.index) + "]";
  return text;
}

std::string name(const Subjects&, const AwsAuth& map, Span) {
  return kubernetes_object("ConfigMap", map.meta);
}
std::string name(const Subjects&, const ServiceAccount& account, Span) {
  return kubernetes_object("ServiceAccount", account.meta);
}
std::string name(const Subjects&, const Namespace& ns, Span) {
  return kubernetes_object("Namespace", ns.meta);
}
std::string name(const Subjects&, const RbacRole& role, Span) {
  return kubernetes_object(role.cluster ? "ClusterRole" : "Role", role.meta);
}
std::string name(const Subjects&, const RbacBinding& binding, Span) {
  return kubernetes_object(binding.cluster ? "ClusterRoleBinding" : "RoleBinding", binding.meta);
}
std::string name(const Subjects&, const PersistentVolumeClaim& claim, Span) {
  return kubernetes_object("PersistentVolumeClaim", claim.meta);
}
std::string name(const Subjects&, const ComputeEnvironment& ce, Span) {
  return named("compute environment", ce.name.value);
}
std::string name(const Subjects&, const OtherPlatform& ce, Span) {
  return named("compute environment on", ce.platform.value);
}
std::string name(const Subjects&, const Credential& credential, Span) {
  return named("credential", credential.name.value);
}
std::string name(const Subjects&, const Cluster& cluster, Span) {
  return named("cluster", cluster.name.value);
}
std::string name(const Subjects&, const BucketLocation& location, Span) {
  return named("location of bucket", location.bucket.value);
}
std::string name(const Subjects&, const AccessEntry& entry, Span) {
  return named("access entry of", entry.principal_arn.value);
}
std::string name(const Subjects&, const PodIdentityAssociation& association, Span) {
  return named("Pod Identity association of",
               std::string(association.ns.value) + "/" + std::string(association.service_account.value));
}

std::string words(std::string_view kind) {
  std::string text(kind);
  std::replace(text.begin(), text.end(), '-', ' ');
  return text;
}

}  // namespace

std::string_view word(Holder::Type type) {
  switch (type) {
    case Holder::Type::user:
      return "user";
    case Holder::Type::role:
      return "role";
    case Holder::Type::group:
      return "group";
    case Holder::Type::managed_policy:
      return "managed policy";
    case Holder::Type::bucket:
      return "bucket";
    case Holder::Type::key:
      return "key";
    case Holder::Type::unknown:
      break;
  }
  return "";
}

template <typename T>
void Subjects::add(const T& objects) {
  for (const auto& object : objects) subjects_.push_back({place(object), &object});
}

Subjects::Subjects(const World& world) : world_(world) {
  for (const Recognition& recognition : world.recognitions) documents_.push_back(&recognition);
  std::stable_sort(documents_.begin(), documents_.end(), [](const Recognition* a, const Recognition* b) {
    return a->document->root.span < b->document->root.span;
  });
  for (const Identity& identity : world.identities) {
    std::vector<const Policy*> policies = identity.policies;
    if (identity.trust != nullptr) policies.push_back(identity.trust);
    for (const PolicyJoin& join : identity.joins)
      if (join.policy != identity.boundary) policies.push_back(join.policy);
    for (const Policy* policy : policies) {
      const auto [entry, added] = holders_.emplace(policy, &identity);
      if (!added && entry->second != &identity) entry->second = nullptr;
    }
  }
  add(world.policies);
  add(world.aws_auth);
  add(world.service_accounts);
  add(world.namespaces);
  add(world.roles);
  add(world.bindings);
  add(world.claims);
  add(world.compute_environments);
  add(world.other_platforms);
  add(world.credentials);
  add(world.clusters);
  add(world.bucket_locations);
  add(world.access_entries);
  add(world.pod_identities);
  std::stable_sort(subjects_.begin(), subjects_.end(), [](const Subject& a, const Subject& b) {
    return std::tuple(a.span.source, a.span.begin, b.span.end) <
           std::tuple(b.span.source, b.span.begin, a.span.end);
  });
}

const Identity* Subjects::holder(const Policy& policy) const {
  const auto found = holders_.find(&policy);
  return found == holders_.end() ? nullptr : found->second;
}

const Recognition* Subjects::document(Span span) const {
  const Span first{span.source, span.begin, UINT32_MAX};
  const auto after = std::upper_bound(documents_.begin(), documents_.end(), first,
                                      [](const Span& value, const Recognition* recognition) {
                                        return value < recognition->document->root.span;
                                      });
  if (after == documents_.begin()) return nullptr;
  const Recognition* nearest = *std::prev(after);
  return holds(nearest->document->root.span, span) ? nearest : nullptr;
}

std::string Subjects::describe(Span span) const {
  auto after = std::upper_bound(
      subjects_.begin(), subjects_.end(), span, [](const Span& value, const Subject& subject) {
        return std::pair(value.source, value.begin) < std::pair(subject.span.source, subject.span.begin);
      });
  // The first one backwards that holds the span is the innermost: objects nest or are apart.
  for (; after != subjects_.begin() && std::prev(after)->span.source == span.source; --after)
    if (const Subject& subject = *std::prev(after); holds(subject.span, span))
      return std::visit([&](const auto* object) { return name(*this, *object, span); }, subject.object);
  const Recognition* found = document(span);
  if (found == nullptr || found->kind == DocumentKind::unrecognised) return {};
  return words(to_string(found->kind));
}

std::string Subjects::pointer(Span span) const {
  const Recognition* found = document(span);
  if (found == nullptr) return {};
  return world_.trees->look_at(*found->document,
                               [span](const Document& whole) { return celint::pointer(whole, span); });
}

}  // namespace celint
