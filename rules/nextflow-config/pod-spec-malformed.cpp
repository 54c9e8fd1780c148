#include <string>
#include <utility>

#include "check/finding.h"
#include "link/world.h"

namespace celint {
namespace {

using State = PodSpec::State;

std::string fault_of(const PodSpec& spec, const std::string& field) {
  switch (spec.state) {
    case State::not_yaml:
      return field + " is not YAML: " +
             (spec.document->problems.empty() ? "it cannot be read."
                                              : spec.document->problems.front().message);
    case State::not_a_map:
      return field + " is not a mapping: it must be a pod's `spec:` with fields below.";
    case State::no_spec:
      return field + " has no `spec` at the top: Platform takes the text as a manifest of a pod.";
    case State::spec_no_map:
      return field + " has a `spec` that holds no fields.";
    case State::absent:
    case State::read:
      break;
  }
  return {};
}

Span place(const PodSpec& spec) {
  const bool problem = spec.state == State::not_yaml && !spec.document->problems.empty();
  if (problem) return spec.document->problems.front().span;
  if (spec.state == State::no_spec && !spec.top_keys.empty()) return spec.top_keys.front().span;
  return spec.span;
}

void check_one(const PodSpec& spec, const std::string& field, Findings& out) {
  std::string fault = fault_of(spec, field);
  if (fault.empty()) return;
  Finding& finding = out.add(place(spec), std::move(fault));
  finding.help = "write `spec:` in the first line and the fields indented below it";
}

void check(const World& world, Findings& out) {
  for (const ComputeEnvironment& ce : world.compute_environments) {
    check_one(ce.head_pod, "headPodSpec", out);
    check_one(ce.service_pod, "servicePodSpec", out);
  }
}

}  // namespace

extern const Rule pod_spec_malformed{
    .id = "pod-spec-malformed",
    .summary = "A pod spec of a compute environment is not YAML or does not begin with spec.",
    .severity = Severity::error,
    .confidence = Confidence::high,
    .audience = Audience::everyone,
    .security_severity = "",
    .steps = {StepId::head_account},
    .fix = FixKind::safe,
    .check = check,
};

}  // namespace celint
