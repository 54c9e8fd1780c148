// head-role, head-trust, head-storage and the same for compute pods: which role a pod carries, whether its
// trust admits the pod, and what it may do on the work directory.
#include <algorithm>

#include "access/arn.h"
#include "access/evaluate.h"
#include "access/obstacle.h"
#include "link/access_questions.h"
#include "link/exports.h"
#include "link/joins.h"
#include "link/steps.h"

namespace celint {
namespace {

StepId of(Pod pod, StepId head, StepId compute) { return pod == Pod::head ? head : compute; }

std::string pods(Pod pod) { return pod == Pod::head ? "head pod" : "task pods"; }

/// Without Fusion the pods need no role of their own.
bool needs_role(const Environment& environment, Step& step) {
  const Field<bool>& fusion = environment.ce->fusion;
  if (fusion.unknown()) {
    step.settled_by = export_of_environment(environment, "the fusion2Enabled field");
    return false;
  }
  if (environment.uses_fusion()) return true;
  step.verdict = Verdict::proven;
  step.claim = "Without Fusion the pods need no IAM role.";
  return false;
}

std::string audience_of(const ServiceAccount& account) {
  for (const Annotation& entry : account.annotations)
    if (entry.key.value == "eks.amazonaws.com/audience" && entry.value.known())
      return std::string(entry.value.value);
  return "sts.amazonaws.com";
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
  context.set(key + ":aud", audience_of(*account.object));
  // Claims of another issuer are never present in this token.
  for (const Statement& statement : account.role->trust->statements)
    for (const Condition& condition : statement.conditions) {
      const std::string_view name = condition.key.value;
      const bool claim = name.ends_with(":sub") || name.ends_with(":aud");
      if (claim && context.find(name).state == ContextValue::State::unknown) context.set_absent(name);
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
  return "whether the conditions of its trust policy hold: aws sts get-caller-identity, in a pod of " +
         title(account);
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

void decide_association(const PodIdentityAssociation& association, Step& step) {
  if (association.role_arn.known()) {
    step.verdict = Verdict::proven;
    step.evidence = {{association.role_arn.span, "the role"}};
  } else {
    step.settled_by =
        "its role: aws eks describe-pod-identity-association --cluster-name " +
        std::string(association.cluster_name.value) + " --association-id " +
        (association.association_id.known() ? std::string(association.association_id.value) : "ID");
  }
}

/// An ARN names the role with its path: names are unique per account, so one without it names nobody.
bool drops_path(const PodAccount& account) {
  if (account.role == nullptr) return false;
  return std::any_of(account.role->entities.begin(), account.role->entities.end(),
                     [&account](const IamEntity* entity) {
                       return entity->arn.known() && entity->arn.value != account.object->role_arn.value;
                     });
}

void decide_annotation(const PodAccount& account, Step& step) {
  const StrField& annotation = account.object->role_arn;
  const std::optional<Arn> arn = parse_arn(annotation.value);
  if (!arn || arn->service != "iam" || arn->resource_type() != "role" || arn->account.size() != 12)
    return refute(step, "role-arn-invalid", {{annotation.span, "not the ARN of a role"}});
  if (drops_path(account))
    return refute(step, "role-path-dropped",
                  {{account.role->entities.front()->arn.span, "the role's own ARN"},
                   {annotation.span, "names another one, which does not exist"}});
  step.verdict = Verdict::proven;
  step.evidence = {{annotation.span, "the role"}};
}

/// With fusion.exportStorageCredentials the tasks may get the head's credentials.
bool may_export_credentials(const Environment& environment) {
  const auto may_be_on = [&](std::string_view option) {
    const Field<bool> flag = environment.ce->nextflow.flag(option);
    return flag.unknown() || flag.value;
  };
  return may_be_on("fusion.exportStorageCredentials") || may_be_on("fusion.exportAwsAccessKeys");
}

/// Without describe-cluster the provider cannot be confirmed, but a trust that admits the pod for no provider
/// of its own is refuted.
void decide_trust_of_some_cluster(const World& world, const Environment& environment,
                                  const PodAccount& account, Step& step) {
  const Policy& trust = *account.role->trust;
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
  step.evidence = {{environment.issuer.span, "the issuer of the pod's token"}};
  add_evidence(step, trust, kWebIdentity, call, decision, "admits the pod");
  if (step.verdict == Verdict::unknown) step.settled_by = trial_of(account);
}

/// The cluster uses Pod Identity, and no list says that the associations supplied are all there are.
bool may_be_associated(const World& world, const Environment& environment) {
  bool some = false;
  for (const PodIdentityAssociation& association : world.pod_identities) {
    if (association.cluster_name.value != environment.ce->cluster_name.value) continue;
    if (association.listed) return false;
    some = true;
  }
  return some;
}

}  // namespace

Step role_step(const World& world, const Environment& environment, Pod pod) {
  Step step{.id = of(pod, StepId::head_role, StepId::compute_role)};
  const PodAccount& account = account_of(environment, pod);
  step.claim = "The " + title(account) + " of the " + pods(pod) + " carries an IAM role.";
  if (!needs_role(environment, step)) return step;
  if (account.name.empty() || account.ns.empty()) {
    step.settled_by = export_of_environment(environment, "the namespace and service accounts");
  } else if (account.association != nullptr) {
    decide_association(*account.association, step);
  } else if (pod == Pod::compute && may_export_credentials(environment)) {
    step.settled_by = export_of_environment(
        environment,
        "whether tasks use the head's credentials (fusion.exportStorageCredentials): the nextflowConfig");
  } else if (account.object == nullptr && account.name != "default" && account.ns == environment.ns &&
             environment.supplied.service_accounts) {
    refute(step, "dangling-reference",
           {{account.field.span, "not among the service accounts of '" + environment.ns + "'"}});
  } else if (account.object == nullptr && account.name == "default" && account.ns == environment.ns &&
             environment.supplied.service_accounts) {
    // `default` exists in every namespace; an export that shows others and not this one shows no role for it.
    step.verdict = Verdict::refuted;
    step.evidence = {{account.field.span, "runs under 'default', which carries no role"}};
  } else if (account.object == nullptr || account.object->role_arn.unknown() ||
             world.is_disputed(account.object->meta)) {
    step.settled_by = export_of_object("ServiceAccount", account.name, account.ns);
  } else if (account.object->role_arn.absent() && may_be_associated(world, environment)) {
    step.settled_by = export_of_association(environment, account);
  } else if (account.object->role_arn.absent()) {
    step.verdict = Verdict::refuted;
    step.evidence = {{account.object->meta.name.span, "has no eks.amazonaws.com/role-arn annotation"}};
  } else {
    decide_annotation(account, step);
  }
  return step;
}

/// The account's role is not known: what would tell.
std::string role_settled_by(const World& world, const Environment& environment, Pod pod) {
  const Step role = role_step(world, environment, pod);
  const PodAccount& account = account_of(environment, pod);
  return role.verdict == Verdict::unknown ? role.settled_by
                                          : export_of_object("ServiceAccount", account.name, account.ns);
}

Step trust_step(const World& world, const Environment& environment, Pod pod) {
  Step step{.id = of(pod, StepId::head_trust, StepId::compute_trust)};
  const PodAccount& account = account_of(environment, pod);
  step.claim = "The role of the " + pods(pod) + " trusts exactly this cluster, namespace and account.";
  if (!needs_role(environment, step)) return step;
  if (account.role == nullptr)
    step.settled_by = role_settled_by(world, environment, pod);
  else if (account.role->trust == nullptr)
    step.settled_by = export_of_trust(*account.role);
  else if (account.association != nullptr)
    decide_pod_identity_trust(world, environment, account, step);
  else
    decide_trust(world, environment, account, step);
  return step;
}

Step storage_access_step(const World& world, const Environment& environment, Pod pod) {
  Step step{.id = of(pod, StepId::head_storage, StepId::compute_storage)};
  const PodAccount& account = account_of(environment, pod);
  step.claim = "The role of the " + pods(pod) + " may do what Fusion does on the work directory.";
  if (!needs_role(environment, step)) return step;
  if (account.role == nullptr)
    step.settled_by = role_settled_by(world, environment, pod);
  else if (!account.role->complete)
    step.settled_by = export_of_policies(*account.role);
  else if (!environment.work)
    step.settled_by = export_of_environment(environment, "a workDir in S3");
  else
    decide_needs(environment, pod == Pod::head ? NeedPrincipal::head : NeedPrincipal::compute,
                 {"fusion", "fusion-tags", "kms"}, step);
  return step;
}

}  // namespace celint
