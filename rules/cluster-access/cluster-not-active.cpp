#include "check/finding.h"
#include "link/world.h"

namespace celint {
namespace {

void check(const World& world, Findings& out) {
  for (const Environment& environment : world.environments) {
    if (environment.cluster == nullptr || !environment.cluster->status.known()) continue;
    const StrField& status = environment.cluster->status;
    const std::string_view word = status.value;
    if (word != "CREATING" && word != "PENDING" && word != "DELETING" && word != "FAILED") continue;
    Finding& finding =
        out.add(status.span, "Cluster '" + std::string(environment.cluster->name.value) + "' is in state " +
                                 std::string(word) + ", so nothing can be launched in it.");
    finding.notes = {{environment.ce->cluster_name.span, "the compute environment that uses it"}};
    finding.help =
        word == "CREATING" || word == "PENDING" ? "wait until it is ACTIVE" : "name a cluster that is ACTIVE";
  }
}

}  // namespace

extern const Rule cluster_not_active{
    .id = "cluster-not-active",
    .summary = "The cluster of the compute environment cannot be used in its state.",
    .severity = Severity::error,
    .confidence = Confidence::high,
    .audience = Audience::everyone,
    .security_severity = "",
    .steps = {StepId::describe},
    .fix = FixKind::none,
    .check = check,
};

}  // namespace celint
