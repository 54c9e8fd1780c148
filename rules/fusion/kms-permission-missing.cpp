#include <string>

#include "check/finding.h"
#include "link/policy_edit.h"
#include "link/storage_gaps.h"
#include "link/world.h"

namespace celint {
namespace {

void check(const World& world, Findings& out) {
  for (const Environment& environment : world.environments)
    for (const StorageGap& gap : storage_gaps(environment)) {
      if (!gap.lacks("fusion.key")) continue;
      const std::string actions = gap.actions("fusion.key");
      Finding& finding = out.add(environment.kms_key.span,
                                 "The work directory is encrypted with key '" + environment.kms_key.value +
                                     "', and the role of the " + gap.pods + ", " + title(*gap.role) +
                                     ", may not " + actions + ".");
      finding.label = "the key";
      finding.notes = {{gap.place, "the role's access to the bucket"}};
      finding.offer(
          FixKind::unsafe,
          granted(world, *gap.role, {{"kms:GenerateDataKey", "kms:Decrypt"}, {environment.kms_key.value}}));
      finding.help = "allow " + actions + " on the key, in the role's policy or in that of the key";
    }
}

}  // namespace

extern const Rule kms_permission_missing{
    .id = "kms-permission-missing",
    .summary = "A role of a Fusion compute environment may not use the key of the work bucket.",
    .severity = Severity::warning,
    .confidence = Confidence::medium,
    .audience = Audience::everyone,
    .security_severity = "",
    .steps = {StepId::head_storage, StepId::compute_storage},
    .fix = FixKind::unsafe,
    .check = check,
};

}  // namespace celint
