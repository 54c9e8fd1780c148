#include "model/pod.h"

#include <algorithm>

#include "model/manifest.h"

namespace celint {
namespace {

/// Commands, images and variables may hold `<`, `$(...)` and `{{...}}` of their own: taken as they are.
StrField free_text(const Node& map, std::string_view key) {
  const Node* value = map.get(key);
  if (value == nullptr || value->is_null()) return {Presence::absent, {}, map.span};
  return {value->is_string() ? Presence::known : Presence::unknown, value->scalar(), value->span};
}

std::vector<ContainerVariable> environment(Reading& reading, const Node& container) {
  std::vector<ContainerVariable> result;
  const Node* list = container.get("env");
  if (list == nullptr) return result;
  for (const Node& item : list->items()) {
    if (const Node* value = item.get("value")) note_unquoted(reading, *value, "env.value");
    if (const Node* name = item.get("name")) note_unquoted(reading, *name, "env.name");
    result.push_back({item.span, free_text(item, "name"), free_text(item, "value")});
  }
  return result;
}

void read_security_context(const Node& node, Container& container) {
  container.privileged = {Presence::absent, false, node.span};
  const Node* context = map_member(node, "securityContext");
  if (context == nullptr) return;
  container.privileged = bool_field(*context, "privileged");
  if (const Node* capabilities = map_member(*context, "capabilities"))
    container.added_capabilities = strings(capabilities->get("add"));
}

Container container_of(Reading& reading, const Node& node, bool init) {
  Container container;
  container.span = node.span;
  container.init = init;
  container.name = free_text(node, "name");
  container.image = free_text(node, "image");
  container.arguments = strings(node.get("command"));
  for (const Str& argument : strings(node.get("args"))) container.arguments.push_back(argument);
  container.environment = environment(reading, node);
  container.has_env_from = node.get("envFrom") != nullptr;
  if (const Node* resources = map_member(node, "resources")) {
    container.limits = quantities(resources->get("limits"));
    container.requests = quantities(resources->get("requests"));
  }
  read_security_context(node, container);
  return container;
}

/// A projected token without an audience of its own is one for the Kubernetes API.
bool projects_api_token(const Node& volume) {
  const Node* projected = map_member(volume, "projected");
  const Node* sources = projected != nullptr ? projected->get("sources") : nullptr;
  if (sources == nullptr) return false;
  return std::any_of(sources->items().begin(), sources->items().end(), [](const Node& source) {
    const Node* token = map_member(source, "serviceAccountToken");
    return token != nullptr && token->get("audience") == nullptr;
  });
}

PodVolume volume_of(Reading& reading, const Node& node) {
  PodVolume volume;
  volume.span = node.span;
  volume.name = free_text(node, "name");
  volume.claim_name = volume.host_path = {Presence::absent, {}, node.span};
  for (const Member& member : node.members())
    if (member.key.scalar() != "name") volume.source = member.key.str();
  if (const Node* claim = map_member(node, "persistentVolumeClaim"))
    volume.claim_name = api_string(reading, *claim, "claimName", "volumes.persistentVolumeClaim.claimName");
  if (const Node* path = map_member(node, "hostPath")) volume.host_path = free_text(*path, "path");
  volume.projects_token = projects_api_token(node);
  return volume;
}

/// The pod template of a workload; of a CronJob that of its job; a Pod is its own.
const Node* template_of(const Node& object, std::string_view kind) {
  if (kind == "Pod") return &object;
  const Node* spec = map_member(object, "spec");
  if (kind == "CronJob" && spec != nullptr) {
    const Node* job = map_member(*spec, "jobTemplate");
    spec = job != nullptr ? map_member(*job, "spec") : nullptr;
  }
  return spec != nullptr ? map_member(*spec, "template") : nullptr;
}

}  // namespace

PodTemplate pod_template(Reading& reading, const Node& spec) {
  PodTemplate pod;
  pod.span = spec.span;
  const bool old = spec.get("serviceAccountName") == nullptr && spec.get("serviceAccount") != nullptr;
  pod.service_account =
      api_string(reading, spec, old ? "serviceAccount" : "serviceAccountName", "spec.serviceAccountName");
  pod.automount_token = bool_field(spec, "automountServiceAccountToken");
  pod.host_network = bool_field(spec, "hostNetwork");
  pod.host_pid = bool_field(spec, "hostPID");
  pod.host_ipc = bool_field(spec, "hostIPC");
  pod.node_selector = string_map(reading, map_member(spec, "nodeSelector"), "nodeSelector");
  if (const Node* list = spec.get("initContainers"))
    for (const Node& item : list->items()) pod.containers.push_back(container_of(reading, item, true));
  if (const Node* list = spec.get("containers"))
    for (const Node& item : list->items()) pod.containers.push_back(container_of(reading, item, false));
  if (const Node* list = spec.get("volumes"))
    for (const Node& item : list->items()) pod.volumes.push_back(volume_of(reading, item));
  return pod;
}

void model_workload(Reading& reading, const Node& object, ObjectMeta meta) {
  Workload workload;
  workload.annotations = annotations(reading, object, "annotations");
  workload.labels = annotations(reading, object, "labels");
  const Node* pod = template_of(object, meta.kind.value);
  if (pod != nullptr && pod != &object) {
    workload.pod_annotations = annotations(reading, *pod, "annotations");
    workload.pod_labels = annotations(reading, *pod, "labels");
  }
  const Node* spec = pod != nullptr ? map_member(*pod, "spec") : nullptr;
  if (spec != nullptr) workload.pod = pod_template(reading, *spec);
  workload.meta = std::move(meta);
  reading.out.push_back(std::move(workload));
}

bool Workload::is_device_plugin() const {
  return pod && std::any_of(pod->volumes.begin(), pod->volumes.end(), [](const PodVolume& volume) {
           return volume.host_path.value.find("/device-plugins") != std::string_view::npos;
         });
}

}  // namespace celint
