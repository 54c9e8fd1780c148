#include <string>

#include "check/finding.h"
#include "link/placement.h"
#include "link/world.h"

namespace celint {
namespace {

bool refuses_privileged(const Annotation& label) {
  return label.key.value == "pod-security.kubernetes.io/enforce" && label.value.known() &&
         (label.value.value == "baseline" || label.value.value == "restricted");
}

void report(const Environment& environment, const Annotation& label, Findings& out) {
  Finding& finding =
      out.add(label.value.span, "Namespace '" + environment.compute.ns + "' enforces '" +
                                    std::string(label.value.value) +
                                    "', which refuses the privileged pods of Fusion: no task starts.");
  finding.label = "refuses privileged pods";
  finding.notes = {{environment.ce->fusion.span, "Fusion is on"}};
  finding.help =
      "enforce 'privileged' in this namespace, or set fusion.privileged = false in nextflowConfig and "
      "install the FUSE device plugin";
}

void check(const World& world, Findings& out) {
  for (const Environment& environment : world.environments) {
    if (!environment.has_privileged_pods()) continue;
    for (const Namespace& object : world.namespaces)
      if (object.meta.name.known() && object.meta.name.value == environment.compute.ns &&
          may_be_in_cluster(world, object.meta, environment.ce->cluster_name.value) &&
          !world.is_disputed(object.meta))
        for (const Annotation& label : object.labels)
          if (refuses_privileged(label)) report(environment, label, out);
  }
}

}  // namespace

extern const Rule pod_security_blocks_fusion{
    .id = "pod-security-blocks-fusion",
    .summary = "The namespace's Pod Security level refuses the privileged pods of Fusion.",
    .severity = Severity::error,
    .confidence = Confidence::high,
    .audience = Audience::everyone,
    .security_severity = "",
    .steps = {StepId::storage},
    .fix = FixKind::none,
    .check = check,
};

}  // namespace celint
