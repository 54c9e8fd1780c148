#include <string>
#include <utility>

#include "check/finding.h"
#include "link/world.h"
#include "model/nextflow_options.h"

namespace celint {
namespace {

void report_unknown(const GroovyAssignment& assignment, Findings& out) {
  const std::string& scope = assignment.name[0];
  const std::string& name = assignment.name[1];
  Finding& finding =
      out.add(assignment.key, "Nextflow " + std::string(kNextflowRegistry) + " has no option '" + scope +
                                  "." + name + "': it is ignored.");
  const std::string_view near = nearest_nextflow_option(scope, name);
  finding.help = "remove it, or write an option of scope " + scope;
  if (near.empty()) return;
  finding.label = "did you mean '" + std::string(near) + "'?";
  // The written name is the last part, or all of the path.
  const Span key = assignment.key;
  const std::size_t size = name.size();
  if (assignment.name.size() != 2 || key.end - key.begin < size) return;
  finding.edits = {{{key.source, key.end - static_cast<std::uint32_t>(size), key.end}, std::string(near)}};
  finding.fix = FixKind::safe;
}

void report_misplaced(const GroovyAssignment& assignment, Findings& out) {
  Finding& finding = out.add(assignment.key, "'" + assignment.name[1] +
                                                 "' is an option of scope k8s, and under "
                                                 "process it has no effect.");
  finding.label = "write k8s." + assignment.name[1];
  finding.help = "move it to scope k8s";
}

void check_name(const GroovyAssignment& assignment, Findings& out) {
  if (assignment.name.size() < 2) return;
  const std::string& scope = assignment.name[0];
  if (is_nextflow_scope(scope) && !is_nextflow_option(scope, assignment.name[1]))
    report_unknown(assignment, out);
  if (scope == "process" && assignment.name.size() == 2 && belongs_to_k8s_only(assignment.name[1]))
    report_misplaced(assignment, out);
}

/// What is wrong with the value; empty if nothing is.
std::string fault_of(const GroovyAssignment& assignment) {
  const GroovyValue& value = assignment.value;
  const std::string& path = assignment.path;
  if (value.kind == GroovyValue::Kind::computed || value.kind == GroovyValue::Kind::null) return {};
  if (path == "k8s.computeResourceType" && value.is_string() && value.text != "Pod" && value.text != "Job")
    return "k8s.computeResourceType is 'Pod' or 'Job', exactly; anything else counts as 'Pod'.";
  if (path == "k8s.fuseDevicePlugin" && !(value.is_map() && value.entries.size() == 1))
    return "k8s.fuseDevicePlugin must be a map with one entry; anything else is ignored.";
  const bool bare = value.kind == GroovyValue::Kind::number ||
                    (value.is_string() && value.text.find_first_not_of("0123456789") == std::string::npos);
  if (path == "fusion.cacheSize" && bare) return "fusion.cacheSize has no unit: it counts bytes.";
  const bool url = value.text.starts_with("https://") || value.text.starts_with("http://") ||
                   value.text.starts_with("file:/");
  if (path == "fusion.containerConfigUrl" && value.is_string() && !url)
    return "fusion.containerConfigUrl must begin with http://, https:// or file:/.";
  return {};
}

void check(const World& world, Findings& out) {
  for (const ComputeEnvironment& ce : world.compute_environments)
    for (const GroovyAssignment& assignment : ce.nextflow.assignments()) {
      check_name(assignment, out);
      if (std::string fault = fault_of(assignment); !fault.empty())
        out.add(assignment.value.span, std::move(fault));
    }
}

}  // namespace

extern const Rule invalid_nextflow_option{
    .id = "invalid-nextflow-option",
    .summary = "A Nextflow option of Kubernetes, Fusion or Wave is unknown or has a value of the wrong kind.",
    .severity = Severity::warning,
    .confidence = Confidence::medium,
    .audience = Audience::everyone,
    .security_severity = "",
    .steps = {},
    .fix = FixKind::safe,
    .check = check,
};

}  // namespace celint
