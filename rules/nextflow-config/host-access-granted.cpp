#include <string>

#include "check/finding.h"
#include "link/world.h"
#include "model/pod_options.h"

namespace celint {
namespace {

void check_spec(const PodSpec& spec, const char* field, Findings& out) {
  for (const HostAccess& access : spec.host_access) {
    Finding& finding =
        out.add(access.key.span, std::string(field) + " sets '" + std::string(access.key.value) +
                                     "': the pod reaches the node and what else runs there.");
    finding.label = "opens the node";
    finding.help = "remove it";
  }
}

void check_options(const ComputeEnvironment& ce, Findings& out) {
  for (const PodOption& option : pod_options(ce.nextflow)) {
    if (option.shape != "privileged" && option.shape != "hostPath") continue;
    const GroovyValue& value = *option.map.get(option.shape);
    if (value.text == "false") continue;
    Finding& finding = out.add(value.span, "The pod option '" + std::string(option.shape) +
                                               "' opens the node to every task that has it.");
    finding.label = "opens the node";
    finding.help = "remove the option: Fusion asks for what it needs itself";
  }
}

void check(const World& world, Findings& out) {
  for (const ComputeEnvironment& ce : world.compute_environments) {
    check_spec(ce.head_pod, "headPodSpec", out);
    check_spec(ce.service_pod, "servicePodSpec", out);
    check_options(ce, out);
    const Field<bool> mounts = ce.nextflow.flag("k8s.autoMountHostPaths");
    if (!mounts.known() || !mounts.value) continue;
    Finding& finding = out.add(mounts.span,
                               "k8s.autoMountHostPaths mounts paths of the node into every task: it is "
                               "meant for development on one node.");
    finding.label = "opens the node";
    finding.help = "remove the line";
    finding.edits = {{ce.nextflow.setting("k8s.autoMountHostPaths").assignment->line, ""}};
    finding.fix = FixKind::unsafe;
  }
}

}  // namespace

extern const Rule host_access_granted{
    .id = "host-access-granted",
    .summary = "Pods get access to the node they run on.",
    .severity = Severity::warning,
    .confidence = Confidence::high,
    .audience = Audience::everyone,
    .security_severity = "7.0",
    .steps = {},
    .fix = FixKind::unsafe,
    .check = check,
};

}  // namespace celint
