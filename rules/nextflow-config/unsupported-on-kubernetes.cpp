#include <string>
#include <utility>

#include "check/finding.h"
#include "link/world.h"

namespace celint {
namespace {

void report(Span span, const GroovyAssignment& assignment, std::string message, std::string help,
            Findings& out) {
  Finding& finding = out.add(span, std::move(message));
  finding.label = "no effect on Kubernetes";
  finding.help = std::move(help);
  finding.edits = {{assignment.line, ""}};
  finding.fix = FixKind::unsafe;
}

/// `secrets.NAME`, bare or in a string.
bool reads_secret(const GroovyValue& value) {
  return value.kind == GroovyValue::Kind::computed &&
         (value.text.starts_with("secrets.") || value.text.find("${secrets.") != std::string::npos);
}

void check_one(const GroovyAssignment& assignment, Findings& out) {
  const GroovyValue& value = assignment.value;
  const std::string& path = assignment.path;
  if (path == "fusion.snapshots" && value.text == "true" && value.kind == GroovyValue::Kind::boolean)
    report(value.span, assignment,
           "Fusion snapshots do not exist on EKS: they are for AWS Batch and Google Batch.",
           "remove the line", out);
  const bool some = value.is_string() ? !value.text.empty() : value.is_list();
  if (path == "process.secret" && some)
    report(assignment.key, assignment, "The Kubernetes executor has no pipeline secrets: the tasks fail.",
           "mount a Kubernetes Secret with the pod option env and secret", out);
  if (path == "process.containerOptions" && value.is_string() && some)
    report(assignment.key, assignment,
           "The Kubernetes executor does not read containerOptions '" + value.text + "'.",
           "use pod options (k8s.pod)", out);
  if (reads_secret(value))
    report(value.span, assignment,
           "Pipeline secrets are not available on Kubernetes: 'secrets' is empty here.",
           "mount a Kubernetes Secret with the pod option env and secret", out);
}

void check(const World& world, Findings& out) {
  for (const ComputeEnvironment& ce : world.compute_environments)
    for (const GroovyAssignment& assignment : ce.nextflow.assignments())
      if (assignment.certain) check_one(assignment, out);
}

}  // namespace

extern const Rule unsupported_on_kubernetes{
    .id = "unsupported-on-kubernetes",
    .summary = "The Nextflow configuration asks for what Nextflow does not do on Kubernetes.",
    .severity = Severity::warning,
    .confidence = Confidence::high,
    .audience = Audience::everyone,
    .security_severity = "",
    .steps = {},
    .fix = FixKind::unsafe,
    .check = check,
};

}  // namespace celint
