#include <algorithm>
#include <cctype>
#include <string>
#include <vector>

#include "check/finding.h"
#include "link/world.h"

namespace celint {
namespace {

constexpr std::size_t kLongestScript = 1024;
constexpr std::size_t kLongestDescription = 2000;
constexpr std::size_t kMostLabels = 25;

void check_size(const StrField& field, const std::string& what, std::size_t most, Findings& out) {
  if (!field.known() || field.value.size() <= most) return;
  Finding& finding =
      out.add(field.span, "The " + what + " has " + std::to_string(field.value.size()) + " bytes, and " +
                              std::to_string(most) + " are documented as the most.");
  finding.label = "too long";
  finding.help = "shorten it";
}

/// 2 to 39 letters or digits, joined by single `-` or `_`.
bool is_label_text(std::string_view text) {
  if (text.size() < 2 || text.size() > 39) return false;
  bool joined = true;  // nothing to join yet
  for (const char c : text) {
    const bool joint = c == '-' || c == '_';
    if (joint && joined) return false;
    if (!joint && std::isalnum(static_cast<unsigned char>(c)) == 0) return false;
    joined = joint;
  }
  return !joined;
}

void check_label_text(const StrField& field, const char* what, Findings& out) {
  if (!field.known() || field.value.empty() || is_label_text(field.value)) return;
  Finding& finding = out.add(field.span, std::string("The label ") + what + " '" + std::string(field.value) +
                                             "' is outside the documented form.");
  finding.label = "2 to 39 letters or digits, joined by single - or _";
}

void check_labels(const ComputeEnvironment& ce, Findings& out) {
  const std::vector<CeLabel>& labels = ce.labels;
  if (labels.size() > kMostLabels)
    out.add(labels[kMostLabels].span, "The compute environment has " + std::to_string(labels.size()) +
                                          " labels, and 25 are documented as the most.");
  for (std::size_t i = 0; i < labels.size(); ++i) {
    const CeLabel& label = labels[i];
    if (label.dynamic.unknown() || label.dynamic.value) continue;
    check_label_text(label.name, "name", out);
    check_label_text(label.value, "value", out);
    for (std::size_t j = 0; j < i; ++j) {
      const bool same =
          label.name.known() && labels[j].name.known() && label.name.value == labels[j].name.value;
      const bool equal =
          label.value.known() && labels[j].value.known() && label.value.value == labels[j].value.value;
      if (!same || !equal) continue;
      out.add(label.name.span, "The label '" + std::string(label.name.value) + "' is given twice.").notes = {
          {labels[j].name.span, "the first"}};
      break;
    }
  }
}

/// Nextflow makes Kubernetes labels of resource labels: a key may have one prefix.
void check_resource_labels(const ComputeEnvironment& ce, Findings& out) {
  for (const GroovyAssignment& assignment : ce.nextflow.assignments()) {
    if (assignment.path != "process.resourceLabels") continue;
    for (const GroovyEntry& entry : assignment.value.entries)
      if (std::count(entry.key.value.begin(), entry.key.value.end(), '/') > 1)
        out.add(entry.key.span,
                "The resource label '" + entry.key.value +
                    "' has two slashes: Nextflow stops, as a Kubernetes label has one prefix.");
  }
}

void check(const World& world, Findings& out) {
  for (const ComputeEnvironment& ce : world.compute_environments) {
    check_size(ce.pre_run_script, "pre-run script", kLongestScript, out);
    check_size(ce.post_run_script, "post-run script", kLongestScript, out);
    check_size(ce.description, "description", kLongestDescription, out);
    check_labels(ce, out);
    check_resource_labels(ce, out);
  }
}

}  // namespace

extern const Rule documented_limit_exceeded{
    .id = "documented-limit-exceeded",
    .summary = "A field of a compute environment is outside a limit that Seqera documents.",
    .severity = Severity::warning,
    .confidence = Confidence::medium,
    .audience = Audience::everyone,
    .security_severity = "",
    .steps = {},
    .fix = FixKind::none,
    .check = check,
};

}  // namespace celint
