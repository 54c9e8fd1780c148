#include <string>
#include <utility>

#include "check/finding.h"
#include "link/world.h"

namespace celint {
namespace {

const PersistentVolumeClaim* claim_named(const World& world, std::string_view name) {
  for (const PersistentVolumeClaim& claim : world.claims)
    if (claim.meta.name.known() && claim.meta.name.value == name) return &claim;
  return nullptr;
}

/// The name becomes the claim, the mount path the work directory.
void offer_move(const ComputeEnvironment& ce, Finding& finding) {
  if (!ce.storage_mount_path.known() || ce.form == CeForm::seqerakit || !ce.inner.empty()) return;
  const std::string name = "\"" + std::string(ce.work_dir.value) + "\"";
  std::string path = "\"" + std::string(ce.storage_mount_path.value) + "\"";
  if (ce.storage_claim_name.known())
    finding.edits = {{ce.work_dir.span, std::move(path)}, {ce.storage_claim_name.span, name}};
  else
    finding.edits = {{ce.work_dir.span, path + ", \"storageClaimName\": " + name}};
  finding.fix = FixKind::unsafe;
}

void check(const World& world, Findings& out) {
  for (const ComputeEnvironment& ce : world.compute_environments) {
    const std::string_view path = ce.work_dir.value;
    if (ce.fusion.unknown() || ce.fusion.value || !ce.work_dir.known() || path.empty()) continue;
    if (path.find('/') != std::string_view::npos) continue;
    const PersistentVolumeClaim* claim = claim_named(world, path);
    Finding& finding =
        out.add(ce.work_dir.span,
                "The work directory '" + std::string(path) +
                    (claim != nullptr ? "' is the name of a claim, and Nextflow takes it for a path."
                                      : "' is no path, and Nextflow takes it for one."));
    finding.label = "a path belongs here";
    finding.help = "put the claim's name into storageClaimName and a path below the mount path here";
    if (claim != nullptr) finding.notes = {{claim->meta.name.span, "the claim"}};
    offer_move(ce, finding);
  }
}

}  // namespace

extern const Rule workdir_is_claim_name{
    .id = "workdir-is-claim-name",
    .summary = "The work directory of a compute environment without Fusion is a name and not a path.",
    .severity = Severity::warning,
    .confidence = Confidence::medium,
    .audience = Audience::everyone,
    .security_severity = "",
    .steps = {StepId::storage},
    .fix = FixKind::unsafe,
    .check = check,
};

}  // namespace celint
