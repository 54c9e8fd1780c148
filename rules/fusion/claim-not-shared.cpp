#include <string>

#include "check/finding.h"
#include "link/claim.h"
#include "link/world.h"

namespace celint {
namespace {

void check(const World& world, Findings& out) {
  for (const Environment& environment : world.environments) {
    const PersistentVolumeClaim* claim = environment.claim;
    const bool off = !environment.ce->fusion.unknown() && !environment.ce->fusion.value;
    if (!off || claim == nullptr || claim->access_modes.empty() || world.is_disputed(claim->meta)) continue;
    const std::string name = "The claim '" + std::string(claim->meta.name.value) + "' ";
    if (!is_read_write_many(*claim)) {
      const Str& mode = claim->access_modes.front();
      Finding& finding =
          out.add(mode.span, name + "is " + std::string(mode.value) +
                                 ": head and tasks on several nodes cannot mount it together.");
      finding.label = "must be ReadWriteMany";
      finding.notes = {{environment.ce->storage_claim_name.span, "the compute environment uses it"}};
      finding.help = "use a ReadWriteMany claim on EFS or FSx";
      continue;
    }
    const std::optional<Evidence> reason = one_node(world, *claim);
    if (!reason) continue;
    Finding& finding = out.add(claim->access_modes.front().span,
                               name + "asks for ReadWriteMany, and " + reason->message + ".");
    finding.notes = {{reason->span, "what is behind the claim"},
                     {environment.ce->storage_claim_name.span, "the compute environment uses it"}};
    finding.help = "use a claim on EFS or FSx";
  }
}

}  // namespace

extern const Rule claim_not_shared{
    .id = "claim-not-shared",
    .summary = "The claim of a compute environment cannot be mounted by many pods at once.",
    .severity = Severity::warning,
    .confidence = Confidence::high,
    .audience = Audience::everyone,
    .security_severity = "",
    .steps = {StepId::storage},
    .fix = FixKind::none,
    .check = check,
};

}  // namespace celint
