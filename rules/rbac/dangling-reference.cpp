#include "check/finding.h"
#include "link/dangling.h"
#include "link/value_edit.h"
#include "link/world.h"

namespace celint {
namespace {

void check(const World& world, Findings& out) {
  for (const Environment& environment : world.environments)
    for (const DanglingReference& reference : dangling_references(world, environment)) {
      Finding& finding =
          out.add(reference.span,
                  "There is no " + reference.kind + " '" + reference.name + "' among those supplied" +
                      (reference.kind == "ClusterRole" ? "." : " for namespace '" + environment.ns + "'."));
      if (!reference.near.empty())
        finding.offer(FixKind::unsafe, {rewritten({reference.name, reference.span}, reference.near)});
      if (!reference.near.empty())
        finding.notes.push_back({reference.near_span, "is '" + reference.near + "' meant?"});
      if (!reference.other_ns.empty())
        finding.notes.push_back(
            {reference.other_span, "has that name, in namespace '" + reference.other_ns + "'"});
      finding.help = reference.kind == "ServiceAccount"
                         ? "name an account of this namespace, or create it"
                         : "create the role; the roleRef of a binding cannot be edited in place";
    }
}

}  // namespace

extern const Rule dangling_reference{
    .id = "dangling-reference",
    .summary = "A compute environment or binding names an account or Role that is not among those supplied.",
    .severity = Severity::warning,
    .confidence = Confidence::medium,
    .audience = Audience::everyone,
    .security_severity = "",
    .steps = {StepId::authorise, StepId::head_account, StepId::compute_role},
    .fix = FixKind::unsafe,
    .check = check,
};

}  // namespace celint
