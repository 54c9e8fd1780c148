#include <string>

#include "check/finding.h"
#include "link/platform_version.h"
#include "link/world.h"

namespace celint {
namespace {

std::string_view without_slash(std::string_view path) {
  while (path.size() > 1 && path.ends_with('/')) path.remove_suffix(1);
  return path;
}

/// Until 25.2 the documentation says only that the field overrides a pipeline's own configuration; from 25.3
/// on it ranks launch form, what Platform manages, and the field.
/// https://docs.seqera.io/platform-enterprise/launch/advanced
std::string_view precedence(const World& world) {
  return is_platform_from(world, 25, 3) ? "which one counts depends on how a run is launched."
                                        : "Platform before 25.3 does not say which one counts.";
}

struct Reporter {
  const World& world;
  const ComputeEnvironment& ce;
  Findings& out;

  void add(std::string_view option, const std::string& says, Span place, const std::string& note) const {
    const GroovyAssignment& assignment = *ce.nextflow.setting(option).assignment;
    Finding& finding = out.add(assignment.value.span,
                               "nextflowConfig sets " + std::string(option) + " = " + says +
                                   " against the compute environment: " + std::string(precedence(world)));
    finding.label = "the compute environment says otherwise";
    finding.notes = {{place, note}};
    finding.help = "remove the line";
    finding.edits = {{assignment.line, ""}};
    finding.fix = FixKind::unsafe;
  }
};

void check_text(const Reporter& report, std::string_view option, const StrField& field) {
  const StrField configured = report.ce.nextflow.string(option);
  if (!configured.known() || !field.known() || field.value.empty()) return;
  if (without_slash(configured.value) == without_slash(field.value)) return;
  report.add(option, "'" + std::string(configured.value) + "'", field.span, "set here");
}

void check_fusion(const Reporter& report) {
  const ComputeEnvironment& ce = report.ce;
  const Field<bool> configured = ce.nextflow.flag("fusion.enabled");
  if (!configured.known() || ce.fusion.unknown() || configured.value == ce.fusion.value) return;
  const Span place = ce.fusion.absent() ? ce.work_dir.span : ce.fusion.span;
  report.add("fusion.enabled", configured.value ? "true" : "false", place,
             ce.fusion.value ? "Fusion is on" : "Fusion is off");
}

void check_storage(const Reporter& report) {
  const ComputeEnvironment& ce = report.ce;
  if (!ce.fusion.known() || !ce.fusion.value) {
    check_text(report, "k8s.storageClaimName", ce.storage_claim_name);
    check_text(report, "k8s.storageMountPath", ce.storage_mount_path);
    return;
  }
  for (const std::string_view option : {"k8s.storageClaimName", "k8s.storageMountPath"}) {
    const StrField configured = ce.nextflow.string(option);
    if (configured.known())
      report.add(option, "'" + std::string(configured.value) + "'", ce.fusion.span, "Fusion needs no volume");
  }
}

void check_cleanup(const Reporter& report) {
  const StrField& policy = report.ce.pod_cleanup;
  const Field<bool> configured = report.ce.nextflow.flag("k8s.cleanup");
  if (!configured.known() || !policy.known() || configured.value == (policy.value != "never")) return;
  report.add("k8s.cleanup", configured.value ? "true" : "false", policy.span, "podCleanup says otherwise");
}

void check(const World& world, Findings& out) {
  for (const ComputeEnvironment& ce : world.compute_environments) {
    const Reporter report{world, ce, out};
    check_fusion(report);
    check_storage(report);
    check_cleanup(report);
    check_text(report, "workDir", ce.work_dir);
  }
}

}  // namespace

extern const Rule managed_setting_conflict{
    .id = "managed-setting-conflict",
    .summary = "The Nextflow configuration contradicts the compute environment.",
    .severity = Severity::warning,
    .confidence = Confidence::medium,
    .audience = Audience::everyone,
    .security_severity = "",
    .steps = {StepId::storage},
    .fix = FixKind::unsafe,
    .check = check,
};

}  // namespace celint
