#include <algorithm>
#include <array>

#include "check/finding.h"
#include "link/policy_edit.h"
#include "link/world.h"
#include "read/letters.h"

namespace celint {
namespace {

constexpr std::array<std::string_view, 5> kBinding{
    "aws:SourceArn", "aws:SourceAccount", "aws:RequestTag/eks-cluster-arn",
    "aws:RequestTag/kubernetes-namespace", "aws:RequestTag/kubernetes-service-account"};

bool is_bound(const Statement& statement) {
  return std::any_of(
      statement.conditions.begin(), statement.conditions.end(), [](const Condition& condition) {
        return std::any_of(kBinding.begin(), kBinding.end(), [&condition](std::string_view key) {
          return equal_ignoring_case(condition.key.value, key);
        });
      });
}

void check_trust(const World& world, const Environment& environment, const PodAccount& account,
                 Findings& out) {
  for (const Statement& statement : account.role->trust->statements)
    for (const Principal& principal : statement.principals) {
      if (!statement.allows() || statement.not_principal ||
          principal.value.value != "pods.eks.amazonaws.com" || is_bound(statement))
        continue;
      Finding& finding =
          out.add(principal.value.span,
                  "Every Pod Identity association of this AWS account may use " + title(*account.role) + ".");
      finding.notes = {{account.association->role_arn.span, "the association that needs it"}};
      if (!environment.cluster_arn.empty())
        finding.offer(FixKind::unsafe,
                      with_condition(world, *account.role->trust, statement,
                                     {"ArnEquals", "aws:SourceArn", {environment.cluster_arn}}));
      finding.help =
          "bind aws:SourceArn to the cluster, or the request tags kubernetes-namespace and "
          "kubernetes-service-account";
    }
}

void check(const World& world, Findings& out) {
  for (const Environment& environment : world.environments)
    for (const PodAccount* account : {&environment.head, &environment.compute})
      if (account->association != nullptr && account->role != nullptr && account->role->trust != nullptr)
        check_trust(world, environment, *account, out);
}

}  // namespace

extern const Rule pod_identity_unbounded{
    .id = "pod-identity-unbounded",
    .summary = "Every Pod Identity association of the account may use the role of these pods.",
    .severity = Severity::note,
    .confidence = Confidence::high,
    .audience = Audience::pedantic,
    .security_severity = "4.0",
    .steps = {StepId::head_trust, StepId::compute_trust},
    .fix = FixKind::unsafe,
    .check = check,
};

}  // namespace celint
