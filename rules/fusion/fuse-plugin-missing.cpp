#include <algorithm>
#include <string>
#include <vector>

#include "check/finding.h"
#include "link/world.h"

namespace celint {
namespace {

/// The resource that task pods ask for.
std::string resource_of(const NextflowConfig& config) {
  const NextflowSetting setting = config.setting("k8s.fuseDevicePlugin");
  if (setting.known() && setting.assignment->value.entries.size() == 1)
    return setting.assignment->value.entries.front().key.value;
  return "nextflow.io/fuse";
}

/// It may serve this resource: it is a device plugin, and its name or arguments do not say another device.
bool may_serve(const Workload& workload, const std::string& resource) {
  if (!workload.is_device_plugin()) return false;
  const std::string name(workload.meta.name.value);
  if (name.find("fuse") != std::string::npos) return true;
  for (const Container& container : workload.pod->containers) {
    if (container.image.value.find("fuse") != std::string_view::npos) return true;
    for (const Str& argument : container.arguments)
      if (argument.value.find("fuse") != std::string_view::npos ||
          argument.value.find(resource) != std::string_view::npos)
        return true;
  }
  return false;
}

void check(const World& world, Findings& out) {
  std::vector<const Workload*> sets;
  for (const Workload& workload : world.workloads)
    if (workload.meta.kind.value == "DaemonSet") sets.push_back(&workload);
  if (sets.empty()) return;
  for (const Environment& environment : world.environments) {
    const Field<bool> privileged = environment.ce->nextflow.flag("fusion.privileged");
    if (!environment.uses_fusion() || !privileged.known() || privileged.value) continue;
    const std::string resource = resource_of(environment.ce->nextflow);
    const auto serves = [&](const Workload* set) { return may_serve(*set, resource); };
    if (std::any_of(sets.begin(), sets.end(), serves)) continue;
    Finding& finding =
        out.add(privileged.span, "Fusion's pods are unprivileged and ask for '" + resource +
                                     "', and none of the DaemonSets is a plugin for it: they stay "
                                     "pending.");
    finding.label = "needs a device plugin";
    finding.notes = {{sets.front()->meta.name.span, "a DaemonSet that was looked at"}};
    finding.help = "install the FUSE device plugin, or remove the line";
  }
}

}  // namespace

extern const Rule fuse_plugin_missing{
    .id = "fuse-plugin-missing",
    .summary = "Fusion runs unprivileged and no FUSE device plugin is among the DaemonSets.",
    .severity = Severity::note,
    .confidence = Confidence::medium,
    .audience = Audience::everyone,
    .security_severity = "",
    .steps = {StepId::storage},
    .fix = FixKind::none,
    .check = check,
};

}  // namespace celint
