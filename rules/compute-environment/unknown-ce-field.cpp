#include <string>

#include "check/finding.h"
#include "link/world.h"

namespace celint {
namespace {

void check(const World& world, Findings& out) {
  for (const ComputeEnvironment& ce : world.compute_environments) {
    if (ce.form == CeForm::seqerakit) continue;
    for (const UnknownField& field : ce.unknown_fields) {
      const std::string key(field.key.value);
      Finding& finding = out.add(field.key.span,
                                 "The API has no field '" + key + "' for EKS: it is dropped without a word.");
      if (field.nearest.empty()) {
        finding.help = "remove it";
        continue;
      }
      const std::string near(field.nearest);
      finding.label = "did you mean '" + near + "'?";
      finding.help =
          field.nearest_is_set ? "remove it: '" + near + "' is set too" : "rename it to '" + near + "'";
      if (field.nearest_is_set) continue;
      finding.edits = {{field.key.span, "\"" + near + "\""}};
      finding.fix = FixKind::safe;
    }
  }
}

}  // namespace

extern const Rule unknown_ce_field{
    .id = "unknown-ce-field",
    .summary = "The config of a compute environment has a key that the API does not know and drops.",
    .severity = Severity::warning,
    .confidence = Confidence::high,
    .audience = Audience::everyone,
    .security_severity = "",
    .steps = {},
    .fix = FixKind::safe,
    .check = check,
};

}  // namespace celint
