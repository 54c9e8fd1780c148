#include "check/finding.h"
#include "link/rbac.h"
#include "link/value_edit.h"
#include "link/world.h"

namespace celint {
namespace {

bool is_default(const PodAccount& account) {
  const bool carries_role = account.role != nullptr || account.association != nullptr ||
                            (account.object != nullptr && !account.object->role_arn.absent());
  return account.name == "default" && !carries_role;
}

/// The field, else what it would stand beside: the namespace whose account it is.
Span place(const Environment& environment, const PodAccount& account) {
  const ComputeEnvironment& ce = *environment.ce;
  if (!account.field.absent()) return account.field.span;
  return ce.ns.absent() ? ce.cluster_name.span : ce.ns.span;
}

/// The prepared account in the field, which may have to be added.
std::vector<Edit> naming(const World& world, const ComputeEnvironment& ce, const StrField& written,
                         const char* field, const std::string& prepared) {
  if (!written.known()) return member_behind(world, "namespace", ce.ns.span, field, json_string(prepared));
  std::vector<Edit> edits;
  edits.push_back(rewritten({written.value, written.span}, prepared));
  return edits;
}

void report(const World& world, const Environment& environment, const PodAccount& account,
            const std::string& pods, const char* field, Findings& out) {
  Finding& finding =
      out.add(place(environment, account), "The " + pods + (pods.ends_with("pods") ? " run" : " runs") +
                                               " under service account '" + environment.ns +
                                               "/default', which every pod of the namespace shares.");
  finding.label = account.field.absent() ? std::string(field) + " is not set" : "the shared account";
  const bool is_head = &account == &environment.head;
  const std::string prepared =
      other_account(world, environment, (is_head ? environment.compute : environment.head).object);
  if (!prepared.empty())
    finding.offer(FixKind::unsafe, naming(world, *environment.ce, account.field, field, prepared));
  finding.help =
      std::string("recreate the compute environment with ") + field + " set to the account prepared for it";
}

void check(const World& world, Findings& out) {
  for (const Environment& environment : world.environments) {
    const bool head_settled = environment.step(StepId::head_role).verdict == Verdict::refuted;
    const bool compute_settled = environment.step(StepId::compute_role).verdict == Verdict::refuted;
    if (is_default(environment.head) && !head_settled)
      report(world, environment, environment.head, "head pod", "headServiceAccount", out);
    if (environment.uses_fusion() && is_default(environment.compute) && !compute_settled)
      report(world, environment, environment.compute, "task pods", "computeServiceAccount", out);
  }
}

}  // namespace

extern const Rule default_service_account{
    .id = "default-service-account",
    .summary = "Pods run under the service account 'default', which every pod of the namespace shares.",
    .severity = Severity::warning,
    .confidence = Confidence::medium,
    .audience = Audience::everyone,
    .security_severity = "4.0",
    .steps = {StepId::head_account, StepId::compute_role},
    .fix = FixKind::unsafe,
    .check = check,
};

}  // namespace celint
