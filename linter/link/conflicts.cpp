// Kubernetes objects that two inputs define under one name and differently: neither definition is taken for
// the one in force.
#include <algorithm>
#include <map>

#include "link/joins.h"
#include "link/placement.h"
#include "link/rbac.h"
#include "link/rivals.h"

namespace celint {
namespace {

/// Objects of other clusters may share a name: their path says so. Empty if the name or namespace is not
/// known.
std::string named(const World& world, const ObjectMeta& meta, bool in_namespace) {
  const std::string ns(in_namespace ? namespace_of(world, meta) : std::string_view());
  if (!meta.name.known() || (in_namespace && ns.empty())) return {};
  const std::string cluster(cluster_of_path(world.path_of(meta.span)));
  return std::string(meta.kind.value) + " '" + (in_namespace ? ns + "/" : "") + std::string(meta.name.value) +
         "'" + (cluster.empty() ? "" : " of cluster '" + cluster + "'");
}

/// What an object says, in parts whose order does not count.
class Content {
 public:
  void add(const StrField& field) {
    unknown_ = unknown_ || field.unknown();
    parts_.emplace_back(field.absent() ? "-" : field.value);
  }
  void add(const char* title, std::span<const Str> values) {
    Content list;
    for (const Str& value : values) list.add(typed(value));
    add(list);
    parts_.back().insert(0, title);
  }
  void add(const Content& content) {
    unknown_ = unknown_ || content.unknown_;
    parts_.push_back(unordered(content.parts_));
  }
  /// Nothing if a part of it is not known.
  std::optional<std::string> text() const {
    return unknown_ ? std::nullopt : std::optional(unordered(parts_));
  }

 private:
  std::vector<std::string> parts_;
  bool unknown_ = false;
};

Content labelled(std::span<const Annotation> entries, std::string_view key) {
  Content content;
  for (const Annotation& entry : entries)
    if (entry.key.value == key) content.add(entry.value);
  return content;
}

Content content_of(const World&, const ServiceAccount& account) {
  Content content = labelled(account.annotations, "eks.amazonaws.com/audience");
  content.add(account.role_arn);
  return content;
}

Content content_of(const World&, const RbacRole& role) {
  Content content;
  for (const RbacRule& rule : role.rules) {
    Content parts;
    parts.add("groups", rule.api_groups);
    parts.add("resources", rule.resources);
    parts.add("verbs", rule.verbs);
    parts.add("names", rule.resource_names);
    content.add(parts);
  }
  return content;
}

Content content_of(const World& world, const RbacBinding& binding) {
  Content content;
  content.add(typed(binding.role_kind));
  content.add(binding.role_name);
  for (const Subject& subject : binding.subjects) {
    Content parts;
    parts.add(typed(subject.kind));
    parts.add(subject.name);
    const bool account = subject.kind.value == "ServiceAccount";
    const Str here{account ? namespace_of(world, binding.meta) : std::string_view(), {}};
    parts.add(subject.ns.absent() ? typed(here) : subject.ns);
    content.add(parts);
  }
  return content;
}

Content content_of(const World&, const PersistentVolumeClaim& claim) {
  Content content;
  content.add("modes", claim.access_modes);
  return content;
}

Content content_of(const World&, const Namespace& space) {
  return labelled(space.labels, "pod-security.kubernetes.io/enforce");
}

/// Every cluster has ClusterRoles of the same names: no rule speaks of those.
template <typename Object>
void judge(World& world, const std::string& name, const std::vector<const Object*>& alike, bool in_namespace,
           const char* difference) {
  const Object* first = nullptr;
  std::optional<std::string> content;
  bool differ = false;
  for (const Object* object : alike) {
    const std::optional<std::string> other = content_of(world, *object).text();
    if (!content) first = object, content = other;
    if (!other || other == content) continue;
    differ = true;
    if (in_namespace)
      world.conflicts.push_back({name, difference, first->meta.name.span, object->meta.name.span});
  }
  if (!differ) return;
  for (const Object* object : alike) world.disputed.insert(object->meta.name.span);
}

template <typename Object>
void compare(World& world, const std::deque<Object>& objects, const char* difference) {
  std::map<std::pair<std::string, bool>, std::vector<const Object*>> by_name;
  for (const Object& object : objects) {
    bool in_namespace = !std::is_same_v<Object, Namespace>;
    if constexpr (requires { object.cluster; }) in_namespace = !object.cluster;
    const std::string name = named(world, object.meta, in_namespace);
    if (!name.empty()) by_name[{name, in_namespace}].push_back(&object);
  }
  for (const auto& [name, alike] : by_name)
    if (alike.size() > 1) judge(world, name.first, alike, name.second, difference);
}

}  // namespace

void find_conflicts(World& world) {
  compare(world, world.service_accounts, "in the role it carries");
  compare(world, world.roles, "in its rules");
  compare(world, world.bindings, "in its role or subjects");
  compare(world, world.claims, "in its access modes");
  compare(world, world.namespaces, "in the Pod Security level it enforces");
}

}  // namespace celint
