#include <algorithm>
#include <optional>
#include <string>

#include "access/arn.h"
#include "check/finding.h"
#include "link/world.h"
#include "read/letters.h"

namespace celint {
namespace {

void report_field(const StrField& field, const std::string& name, const Environment& environment,
                  Findings& out) {
  if (!field.known() || field.value.empty()) return;
  Finding& finding = out.add(
      field.span, "Fusion needs no volume: " + name + " '" + std::string(field.value) + "' has no use.");
  finding.label = "left over";
  finding.notes = {{environment.ce->fusion.span, "Fusion is on"}};
  finding.help = "leave the field out";
  finding.edits = {{field.span, "null"}};
  finding.fix = FixKind::safe;
}

/// Tags are off, and the permission to tag is spelt out.
void check_tagging(const Environment& environment, const Identity& role, Findings& out) {
  for (const Policy* policy : role.policies)
    for (const Statement& statement : policy->statements)
      for (const Str& action : statement.actions) {
        if (!statement.allows() || statement.not_action ||
            !equal_ignoring_case(action.value, "s3:PutObjectTagging"))
          continue;
        Finding& finding =
            out.add(action.span, title(role) + " may tag objects, and fusion.tags = false turns tags off.");
        finding.message.front() = 'R';
        finding.label = "left over";
        finding.notes = {
            {environment.ce->nextflow.setting("fusion.tags").assignment->value.span, "tags are off"}};
        finding.help = "remove the action unless pipelines tag objects themselves";
      }
}

bool names_a_bucket(const Str& resource) {
  const std::optional<Arn> arn = parse_arn(resource.value);
  return !arn || (arn->service == "s3" && !arn->resource.starts_with('*'));
}

/// Rights on S3 as a whole, for no bucket that a pipeline may use.
void check_role(const PodAccount& account, Findings& out) {
  if (account.role == nullptr || !account.role->complete || account.object == nullptr) return;
  bool whole = false;
  for (const Policy* policy : account.role->policies)
    for (const Statement& statement : policy->statements) {
      const bool s3 = std::any_of(statement.actions.begin(), statement.actions.end(),
                                  [](const Str& action) { return lowered(action.value).starts_with("s3:"); });
      if (!s3 || !statement.allows()) continue;
      if (std::any_of(statement.resources.begin(), statement.resources.end(), names_a_bucket) &&
          std::none_of(statement.resources.begin(), statement.resources.end(),
                       [](const Str& resource) { return resource.value == "*"; }))
        return;
      whole = true;
    }
  if (!whole) return;
  Finding& finding =
      out.add(account.object->role_arn.span, "The work directory is on a volume: service account '" +
                                                 account.ns + "/" + account.name + "' needs no role for S3.");
  finding.label = "left over";
  finding.help = "remove the annotation, or narrow the role to the buckets that pipelines use";
}

void check(const World& world, Findings& out) {
  for (const Environment& environment : world.environments) {
    const ComputeEnvironment& ce = *environment.ce;
    if (ce.fusion.unknown()) continue;
    if (!environment.uses_fusion()) {
      if (environment.work || !ce.work_dir.known()) continue;
      check_role(environment.head, out);
      if (environment.compute.object != environment.head.object) check_role(environment.compute, out);
      continue;
    }
    report_field(ce.storage_claim_name, "storageClaimName", environment, out);
    report_field(ce.storage_mount_path, "storageMountPath", environment, out);
    const NextflowSetting tags = ce.nextflow.setting("fusion.tags");
    const bool off = tags.known() && tags.assignment->value.kind == GroovyValue::Kind::boolean &&
                     tags.assignment->value.text == "false";
    if (off && environment.head.role != nullptr) check_tagging(environment, *environment.head.role, out);
    if (off && environment.compute.role != nullptr && environment.compute.role != environment.head.role)
      check_tagging(environment, *environment.compute.role, out);
  }
}

}  // namespace

extern const Rule storage_leftover{
    .id = "storage-leftover",
    .summary = "A compute environment carries what only the other kind of storage needs.",
    .severity = Severity::note,
    .confidence = Confidence::medium,
    .audience = Audience::pedantic,
    .security_severity = "",
    .steps = {StepId::storage},
    .fix = FixKind::safe,
    .check = check,
};

}  // namespace celint
