#include <string>

#include "check/finding.h"
#include "link/world.h"

namespace celint {
namespace {

std::string_view without_slash(std::string_view path) {
  while (path.size() > 1 && path.ends_with('/')) path.remove_suffix(1);
  return path;
}

bool is_below(std::string_view path, std::string_view mount) {
  if (mount == "/") return true;
  return path.starts_with(mount) && (path.size() == mount.size() || path[mount.size()] == '/');
}

void check(const World& world, Findings& out) {
  for (const ComputeEnvironment& ce : world.compute_environments) {
    const StrField& mount = ce.storage_mount_path;
    if (ce.fusion.unknown() || ce.fusion.value || !mount.known() || !ce.work_dir.known()) continue;
    const std::string_view path = without_slash(ce.work_dir.value);
    const std::string_view at = without_slash(mount.value);
    if (!path.starts_with('/') || !at.starts_with('/') || is_below(path, at)) continue;
    Finding& finding = out.add(ce.work_dir.span, "The work directory '" + std::string(ce.work_dir.value) +
                                                     "' is not below '" + std::string(mount.value) +
                                                     "', where the volume is mounted: it is not shared.");
    finding.label = "not on the volume";
    finding.notes = {{mount.span, "the volume is here"}};
    finding.help = "recreate the compute environment with a work directory below the mount path";
    finding.edits = {{ce.work_dir.span, "\"" + std::string(at == "/" ? "" : at) + std::string(path) + "\""}};
    finding.fix = FixKind::unsafe;
  }
}

}  // namespace

extern const Rule workdir_outside_mount{
    .id = "workdir-outside-mount",
    .summary = "The work directory is not below the path at which the shared volume is mounted.",
    .severity = Severity::error,
    .confidence = Confidence::high,
    .audience = Audience::everyone,
    .security_severity = "",
    .steps = {StepId::storage},
    .fix = FixKind::unsafe,
    .check = check,
};

}  // namespace celint
