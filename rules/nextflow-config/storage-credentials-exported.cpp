#include <string>

#include "check/finding.h"
#include "link/world.h"

namespace celint {
namespace {

void check(const World& world, Findings& out) {
  for (const ComputeEnvironment& ce : world.compute_environments)
    for (const std::string_view option : {"fusion.exportStorageCredentials", "fusion.exportAwsAccessKeys"}) {
      const Field<bool> flag = ce.nextflow.flag(option);
      if (!flag.known() || !flag.value) continue;
      Finding& finding =
          out.add(flag.span, std::string(option) +
                                 " = true puts the head's credentials into each task's launcher "
                                 "script: whoever reads the work directory has them.");
      finding.label = "leaks the head's credentials";
      finding.help = "remove the line and give the compute service account a role of its own";
      finding.edits = {{ce.nextflow.setting(option).assignment->line, ""}};
      finding.fix = FixKind::unsafe;
    }
}

}  // namespace

extern const Rule storage_credentials_exported{
    .id = "storage-credentials-exported",
    .summary = "The head's storage credentials go into the environment of every task.",
    .severity = Severity::warning,
    .confidence = Confidence::high,
    .audience = Audience::everyone,
    .security_severity = "6.5",
    .steps = {StepId::compute_role},
    .fix = FixKind::unsafe,
    .check = check,
};

}  // namespace celint
