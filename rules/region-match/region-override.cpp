#include <string>

#include "access/partition.h"
#include "check/finding.h"
#include "link/value_edit.h"
#include "link/world.h"

namespace celint {
namespace {

bool reaches_pods(const EnvironmentVariable& variable) {
  const bool neither =
      variable.head.known() && variable.compute.known() && !variable.head.value && !variable.compute.value;
  return !neither;
}

void check_environment(const World& world, const ComputeEnvironment& ce, Findings& out) {
  for (const EnvironmentVariable& variable : ce.environment) {
    const bool region = variable.name.value == "AWS_REGION" || variable.name.value == "AWS_DEFAULT_REGION";
    const StrField& value = variable.value;
    if (!region || !reaches_pods(variable) || !value.known() || value.value.empty() ||
        value.value == ce.region.value)
      continue;
    Finding& finding = out.add(
        value.span, "The variable " + std::string(variable.name.value) + " is '" + std::string(value.value) +
                        "', and the compute environment is in '" + std::string(ce.region.value) + "'.");
    finding.label = "another region";
    finding.notes = {{ce.region.span, "the region of the compute environment"}};
    finding.help = "remove the variable";
    finding.offer(FixKind::unsafe, without(world, *ce.document, variable.span));
  }
}

void check(const World& world, Findings& out) {
  for (const ComputeEnvironment& ce : world.compute_environments) {
    if (!ce.region.known()) continue;
    check_environment(world, ce, out);
    const StrField configured = ce.nextflow.string("aws.region");
    if (!configured.known() || configured.value == ce.region.value || !is_region_shaped(configured.value))
      continue;
    Finding& finding = out.add(
        configured.span, "aws.region is '" + std::string(configured.value) +
                             "' in nextflowConfig, and the compute environment is in '" +
                             std::string(ce.region.value) + "': which one counts depends on the launch.");
    finding.label = "another region";
    finding.notes = {{ce.region.span, "the region of the compute environment"}};
    finding.help = "remove the line";
    finding.edits = {{ce.nextflow.setting("aws.region").assignment->line, ""}};
    finding.fix = FixKind::unsafe;
  }
}

}  // namespace

extern const Rule region_override{
    .id = "region-override",
    .summary =
        "The Nextflow configuration or the environment names another region than the compute environment.",
    .severity = Severity::warning,
    .confidence = Confidence::medium,
    .audience = Audience::everyone,
    .security_severity = "",
    .steps = {StepId::region},
    .fix = FixKind::unsafe,
    .check = check,
};

}  // namespace celint
