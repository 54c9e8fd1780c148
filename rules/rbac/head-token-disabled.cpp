#include "check/finding.h"
#include "link/head_token.h"
#include "link/world.h"

namespace celint {
namespace {

void check(const World& world, Findings& out) {
  for (const Environment& environment : world.environments) {
    const std::optional<Span> place = token_disabled(environment);
    if (!place) continue;
    Finding& finding = out.add(*place,
                               "The head pod mounts no token of its account, and Nextflow finds the API "
                               "server and its rights through that token.");
    finding.offer(FixKind::unsafe, {{*place, "true"}});
    finding.notes = {{environment.head.field.known() ? environment.head.field.span : environment.ce->ns.span,
                      "the head pod runs under this account"}};
    finding.help = "remove the line or write true: the token of IAM roles is another one";
  }
}

}  // namespace

extern const Rule head_token_disabled{
    .id = "head-token-disabled",
    .summary = "The head pod gets no token for the Kubernetes API, which Nextflow reads.",
    .severity = Severity::warning,
    .confidence = Confidence::high,
    .audience = Audience::everyone,
    .security_severity = "",
    .steps = {StepId::head_account},
    .fix = FixKind::unsafe,
    .check = check,
};

}  // namespace celint
