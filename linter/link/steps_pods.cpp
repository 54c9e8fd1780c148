// head-role, head-trust, head-storage and the same for compute pods: which role a pod carries, whether its
// trust admits the pod, and what it may do on the work directory.
#include <algorithm>

#include "access/arn.h"
#include "access/evaluate.h"
#include "link/access_questions.h"
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
    step.settled_by = "the fusion2Enabled field of the compute environment";
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

/// What the pod's token says to STS, for one issuer.
Decision ask(const Environment& environment, const PodAccount& account, std::string_view issuer) {
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
  return trust_allows(*account.role->trust, "sts:AssumeRoleWithWebIdentity", caller, context);
}

/// Pod Identity: EKS assumes the role with session tags that say cluster, namespace and account
/// (https://docs.aws.amazon.com/eks/latest/userguide/pod-id-role.html).
void decide_pod_identity_trust(const Environment& environment, const PodAccount& account, Step& step) {
  const Caller caller{Caller::Type::service, "pods.eks.amazonaws.com"};
  Context context;
  context.set("aws:RequestTag/kubernetes-namespace", account.ns);
  context.set("aws:RequestTag/kubernetes-service-account", account.name);
  if (!environment.cluster_arn.empty())
    context.set("aws:RequestTag/eks-cluster-arn", environment.cluster_arn);
  const Policy& trust = *account.role->trust;
  const Decision assume = trust_allows(trust, "sts:AssumeRole", caller, context);
  const Decision tag = trust_allows(trust, "sts:TagSession", caller, context);
  const Field<bool>& untagged = account.association->session_tags_disabled;
  const bool asks_tags = !(untagged.known() && untagged.value);
  step.verdict = verdict_of(assume);
  if (asks_tags && step.verdict != Verdict::refuted && verdict_of(tag) != Verdict::proven)
    step.verdict = verdict_of(tag);
  step.asked = {{{"sts:AssumeRole", account.role->arn}, assume}};
  if (asks_tags) step.asked.push_back({{"sts:TagSession", account.role->arn}, tag});
  for (const Deciding& deciding : assume.statements)
    step.evidence.push_back({deciding.statement->span, "admits the pod"});
  if (step.verdict == Verdict::refuted) step.evidence.push_back({trust.span, "does not admit the pod"});
  if (step.verdict == Verdict::unknown)
    step.settled_by = "the values that the trust policy's conditions depend on";
}

void decide_association(const PodIdentityAssociation& association, Step& step) {
  if (association.role_arn.known()) {
    step.verdict = Verdict::proven;
    step.evidence = {{association.role_arn.span, "the role"}};
  } else {
    step.settled_by = "its role: aws eks describe-pod-identity-association";
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

void decide_trust(const World& world, const Environment& environment, const PodAccount& account, Step& step) {
  const std::string_view issuer = environment.issuer.value;
  const Policy& trust = *account.role->trust;
  if (!issuer.empty()) {
    const Decision decision = ask(environment, account, issuer);
    step.verdict = verdict_of(decision);
    for (const Deciding& deciding : decision.statements)
      step.evidence.push_back({deciding.statement->span, "admits the pod"});
    if (step.verdict == Verdict::refuted) step.evidence.push_back({trust.span, "does not admit the pod"});
    return;
  }
  // Without describe-cluster the provider cannot be confirmed, but a trust that admits the pod for no
  // provider of its own is refuted.
  step.verdict = Verdict::refuted;
  for (const FederatedStatement& statement : world.federated)
    if (statement.policy == &trust)
      for (const OidcProvider& provider : statement.providers)
        if (provider.unknown || ask(environment, account, provider.issuer.value).may)
          step.verdict = Verdict::unknown;
  step.evidence = {
      {trust.span, step.verdict == Verdict::refuted ? "does not admit the pod" : "may admit the pod"}};
  if (step.verdict == Verdict::unknown)
    step.settled_by = "the cluster's OIDC issuer: aws eks describe-cluster --name " +
                      std::string(environment.ce->cluster_name.value);
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
    step.settled_by = "the namespace and service accounts of the compute environment";
  } else if (account.association != nullptr) {
    decide_association(*account.association, step);
  } else if (pod == Pod::compute && may_export_credentials(environment)) {
    step.settled_by =
        "whether tasks use the head's credentials (nextflowConfig: fusion.exportStorageCredentials)";
  } else if (account.object == nullptr && account.name != "default" && account.ns == environment.ns &&
             environment.supplied.service_accounts) {
    refute(step, "dangling-reference",
           {{account.field.span, "not among the service accounts of '" + environment.ns + "'"}});
  } else if (account.object == nullptr && account.name == "default" && account.ns == environment.ns &&
             environment.supplied.service_accounts) {
    // `default` exists in every namespace; an export that shows others and not this one shows no role for it.
    step.verdict = Verdict::refuted;
    step.evidence = {{account.field.span, "runs under 'default', which carries no role"}};
  } else if (account.object == nullptr || account.object->role_arn.unknown()) {
    step.settled_by =
        "the account: kubectl get serviceaccount " + account.name + " -n " + account.ns + " -o yaml";
  } else if (account.object->role_arn.absent() && may_be_associated(world, environment)) {
    step.settled_by = "its association: aws eks list-pod-identity-associations --cluster-name " +
                      std::string(environment.ce->cluster_name.value) + " --namespace " + account.ns;
  } else if (account.object->role_arn.absent()) {
    step.verdict = Verdict::refuted;
    step.evidence = {{account.object->meta.name.span, "has no eks.amazonaws.com/role-arn annotation"}};
  } else {
    decide_annotation(account, step);
  }
  return step;
}

Step trust_step(const World& world, const Environment& environment, Pod pod) {
  Step step{.id = of(pod, StepId::head_trust, StepId::compute_trust)};
  const PodAccount& account = account_of(environment, pod);
  step.claim = "The role of the " + pods(pod) + " trusts exactly this cluster, namespace and account.";
  if (!needs_role(environment, step)) return step;
  if (account.role == nullptr)
    step.settled_by = "the role of " + title(account) + " (step " +
                      std::string(to_string(of(pod, StepId::head_role, StepId::compute_role))) + ")";
  else if (account.role->trust == nullptr)
    step.settled_by = "its trust policy: aws iam get-role --role-name " + account.role->name;
  else if (account.association != nullptr)
    decide_pod_identity_trust(environment, account, step);
  else
    decide_trust(world, environment, account, step);
  return step;
}

Step storage_access_step(const World&, const Environment& environment, Pod pod) {
  Step step{.id = of(pod, StepId::head_storage, StepId::compute_storage)};
  const PodAccount& account = account_of(environment, pod);
  step.claim = "The role of the " + pods(pod) + " may do what Fusion does on the work directory.";
  if (!needs_role(environment, step)) return step;
  if (account.role == nullptr) {
    step.settled_by = "the role of " + title(account) + " (step " +
                      std::string(to_string(of(pod, StepId::head_role, StepId::compute_role))) + ")";
  } else if (!account.role->complete) {
    step.settled_by = "the policies of " + title(*account.role) +
                      ": aws iam get-account-authorization-details --filter Role LocalManagedPolicy";
  } else if (!environment.work) {
    step.settled_by = "an S3 work directory (step storage)";
  } else {
    decide_needs(environment, pod == Pod::head ? NeedPrincipal::head : NeedPrincipal::compute,
                 {"fusion", "fusion-tags", "kms"}, step);
  }
  return step;
}

}  // namespace celint
