// head-trust, compute-trust: whether the role that a pod carries trusts the pod.
#include <algorithm>

#include "access/arn.h"
#include "access/evaluate.h"
#include "access/obstacle.h"
#include "link/access_questions.h"
#include "link/exports.h"
#include "link/joins.h"
#include "link/rivals.h"
#include "link/steps.h"
#include "read/letters.h"

namespace celint {
namespace {

/// What its tokens are made for: the annotation, absent if there is none.
StrField audience_of(const ServiceAccount& account) {
  for (const Annotation& entry : account.annotations)
    if (entry.key.value == "eks.amazonaws.com/audience") return entry.value;
  return {};
}

constexpr const char* kWebIdentity = "sts:AssumeRoleWithWebIdentity";

/// A call that should be let in by a trust policy.
struct Call {
  Caller caller;
  Context context;
};

/// What the pod's token says to STS, for one issuer.
Call call_of(const Environment& environment, const PodAccount& account, std::string_view issuer) {
  const Caller caller{Caller::Type::federated, "arn:" + environment.partition +
                                                   ":iam::" + account.role->account + ":oidc-provider/" +
                                                   std::string(issuer)};
  Context context;
  const std::string key(issuer);
  context.set(key + ":sub", "system:serviceaccount:" + account.ns + ":" + account.name);
  const StrField audience = audience_of(*account.object);
  if (!audience.unknown())
    context.set(key + ":aud", audience.absent() ? "sts.amazonaws.com" : std::string(audience.value));
  // Claims of another issuer are never present in this token.
  for (const Statement& statement : account.role->trust->statements)
    for (const Condition& condition : statement.conditions) {
      const std::string_view name = condition.key.value;
      const bool claim = name.ends_with(":sub") || name.ends_with(":aud");
      const bool own = name.size() == key.size() + 4 && equal_ignoring_case(name.substr(0, key.size()), key);
      if (claim && !own && typed(condition.key).known()) context.set_absent(name);
    }
  return {caller, std::move(context)};
}

/// The statements that decide, then, if they do not let the pod in, what keeps the others from it.
void add_evidence(Step& step, const Policy& trust, std::string_view action, const Call& call,
                  const Decision& decision, std::string_view message) {
  for (const Deciding& deciding : decision.statements)
    step.evidence.push_back({place_of_action(*deciding.statement, action),
                             std::string(deciding.statement->denies() ? "denies it" : message)});
  if (decision.may || decision.answer == Answer::denied) return;
  if (const auto obstacle = nearest_obstacle({&trust}, {std::string(action), "*"}, call.context, call.caller))
    step.evidence.push_back({obstacle->span, obstacle->why});
}

std::string trial_of(const PodAccount& account) {
  if (has_unknown_values(*account.role->trust)) return export_of_trust(*account.role);
  return "whether the conditions of its trust policy hold: aws sts get-caller-identity, in a pod of " +
         title(account);
}

/// The role of an association must be in the cluster's account
/// (https://docs.aws.amazon.com/eks/latest/userguide/pod-id-association.html).
bool in_other_account(const Environment& environment, const PodAccount& account) {
  const Cluster* cluster = environment.cluster;
  const std::optional<Arn> arn = cluster != nullptr ? parse_arn(cluster->arn.value) : std::nullopt;
  return account.association != nullptr && arn && !account.role->account.empty() &&
         arn->account != account.role->account;
}

/// Pod Identity: EKS assumes the role with session tags that say cluster, namespace and account
/// (https://docs.aws.amazon.com/eks/latest/userguide/pod-id-role.html).
void decide_pod_identity_trust(const World& world, const Environment& environment, const PodAccount& account,
                               Step& step) {
  Call call{{Caller::Type::service, "pods.eks.amazonaws.com"}, {}};
  call.context.set("aws:RequestTag/kubernetes-namespace", account.ns);
  call.context.set("aws:RequestTag/kubernetes-service-account", account.name);
  if (!environment.cluster_arn.empty())
    call.context.set("aws:RequestTag/eks-cluster-arn", environment.cluster_arn);
  std::vector<const char*> actions{"sts:AssumeRole"};
  const Field<bool>& untagged = account.association->session_tags_disabled;
  if (!(untagged.known() && untagged.value)) actions.push_back("sts:TagSession");
  const Policy& trust = *account.role->trust;
  step.verdict = Verdict::proven;
  for (const char* action : actions) {
    const Decision decision = trust_allows(trust, action, call.caller, call.context);
    step.asked.push_back({{action, account.role->arn}, decision});
    if (step.verdict == Verdict::refuted) continue;
    if (step.verdict == Verdict::proven || !decision.may) step.verdict = verdict_of(decision);
    add_evidence(step, trust, action, call, decision, "admits the pod");
  }
  if (step.verdict == Verdict::unknown)
    step.settled_by = environment.cluster_arn.empty()
                          ? export_of_cluster(world, environment, "the cluster's ARN")
                          : trial_of(account);
}

/// In partition aws-cn the audience of tokens is not settled where the account does not ask for one; nor
/// whether a provider with the issuer's dual-stack host is the cluster's: whether the pod is admitted if so.
bool may_admit_after_all(const World& world, const Environment& environment, const PodAccount& account) {
  const Policy& trust = *account.role->trust;
  const std::string issuer(environment.issuer.value);
  const auto may_admit = [&](const Call& call) {
    return trust_allows(trust, kWebIdentity, call.caller, call.context).may;
  };
  for (const FederatedStatement& statement : world.federated)
    for (const OidcProvider& provider : statement.providers)
      if (statement.policy == &trust && other_stack(provider.issuer.value, issuer) &&
          may_admit(call_of(environment, account, provider.issuer.value)))
        return true;
  if (account.role->partition != "aws-cn" || !audience_of(*account.object).absent()) return false;
  Call call = call_of(environment, account, issuer);
  call.context.forget(issuer + ":aud");
  return may_admit(call);
}

/// Without describe-cluster the provider cannot be confirmed, but a trust that admits the pod for no provider
/// of its own is refuted.
void decide_trust_of_some_cluster(const World& world, const Environment& environment,
                                  const PodAccount& account, Step& step) {
  const Policy& trust = *account.role->trust;
  if (const OidcProvider* foreign = account.foreign_provider)
    return refute(step, {},
                  {{environment.ce->region.span, "the region of the cluster"},
                   {foreign->arn.span, "the provider of a cluster of another region or account"}});
  std::string_view issuer;
  step.verdict = Verdict::refuted;
  for (const FederatedStatement& statement : world.federated)
    for (const OidcProvider& provider : statement.providers) {
      if (statement.policy != &trust || step.verdict == Verdict::unknown) continue;
      issuer = provider.issuer.value;
      const Call call = call_of(environment, account, issuer);
      if (provider.unknown || trust_allows(trust, kWebIdentity, call.caller, call.context).may)
        step.verdict = Verdict::unknown;
    }
  const Call call = call_of(environment, account, issuer);
  add_evidence(step, trust, kWebIdentity, call, trust_allows(trust, kWebIdentity, call.caller, call.context),
               "may admit the pod");
  if (step.verdict == Verdict::unknown)
    step.settled_by = export_of_cluster(world, environment, "the cluster's OIDC issuer");
}

void decide_trust(const World& world, const Environment& environment, const PodAccount& account, Step& step) {
  if (environment.issuer.value.empty())
    return decide_trust_of_some_cluster(world, environment, account, step);
  const Policy& trust = *account.role->trust;
  const Call call = call_of(environment, account, environment.issuer.value);
  const Decision decision = trust_allows(trust, kWebIdentity, call.caller, call.context);
  step.verdict = verdict_of(decision);
  if (step.verdict == Verdict::refuted && may_admit_after_all(world, environment, account))
    step.verdict = Verdict::unknown;
  step.evidence = {{environment.issuer.span, "the issuer of the pod's token"}};
  add_evidence(step, trust, kWebIdentity, call, decision, "admits the pod");
  if (step.verdict == Verdict::unknown) step.settled_by = trial_of(account);
}

}  // namespace

Step trust_step(const World& world, const Environment& environment, Pod pod) {
  Step step{.id = step_of(pod, StepId::head_trust, StepId::compute_trust)};
  const PodAccount& account = account_of(environment, pod);
  step.claim = "The role of the " + pods(pod) + " trusts exactly this cluster, namespace and account.";
  if (!needs_role(environment, step)) return step;
  if (account.role == nullptr)
    step.settled_by = role_settled_by(world, environment, pod);
  else if (in_other_account(environment, account))
    refute(step, {},
           {{environment.cluster->arn.span, "the cluster"},
            {account.association->role_arn.span, "the role is in another account"}});
  else if (account.role->trust == nullptr)
    await_trust(step, *account.role);
  else if (account.association != nullptr)
    decide_pod_identity_trust(world, environment, account, step);
  else
    decide_trust(world, environment, account, step);
  return step;
}

}  // namespace celint
