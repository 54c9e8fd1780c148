#include <algorithm>
#include <string>
#include <vector>

#include "check/finding.h"
#include "link/world.h"
#include "model/pod_options.h"

namespace celint {
namespace {

/// One map for each entry, if each is an option of its own.
void offer_split(const PodOption& option, Finding& finding) {
  const std::vector<GroovyEntry>& entries = option.map.entries;
  if (option.block || !std::all_of(entries.begin(), entries.end(), is_pod_option)) return;
  for (std::size_t i = 1; i < entries.size(); ++i) {
    const Span before = entries[i - 1].value.span;
    finding.edits.push_back({{before.source, before.end, entries[i].key.span.begin}, "], ["});
  }
  const Span whole = option.map.span;
  if (option.whole) {
    finding.edits.insert(finding.edits.begin(), {{whole.source, whole.begin, whole.begin}, "["});
    finding.edits.push_back({{whole.source, whole.end, whole.end}, "]"});
  }
  finding.fix = FixKind::safe;
}

void report(const PodOption& option, Findings& out) {
  const GroovyEntry& dropped = *option.dropped.front();
  Finding& finding =
      out.add(dropped.key.span, "Nextflow takes '" + std::string(option.shape) +
                                    "' from this map and drops '" + dropped.key.value + "' without a word.");
  finding.label = "dropped";
  for (const GroovyEntry& entry : option.map.entries)
    if (entry.key.value == option.shape) finding.notes = {{entry.key.span, "this one counts"}};
  finding.help = "write each option as a map of its own, in a list";
  offer_split(option, finding);
}

bool is_process(const PodOption& option) { return option.assignment->path.starts_with("process."); }

/// Tolerations of process.pod replace those of k8s.pod.
void check_tolerations(const std::vector<PodOption>& options, Findings& out) {
  for (const PodOption& option : options) {
    if (!is_process(option) || option.shape != "toleration") continue;
    for (const PodOption& other : options) {
      if (is_process(other) || other.shape != "toleration") continue;
      Finding& finding = out.add(option.map.entries.front().key.span,
                                 "The toleration of process.pod replaces those of k8s.pod: tasks lose them.");
      finding.label = "replaces";
      finding.notes = {{other.map.entries.front().key.span, "lost for these tasks"}};
      finding.help = "repeat the tolerations of k8s.pod here";
      return;
    }
  }
}

void check(const World& world, Findings& out) {
  for (const ComputeEnvironment& ce : world.compute_environments) {
    const std::vector<PodOption> options = pod_options(ce.nextflow);
    for (const PodOption& option : options)
      if (!option.dropped.empty()) report(option, out);
    check_tolerations(options, out);
  }
}

}  // namespace

extern const Rule pod_options_combined{
    .id = "pod-options-combined",
    .summary = "Several pod options share one map, and Nextflow takes only the first.",
    .severity = Severity::warning,
    .confidence = Confidence::high,
    .audience = Audience::everyone,
    .security_severity = "",
    .steps = {},
    .fix = FixKind::safe,
    .check = check,
};

}  // namespace celint
