#include "access/arn.h"
#include "check/finding.h"
#include "link/policy_edit.h"
#include "link/world.h"

namespace celint {
namespace {

std::string missing_actions(const Step& step) {
  std::string names;
  for (const Asked& asked : step.asked)
    if (!asked.decision.may) names += (names.empty() ? "" : " and ") + asked.request.action;
  return names;
}

std::string account_of_cluster(const Environment& environment) {
  const Cluster* cluster = environment.cluster;
  const auto arn = cluster != nullptr && cluster->arn.known() ? parse_arn(cluster->arn.value) : std::nullopt;
  return arn ? std::string(arn->account) : std::string();
}

const Statement* statement_for_pods(const Policy& trust) {
  for (const Statement& statement : trust.statements)
    for (const Principal& principal : statement.principals)
      if (statement.allows() && principal.value.value == "pods.eks.amazonaws.com") return &statement;
  return nullptr;
}

/// The service that people take for it.
void note_other_service(const Policy& trust, Finding& finding) {
  for (const Statement& statement : trust.statements)
    for (const Principal& principal : statement.principals)
      if (statement.allows() && principal.type.value == "Service" &&
          principal.value.value == "eks.amazonaws.com")
        finding.notes.push_back({principal.value.span, "another service: not that of the pods"});
}

/// Both actions for the service, in its statement or in a new one.
std::vector<Edit> edits(const World& world, const Policy& trust, const Statement* pods, const Step& step) {
  if (pods == nullptr)
    return with_statement(world, trust,
                          {"Service", {"pods.eks.amazonaws.com"}, {"sts:AssumeRole", "sts:TagSession"}, {}});
  std::vector<std::string> missing;
  for (const Asked& asked : step.asked)
    if (!asked.decision.may) missing.push_back(asked.request.action);
  return pods->not_action ? std::vector<Edit>()
                          : with_values(world, trust, pods->actions, pods->actions_span, missing);
}

void check_account(const World& world, const Environment& environment, const PodAccount& account,
                   const Step& step, Findings& out) {
  const std::string cluster_account = account_of_cluster(environment);
  const StrField& arn = account.association->role_arn;
  if (!cluster_account.empty() && !account.role->account.empty() &&
      cluster_account != account.role->account) {
    Finding& finding =
        out.add(arn.span, "The role of a Pod Identity association must be in the cluster's account " +
                              cluster_account + ", and this one is in " + account.role->account + ".");
    finding.help = "associate a role of the cluster's account, and name the other one as targetRoleArn";
    return;
  }
  if (account.role->trust == nullptr || environment.partition == "aws-cn") return;
  const std::string missing = missing_actions(step);
  if (missing.empty()) return;
  const Statement* pods = statement_for_pods(*account.role->trust);
  Finding& finding = out.add(pods != nullptr ? pods->actions_span : arn.span,
                             "The trust policy of " + title(*account.role) + " does not allow " + missing +
                                 " to pods.eks.amazonaws.com, so no pod of service account '" +
                                 environment.ns + "/" + account.name + "' gets it.");
  finding.label = pods != nullptr ? "lacks " + missing : "its pods get no role";
  finding.notes = {pods != nullptr ? Note{arn.span, "this association gives the role"}
                                   : Note{account.role->trust->span, "does not name pods.eks.amazonaws.com"}};
  note_other_service(*account.role->trust, finding);
  finding.offer(FixKind::unsafe, edits(world, *account.role->trust, pods, step));
  finding.help = "allow sts:AssumeRole and sts:TagSession to the service pods.eks.amazonaws.com";
  if (environment.how == How::inferred || account.role->how == How::inferred)
    finding.confidence = Confidence::medium;
}

void check(const World& world, Findings& out) {
  for (const Environment& environment : world.environments)
    for (const StepId id : {StepId::head_trust, StepId::compute_trust}) {
      const PodAccount& account = id == StepId::head_trust ? environment.head : environment.compute;
      if (account.association != nullptr && account.role != nullptr)
        check_account(world, environment, account, environment.step(id), out);
    }
}

}  // namespace

extern const Rule pod_identity_untrusted{
    .id = "pod-identity-untrusted",
    .summary = "A Pod Identity association gives a role whose trust policy does not admit EKS Pod Identity.",
    .severity = Severity::error,
    .confidence = Confidence::high,
    .audience = Audience::everyone,
    .security_severity = "",
    .steps = {StepId::head_trust, StepId::compute_trust},
    .fix = FixKind::unsafe,
    .check = check,
};

}  // namespace celint
