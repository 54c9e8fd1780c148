// head-role, compute-role, head-storage, compute-storage: which role a pod carries, and what it may do on the
// work directory.
#include <algorithm>
#include <set>

#include "access/arn.h"
#include "link/access_questions.h"
#include "link/exports.h"
#include "link/placement.h"
#include "link/role_override.h"
#include "link/steps.h"

namespace celint {
namespace {

void decide_association(const PodAccount& account, Step& step) {
  const PodIdentityAssociation& association = *account.association;
  if (refute_dropped_path(step, account.role, association.role_arn)) return;
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

void decide_annotation(const PodAccount& account, Step& step) {
  const StrField& annotation = account.object->role_arn;
  const std::optional<Arn> arn = parse_arn(annotation.value);
  if (!arn || arn->service != "iam" || arn->resource_type() != "role" || arn->account.size() != 12)
    return refute(step, "role-arn-invalid", {{annotation.span, "not the ARN of a role"}});
  if (refute_dropped_path(step, account.role, annotation)) return;
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

/// The cluster uses Pod Identity, and no list says that the associations supplied are all there are. A list
/// of one other namespace may have been asked for that namespace only.
bool may_be_associated(const World& world, const Environment& environment, const PodAccount& account) {
  bool some = false;
  std::set<std::string_view> listed;
  for (const PodIdentityAssociation& association : world.pod_identities) {
    if (!association.cluster_name.known() ||
        !may_be_of_cluster(environment, association.cluster_name, association.arn))
      continue;
    if (association.listed) listed.insert(association.ns.value);
    some = true;
  }
  return some && listed.size() < 2 && !listed.contains(account.ns);
}

}  // namespace

StepId step_of(Pod pod, StepId head, StepId compute) { return pod == Pod::head ? head : compute; }

std::string pods(Pod pod) { return pod == Pod::head ? "head pod" : "task pods"; }

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

Step role_step(const World& world, const Environment& environment, Pod pod) {
  Step step{.id = step_of(pod, StepId::head_role, StepId::compute_role)};
  const PodAccount& account = account_of(environment, pod);
  step.claim = "The " + title(account) + " of the " + pods(pod) + " carries an IAM role.";
  if (!needs_role(environment, step)) return step;
  if (account.name.empty() || account.ns.empty()) {
    step.settled_by = export_of_environment(environment, "the namespace and service accounts");
  } else if (account.association != nullptr) {
    decide_association(account, step);
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
  } else if (account.object->role_arn.absent() && may_be_associated(world, environment, account)) {
    step.settled_by = export_of_association(environment, account);
  } else if (account.object->role_arn.absent()) {
    step.verdict = Verdict::refuted;
    step.evidence = {{account.object->meta.name.span, "has no eks.amazonaws.com/role-arn annotation"}};
  } else {
    decide_annotation(account, step);
  }
  return step;
}

std::string role_settled_by(const World& world, const Environment& environment, Pod pod) {
  const Step role = role_step(world, environment, pod);
  const PodAccount& account = account_of(environment, pod);
  return role.verdict == Verdict::unknown ? role.settled_by
                                          : export_of_object("ServiceAccount", account.name, account.ns);
}

/// With a target role the pods get the credentials of that one
/// (https://docs.aws.amazon.com/eks/latest/userguide/pod-id-assign-target-role.html).
bool has_target_role(const PodAccount& account) {
  if (account.association == nullptr) return false;
  const StrField& target = account.association->target_role_arn;
  return target.unknown() || !target.value.empty();
}

std::string export_of_target_role(const PodAccount& account) {
  const StrField& target = account.association->target_role_arn;
  return "what the target role of its association may do: aws iam simulate-principal-policy "
         "--policy-source-arn " +
         (target.known() ? std::string(target.value) : "ARN") + " --action-names s3:PutObject";
}

/// The key that encrypts what the pods write must be known to ask about it.
void decide_storage_access(const Environment& environment, Pod pod, Step& step) {
  decide_needs(environment, pod == Pod::head ? NeedPrincipal::head : NeedPrincipal::compute,
               {"fusion", "fusion-tags", "kms"}, step);
  const Field<std::string>& key = environment.kms_key;
  if (step.verdict != Verdict::proven || !key.unknown()) return;
  step.verdict = Verdict::unknown;
  step.evidence.push_back({key.span, "the key behind this is not known"});
  step.settled_by = "which key encrypts the work directory: aws kms describe-key --key-id " +
                    (typed({key.value, key.span}).known() && !key.value.empty() ? key.value : "KEY");
}

/// The variable that gives the pods other credentials.
std::optional<Str> override_of(const Environment& environment, Pod pod) {
  for (const RoleOverride& other : role_overrides(*environment.ce))
    if (pod == Pod::head ? other.head : other.compute) return other.name;
  return std::nullopt;
}

Step storage_access_step(const World& world, const Environment& environment, Pod pod) {
  Step step{.id = step_of(pod, StepId::head_storage, StepId::compute_storage)};
  const PodAccount& account = account_of(environment, pod);
  step.claim = "The role of the " + pods(pod) + " may do what Fusion does on the work directory.";
  if (!needs_role(environment, step)) return step;
  if (account.role == nullptr)
    step.settled_by = role_settled_by(world, environment, pod);
  else if (const auto other = override_of(environment, pod)) {
    step.evidence = {{other->span, "is used before the role of the account"}};
    step.settled_by =
        "whose credentials the " + pods(pod) + " get: aws sts get-caller-identity, in such a pod";
  } else if (has_target_role(account))
    step.settled_by = export_of_target_role(account);
  else if (!account.role->complete)
    await_policies(step, *account.role);
  else if (!environment.work)
    step.settled_by = export_of_environment(environment, "a workDir in S3");
  else
    decide_storage_access(environment, pod, step);
  return step;
}

}  // namespace celint