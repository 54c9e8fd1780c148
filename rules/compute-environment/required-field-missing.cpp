#include <array>
#include <string>

#include "check/finding.h"
#include "link/world.h"

namespace celint {
namespace {

struct Required {
  std::string_view name;
  std::string_view option;  ///< seqerakit's name for it.
  StrField ComputeEnvironment::*member;
  bool inline_only;  ///< Required by the command that seqerakit runs, not by the API.
};

constexpr std::array kRequired{
    Required{"region", "region", &ComputeEnvironment::region, false},
    Required{"clusterName", "cluster-name", &ComputeEnvironment::cluster_name, false},
    Required{"workDir", "work-dir", &ComputeEnvironment::work_dir, false},
    Required{"name", "name", &ComputeEnvironment::name, true},
    Required{"workspace", "workspace", &ComputeEnvironment::workspace, true},
    Required{"credentials", "credentials", &ComputeEnvironment::credentials_name, true},
    Required{"namespace", "namespace", &ComputeEnvironment::ns, true},
    Required{"headServiceAccount", "head-account", &ComputeEnvironment::head_service_account, true},
};

/// What tells which compute environment lacks the field.
Span place(const ComputeEnvironment& ce, const StrField& field) {
  if (!field.absent()) return field.span;
  for (const StrField* other : {&ce.cluster_name, &ce.name, &ce.work_dir, &ce.region, &ce.discriminator})
    if (!other->absent()) return other->span;
  return ce.config_span;
}

void check(const World& world, Findings& out) {
  for (const ComputeEnvironment& ce : world.compute_environments) {
    const bool kit = ce.form == CeForm::seqerakit;
    for (const Required& required : kRequired) {
      const StrField& field = ce.*required.member;
      if ((required.inline_only && !kit) || field.unknown() || !field.value.empty()) continue;
      const std::string name(kit ? required.option : required.name);
      Finding& finding = out.add(
          place(ce, field), "The compute environment has no " + name + ": without it, it cannot be created.");
      finding.label = "no " + name;
      finding.help = "add " + name;
    }
  }
}

}  // namespace

extern const Rule required_field_missing{
    .id = "required-field-missing",
    .summary = "A field without which a compute environment cannot be created is missing.",
    .severity = Severity::error,
    .confidence = Confidence::high,
    .audience = Audience::everyone,
    .security_severity = "",
    .steps = {},
    .fix = FixKind::none,
    .check = check,
};

}  // namespace celint
