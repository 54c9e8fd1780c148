#include <string>
#include <utility>

#include "check/finding.h"
#include "link/world.h"

namespace celint {
namespace {

void report(const GroovyAssignment* assignment, Span span, std::string message, const StrField& field,
            Findings& out) {
  Finding& finding = out.add(span, std::move(message));
  finding.label = "another identity";
  if (!field.span.end) return;
  finding.notes = {{field.span, "the compute environment says this"}};
  finding.help = "say it once, in the compute environment";
  if (assignment == nullptr) return;
  finding.edits = {{span, "'" + std::string(field.value) + "'"}};
  finding.fix = FixKind::unsafe;
}

void check_option(const ComputeEnvironment& ce, std::string_view option, const StrField& field,
                  const std::string& what, Findings& out) {
  const StrField configured = ce.nextflow.string(option);
  if (!configured.known() || !field.known() || configured.value == field.value) return;
  report(ce.nextflow.setting(option).assignment, configured.span,
         "nextflowConfig has task pods use " + what + " '" + std::string(configured.value) +
             "', the compute environment says '" + std::string(field.value) + "'.",
         field, out);
}

/// Options that replace the credentials of the head's own service account.
void check_client(const ComputeEnvironment& ce, Findings& out) {
  for (const std::string_view option :
       {"k8s.context", "k8s.client.server", "k8s.client.token", "k8s.client.tokenFile",
        "k8s.client.clientCert", "k8s.client.clientCertFile", "k8s.client.clientKey",
        "k8s.client.clientKeyFile", "k8s.client.sslCert", "k8s.client.sslCertFile"}) {
    const StrField configured = ce.nextflow.string(option);
    if (!configured.known()) continue;
    Finding& finding = out.add(ce.nextflow.setting(option).assignment->key,
                               "nextflowConfig sets " + std::string(option) +
                                   ": the head pod then acts with it and not as its service account.");
    finding.label = "replaces the service account";
    finding.help = "remove it: inside the cluster the head pod needs none";
    finding.edits = {{ce.nextflow.setting(option).assignment->line, ""}};
    finding.fix = FixKind::unsafe;
  }
}

void check(const World& world, Findings& out) {
  for (const ComputeEnvironment& ce : world.compute_environments) {
    check_option(ce, "k8s.serviceAccount", ce.compute_service_account, "service account", out);
    check_option(ce, "k8s.namespace", ce.ns, "namespace", out);
    check_client(ce, out);
    const StrField& head = ce.head_pod.service_account;
    const StrField& field = ce.head_service_account;
    if (head.known() && field.known() && head.value != field.value)
      report(nullptr, head.span,
             "headPodSpec names service account '" + std::string(head.value) + "', headServiceAccount '" +
                 std::string(field.value) + "': which one the head pod gets is not documented.",
             field, out);
  }
}

}  // namespace

extern const Rule service_account_override{
    .id = "service-account-override",
    .summary =
        "The Nextflow configuration or the head pod spec names another identity than the compute "
        "environment.",
    .severity = Severity::warning,
    .confidence = Confidence::high,
    .audience = Audience::everyone,
    .security_severity = "",
    .steps = {StepId::head_account, StepId::compute_role, StepId::head_trust, StepId::compute_trust},
    .fix = FixKind::unsafe,
    .check = check,
};

}  // namespace celint
