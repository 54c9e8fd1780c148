#include <string>

#include "check/finding.h"
#include "link/world.h"
#include "model/pod_options.h"
#include "read/letters.h"

namespace celint {
namespace {

/// The known key that the only key of the map may stand for, if the value then fits.
std::string_view meant(const GroovyEntry& entry) {
  for (const std::string_view name : pod_option_names()) {
    std::string plain;
    for (const char c : entry.key.value)
      if (c != '_' && c != '-') plain += c;
    if (!equal_ignoring_case(plain, name)) continue;
    GroovyEntry renamed = entry;
    renamed.key.value = std::string(name);
    if (is_pod_option(renamed)) return name;
  }
  return {};
}

void report(const PodOption& option, Findings& out) {
  if (option.map.entries.empty()) return;
  const GroovyEntry& first = option.map.entries.front();
  const std::string key = first.key.value;
  Finding& finding = out.add(first.key.span, "'" + key +
                                                 "' is no pod option of Nextflow: the run stops with "
                                                 "'Unknown pod options'.");
  const bool plural = key == "tolerations";
  finding.label = plural ? "one 'toleration' map per list item" : "unknown";
  finding.help = plural ? "write [toleration: [...]] once for each toleration, as items of a list"
                        : "use an option of the process directive pod, each as a map of its own";
  const std::string_view name = option.map.entries.size() == 1 ? meant(first) : std::string_view();
  if (name.empty()) return;
  finding.label = "did you mean '" + std::string(name) + "'?";
  finding.edits = {{first.key.span, std::string(name)}};
  finding.fix = FixKind::safe;
}

void check(const World& world, Findings& out) {
  for (const ComputeEnvironment& ce : world.compute_environments)
    for (const PodOption& option : pod_options(ce.nextflow))
      if (!option.undecided && option.shape.empty()) report(option, out);
}

}  // namespace

extern const Rule unknown_pod_option{
    .id = "unknown-pod-option",
    .summary = "A pod option is none that Nextflow knows, and the run stops.",
    .severity = Severity::error,
    .confidence = Confidence::high,
    .audience = Audience::everyone,
    .security_severity = "",
    .steps = {},
    .fix = FixKind::safe,
    .check = check,
};

}  // namespace celint
