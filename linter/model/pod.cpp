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

void note_environment(Reading& reading, const Node& container) {
  const Node* list = container.get("env");
  if (list == nullptr) return;
  for (const Node& item : list->items()) {
    if (const Node* value = item.get("value")) note_unquoted(reading, *value, "env.value");
    if (const Node* name = item.get("name")) note_unquoted(reading, *name, "env.name");
  }
}

void add_containers(Reading& reading, const Node* list, std::vector<Container>& all) {
  if (list == nullptr) return;
  for (const Node& item : list->items()) {
    note_environment(reading, item);
    std::vector<Str> arguments;
    add_strings(arguments, item.get("command"));
    add_strings(arguments, item.get("args"));
    all.push_back({free_text(item, "image"), reading.out.keep(arguments)});
  }
}

/// What no rule reads: what is wrong with it is noted all the same.
void note_unread(Reading& reading, const Node& spec) {
  if (const Node* selector = map_member(spec, "nodeSelector"))
    for (const Member& member : selector->members()) {
      note_unquoted(reading, member.value, "nodeSelector");
      string_value(reading, member.value);
    }
  if (const Node* volumes = spec.get("volumes"))
    for (const Node& volume : volumes->items())
      if (const Node* claim = map_member(volume, "persistentVolumeClaim"))
        api_string(reading, *claim, "claimName", "volumes.persistentVolumeClaim.claimName");
}

bool mounts_device_plugins(const Node& volume) {
  const Node* mounted = map_member(volume, "hostPath");
  const Node* path = mounted != nullptr ? mounted->get("path") : nullptr;
  return path != nullptr && path->scalar().find("/device-plugins") != std::string_view::npos;
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
  const bool old = spec.get("serviceAccountName") == nullptr && spec.get("serviceAccount") != nullptr;
  pod.service_account =
      api_string(reading, spec, old ? "serviceAccount" : "serviceAccountName", "spec.serviceAccountName");
  note_unread(reading, spec);
  std::vector<Container> containers;
  add_containers(reading, spec.get("initContainers"), containers);
  add_containers(reading, spec.get("containers"), containers);
  pod.containers = reading.out.keep(containers);
  if (const Node* volumes = spec.get("volumes"))
    pod.is_device_plugin =
        std::any_of(volumes->items().begin(), volumes->items().end(), mounts_device_plugins);
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

}  // namespace celint
