#include "check/finding.h"
#include "link/world.h"

namespace celint {
namespace {

bool is_false(const Field<bool>& field) { return field.known() && !field.value; }

void check(const World& world, Findings& out) {
  for (const Environment& environment : world.environments) {
    const Field<bool>& pod = environment.ce->head_pod.automount_token;
    if (environment.ce->head_pod.mounts_volume || (!pod.absent() && !is_false(pod))) continue;
    const ServiceAccount* account = environment.head.object;
    const bool by_account = account != nullptr && is_false(account->automount_token);
    if (!is_false(pod) && !by_account) continue;
    Finding& finding = out.add(is_false(pod) ? pod.span : account->automount_token.span,
                               "The head pod mounts no token of its account, and Nextflow finds the API "
                               "server and its rights through that token.");
    finding.offer(FixKind::unsafe, {{finding.span, "true"}});
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
