#include <string>

#include "check/finding.h"
#include "link/world.h"

namespace celint {
namespace {

bool is_overridden(const ComputeEnvironment& ce, const GroovyAssignment& assignment) {
  if (!assignment.selector.empty()) return false;
  const NextflowSetting setting = ce.nextflow.setting("process.executor");
  return !setting.known() || setting.assignment != &assignment;
}

void check(const World& world, Findings& out) {
  for (const ComputeEnvironment& ce : world.compute_environments)
    for (const GroovyAssignment& assignment : ce.nextflow.assignments()) {
      const GroovyValue& value = assignment.value;
      if (assignment.path != "process.executor" || !assignment.certain || !value.is_string()) continue;
      const bool known = typed({value.text, value.span}).known() && !value.text.empty();
      if (!known || value.text == "k8s" || is_overridden(ce, assignment)) continue;
      Finding& finding = out.add(value.span, "The executor is '" + value.text + "': tasks " +
                                                 (value.text == "local" ? "run inside the head pod."
                                                                        : "leave the compute environment."));
      finding.label = "must be 'k8s' on EKS";
      finding.help = "remove the line: Platform sets the executor";
      finding.edits = {{assignment.line, ""}};
      finding.fix = FixKind::unsafe;
    }
}

}  // namespace

extern const Rule executor_not_kubernetes{
    .id = "executor-not-kubernetes",
    .summary = "The Nextflow configuration sends tasks to an executor other than Kubernetes.",
    .severity = Severity::warning,
    .confidence = Confidence::high,
    .audience = Audience::everyone,
    .security_severity = "",
    .steps = {},
    .fix = FixKind::unsafe,
    .check = check,
};

}  // namespace celint
