#include <string>

#include "check/finding.h"
#include "link/world.h"

namespace celint {
namespace {

bool is_shared(std::string_view ns) {
  return ns == "default" || ns == "kube-system" || ns == "kube-public" || ns == "kube-node-lease";
}

void check(const World& world, Findings& out) {
  for (const Environment& environment : world.environments) {
    const StrField& field = environment.ce->ns;
    if (!is_shared(environment.ns) || (field.absent() && environment.ce->form == CeForm::seqerakit)) continue;
    const StrField& place = field.absent() ? environment.ce->cluster_name : field;
    Finding& finding =
        out.add(place.span, (field.absent() ? "No namespace is given: pods run in 'default'"
                                            : "Pods run in '" + environment.ns + "'") +
                                std::string(", where what they may do reaches other workloads."));
    finding.label = field.absent() ? "and no namespace" : "shared with the rest of the cluster";
    finding.help = "give the compute environment a namespace of its own, such as 'tower-nf'";
  }
}

}  // namespace

extern const Rule shared_namespace{
    .id = "shared-namespace",
    .summary = "The pods of a compute environment run in a namespace that others share.",
    .severity = Severity::warning,
    .confidence = Confidence::medium,
    .audience = Audience::everyone,
    .security_severity = "5.0",
    .steps = {StepId::head_account},
    .fix = FixKind::none,
    .check = check,
};

}  // namespace celint
