#include <algorithm>
#include <string>
#include <utility>
#include <vector>

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

/// A manifest of a whole pod, or of something else.
bool is_manifest(const PodSpec& spec) {
  return std::any_of(spec.top_keys.begin(), spec.top_keys.end(), [](const Str& key) {
    return key.value == "apiVersion" || key.value == "kind" || key.value == "metadata";
  });
}

/// Each line two columns to the right, below a line `spec:`. The text stands in a JSON string.
std::vector<Edit> indented(const Passage& passage) {
  const auto insert = [&](std::size_t at, const char* text) { return Edit{passage.span(at, at), text}; };
  std::vector<Edit> edits{insert(0, "spec:\\n  ")};
  for (std::size_t at = 0; at + 1 < passage.text.size(); ++at)
    if (passage.text[at] == '\n' && passage.text[at + 1] != '\n') edits.push_back(insert(at + 1, "  "));
  return edits;
}

void check_one(const ComputeEnvironment& ce, const PodSpec& spec, const std::string& field, Findings& out) {
  std::string fault = fault_of(spec, field);
  if (fault.empty()) return;
  Finding& finding = out.add(place(spec), std::move(fault));
  finding.help = "write `spec:` in the first line and the fields indented below it";
  // A wrapped export escapes its text twice.
  const bool direct =
      ce.inner.front().get() == ce.head_pod.document || ce.inner.front().get() == ce.service_pod.document;
  if (spec.state != State::no_spec || is_manifest(spec) || !direct || ce.document->format != Format::json)
    return;
  finding.edits = indented(spec.document->passage);
  finding.fix = FixKind::safe;
}

void check(const World& world, Findings& out) {
  for (const ComputeEnvironment& ce : world.compute_environments) {
    check_one(ce, ce.head_pod, "headPodSpec", out);
    check_one(ce, ce.service_pod, "servicePodSpec", out);
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
