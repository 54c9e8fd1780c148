#include "model/reading.h"
#include "parse/parse.h"

namespace celint {
namespace {

const Node* map_in(const Node& node, std::string_view key) {
  const Node* value = node.get(key);
  return value != nullptr && value->is_map() ? value : nullptr;
}

Span span_of(const Node& node, std::string_view key) {
  const Node* value = node.get(key);
  return value != nullptr ? value->span : Span{};
}

bool is_true(const Node& node, std::string_view key) {
  const Node* value = node.get(key);
  return value != nullptr && value->kind == Kind::boolean && bool_field(node, key).value;
}

/// Notes the member of a mapping with this key.
void note_access(PodSpec& pod, const Node& map, std::string_view key) {
  for (const Member& member : map.members())
    if (member.key.scalar() == key) pod.host_access.push_back({member.key.str(), member.value.span});
}

void read_security_context(PodSpec& pod, const Node& container) {
  const Node* context = map_in(container, "securityContext");
  if (context == nullptr) return;
  if (is_true(*context, "privileged")) note_access(pod, *context, "privileged");
  const Node* capabilities = map_in(*context, "capabilities");
  const Node* added = capabilities != nullptr ? capabilities->get("add") : nullptr;
  if (added == nullptr) return;
  for (const Node& item : added->items())
    if (item.scalar() == "SYS_ADMIN" || item.scalar() == "ALL")
      pod.host_access.push_back({item.str(), item.span});
}

void read_containers(PodSpec& pod, const Node& spec, std::string_view key) {
  const Node* list = spec.get(key);
  if (list == nullptr) return;
  for (const Node& container : list->items()) {
    read_security_context(pod, container);
    if (const Node* resources = map_in(container, "resources")) pod.resources.push_back(resources->span);
    const Node* mounts = container.get("volumeMounts");
    if (mounts != nullptr && !mounts->items().empty()) pod.mounts_volume = true;
  }
}

void read_volumes(Reading& reading, PodSpec& pod, const Node& spec) {
  const Node* list = spec.get("volumes");
  if (list == nullptr) return;
  for (const Node& volume : list->items()) {
    note_access(pod, volume, "hostPath");
    if (const Node* claim = map_in(volume, "persistentVolumeClaim"))
      pod.volume_claims.push_back(string_field(reading, *claim, "claimName"));
  }
}

void read_spec(Reading& reading, PodSpec& pod, const Node& spec) {
  pod.spec_span = spec.span;
  pod.service_account = string_field(reading, spec, "serviceAccountName");
  if (pod.service_account.absent()) pod.service_account = string_field(reading, spec, "serviceAccount");
  pod.restart_policy = string_field(reading, spec, "restartPolicy");
  pod.automount_token = bool_field(spec, "automountServiceAccountToken");
  if (const Node* labels = map_in(spec, "nodeSelector"))
    for (const Member& member : labels->members())
      pod.node_selector.push_back({member.key.str(), string_value(reading, member.value)});
  pod.tolerations = span_of(spec, "tolerations");
  pod.containers = span_of(spec, "containers");
  for (const std::string_view key : {"hostNetwork", "hostPID", "hostIPC"})
    if (is_true(spec, key)) note_access(pod, spec, key);
  for (const std::string_view key : {"initContainers", "containers"}) read_containers(pod, spec, key);
  read_volumes(reading, pod, spec);
}

PodSpec::State state_of(const Document& document) {
  if (!document.problems.empty()) return PodSpec::State::not_yaml;
  if (!document.root.is_map()) return PodSpec::State::not_a_map;
  const Node* spec = document.root.get("spec");
  if (spec == nullptr) return PodSpec::State::no_spec;
  return spec->is_map() ? PodSpec::State::read : PodSpec::State::spec_no_map;
}

}  // namespace

PodSpec read_pod_spec(Reading& reading, const Document& document) {
  PodSpec pod;
  pod.document = &document;
  pod.span = pod.spec_span = document.root.span;
  pod.state = state_of(document);
  for (const Member& member : document.root.members()) pod.top_keys.push_back(member.key.str());
  if (pod.state == PodSpec::State::read) read_spec(reading, pod, *document.root.get("spec"));
  return pod;
}

}  // namespace celint
