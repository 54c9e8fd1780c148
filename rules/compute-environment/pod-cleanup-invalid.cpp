#include <string>

#include "check/finding.h"
#include "link/world.h"
#include "read/letters.h"

namespace celint {
namespace {

bool is_policy(std::string_view text) { return text == "on_success" || text == "always" || text == "never"; }

void check(const World& world, Findings& out) {
  for (const ComputeEnvironment& ce : world.compute_environments) {
    const StrField& field = ce.pod_cleanup;
    if (!field.known()) continue;
    const std::string lower = lowered(field.value);
    // The command line takes the names in capitals.
    if (is_policy(field.value) || (ce.form == CeForm::seqerakit && is_policy(lower))) continue;
    Finding& finding =
        out.add(field.span, "The podCleanup '" + std::string(field.value) +
                                "' is none that the API takes: it refuses the compute environment.");
    finding.label = "on_success, always or never";
    finding.help = "write on_success, always or never";
    if (!is_policy(lower) || ce.form == CeForm::seqerakit) continue;
    finding.edits = {{field.span, "\"" + lower + "\""}};
    finding.fix = FixKind::safe;
  }
}

}  // namespace

extern const Rule pod_cleanup_invalid{
    .id = "pod-cleanup-invalid",
    .summary = "The podCleanup of a compute environment is none of the values that the API takes.",
    .severity = Severity::error,
    .confidence = Confidence::high,
    .audience = Audience::everyone,
    .security_severity = "",
    .steps = {},
    .fix = FixKind::safe,
    .check = check,
};

}  // namespace celint
