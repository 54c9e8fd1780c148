// authenticate, authorise, head-account: from an AWS principal to verbs in the namespace.
#include <algorithm>

#include "access/glob.h"
#include "link/aws_auth_match.h"
#include "link/joins.h"
#include "link/rbac.h"
#include "link/steps.h"

namespace celint {
namespace {

bool account_mapped(const AwsAuth& map, const Identity& identity) {
  return map.accounts &&
         std::any_of(map.accounts->accounts.begin(), map.accounts->accounts.end(),
                     [&identity](const Str& account) { return account.value == identity.account; });
}

std::string export_access_entry(const Environment& environment) {
  return "its access entry: aws eks describe-access-entry --cluster-name " +
         std::string(environment.ce->cluster_name.value) + " --principal-arn " + environment.platform->arn;
}

/// In mode CONFIG_MAP who created the cluster administers it without a mapping; the other modes have an entry
/// for it (https://docs.aws.amazon.com/eks/latest/userguide/grant-k8s-access.html).
bool created_cluster(const Environment& environment) {
  return environment.binding != nullptr && environment.binding->cluster_creator == environment.platform->arn;
}

/// No aws-auth entry names the identity: why, and what that means in this mode.
void decide_without_entry(const Environment& environment, Step& step) {
  const Identity& identity = *environment.platform;
  const AwsAuth& map = *environment.aws_auth;
  const bool entries_count = environment.mode != "CONFIG_MAP";
  if (environment.lost_mapping) {
    step.verdict = Verdict::refuted;
    step.evidence = {*environment.lost_mapping};
  } else if (account_mapped(map, identity)) {
    step.verdict = Verdict::proven;
    step.evidence = {{map.accounts->value, "the whole account is mapped"}};
  } else if (may_match(map, identity)) {
    step.settled_by = "the aws-auth of the cluster: kubectl get configmap aws-auth -n kube-system -o yaml";
  } else if (!environment.mode.empty() && (!entries_count || environment.supplied.access_entries)) {
    step.verdict = Verdict::refuted;
    step.evidence = {{map.meta.name.known() ? map.meta.name.span : map.meta.span, "no entry names it"}};
  } else {
    step.settled_by = export_access_entry(environment);
  }
}

/// Mode API: some access entry of the cluster is supplied, or none.
void decide_without_access_entry(const World& world, const Environment& environment, Step& step) {
  step.settled_by = export_access_entry(environment);
  for (const AccessEntry& entry : world.access_entries)
    if (entry.is_entry && entry.cluster_name.known() &&
        entry.cluster_name.value == environment.ce->cluster_name.value && entry.principal_arn.known()) {
      step.verdict = Verdict::refuted;
      step.evidence.push_back({entry.principal_arn.span, "an access entry, but for another principal"});
    }
}

void decide_mapped(const Environment& environment, std::string_view mode, Step& step) {
  const KubernetesUser& user = *environment.kubernetes_user;
  step.evidence = {{user.span, "mapped to user '" + user.username + "'"}};
  // Where access entries count, one for this principal would override an aws-auth entry.
  const bool settled = user.access_entry != nullptr ? !mode.empty() : mode == "CONFIG_MAP";
  if (settled)
    step.verdict = Verdict::proven;
  else if (mode.empty())
    step.settled_by = "the authentication mode: aws eks describe-cluster --name " +
                      std::string(environment.ce->cluster_name.value);
  else
    step.settled_by = export_access_entry(environment);
}

/// `dev-*` matches namespaces; a scope of the cluster matches all.
bool covers(const AssociatedAccessPolicy& policy, std::string_view ns) {
  if (policy.scope.known() && policy.scope.value == "cluster") return true;
  return std::any_of(policy.namespaces.begin(), policy.namespaces.end(), [ns](const Str& pattern) {
    return matches(parse_glob(pattern.value), ns) == Truth::yes;
  });
}

/// An EKS access policy that lets its holder create what Platform creates
/// (https://docs.aws.amazon.com/eks/latest/userguide/access-policy-permissions.html).
const AssociatedAccessPolicy* editing_policy(const KubernetesUser& user, std::string_view ns) {
  for (const AssociatedAccessPolicy* policy : user.policies) {
    const std::string_view arn = policy->policy_arn.value;
    const bool edits = arn.ends_with("/AmazonEKSClusterAdminPolicy") ||
                       arn.ends_with("/AmazonEKSAdminPolicy") || arn.ends_with("/AmazonEKSEditPolicy");
    if (edits && covers(*policy, ns)) return policy;
  }
  return nullptr;
}

void refute_missing(Step& step, const std::vector<BoundRole>& roles, const std::vector<RbacRight>& missing) {
  step.verdict = Verdict::refuted;
  std::string list;
  for (const RbacRight& right : missing) list += (list.empty() ? "" : ", ") + to_string(right);
  for (const BoundRole& bound : roles)
    step.evidence.push_back(
        {bound.role != nullptr ? bound.role->meta.name.span : bound.binding->role_name.span,
         "this role lacks " + list});
}

bool all_known(const std::vector<BoundRole>& roles, const std::vector<RbacRight>& wanted) {
  return std::all_of(wanted.begin(), wanted.end(),
                     [&roles](const RbacRight& right) { return has_right(roles, right) == Truth::yes; });
}

void decide_rights(const std::vector<BoundRole>& roles, const std::vector<RbacRight>& wanted, Step& step) {
  if (const std::vector<RbacRight> missing = missing_rights(roles, wanted); !missing.empty())
    return refute_missing(step, roles, missing);
  step.verdict = all_known(roles, wanted) ? Verdict::proven : Verdict::unknown;
  for (const BoundRole& bound : roles) {
    step.evidence.push_back({bound.subject->span, "bound here"});
    if (bound.role == nullptr && step.verdict == Verdict::unknown)
      step.settled_by = "the " + std::string(bound.binding->role_kind.value) + ": kubectl get " +
                        std::string(bound.binding->role_kind.value) + " " +
                        std::string(bound.binding->role_name.value) + " -o yaml";
  }
}

}  // namespace

Step authenticate_step(const World& world, const Environment& environment) {
  Step step{.id = StepId::authenticate};
  step.claim = "The platform identity is mapped into the cluster.";
  const std::string_view mode = environment.mode;
  if (environment.platform == nullptr) {
    step.settled_by =
        "the credential of the compute environment, and whose keys it holds (celint.yaml: platform-identity)";
  } else if (environment.kubernetes_user) {
    decide_mapped(environment, mode, step);
  } else if (created_cluster(environment)) {
    step.verdict = Verdict::proven;
    step.evidence = {{environment.binding->span, "celint.yaml names it as the cluster's creator"}};
  } else if (mode == "API") {
    decide_without_access_entry(world, environment, step);
  } else if (environment.aws_auth != nullptr) {
    decide_without_entry(environment, step);
  } else {
    step.settled_by = "aws-auth: kubectl get configmap aws-auth -n kube-system -o yaml";
  }
  return step;
}

Step authorise_step(const World&, const Environment& environment) {
  Step step{.id = StepId::authorise};
  step.claim =
      "The Kubernetes user it becomes holds the verbs Platform needs in namespace '" + environment.ns + "'.";
  if (!environment.kubernetes_user || !environment.kubernetes_user->known) {
    step.settled_by = "the mapping of the platform identity (step authenticate)";
    return step;
  }
  const KubernetesUser& user = *environment.kubernetes_user;
  if (std::find(user.groups.begin(), user.groups.end(), "system:masters") != user.groups.end()) {
    step.verdict = Verdict::proven;
    step.evidence = {{user.span, "group system:masters bypasses RBAC"}};
    return step;
  }
  if (const AssociatedAccessPolicy* policy = editing_policy(user, environment.ns)) {
    step.verdict = Verdict::proven;
    step.evidence = {{policy->policy_arn.span, "this access policy covers the namespace"}};
    return step;
  }
  const bool other_policy =
      std::any_of(user.policies.begin(), user.policies.end(),
                  [&](const AssociatedAccessPolicy* policy) { return covers(*policy, environment.ns); });
  if (environment.bound.empty() && other_policy) {
    step.settled_by = "what the associated access policy grants in '" + environment.ns + "'";
  } else if (!environment.bound.empty()) {
    decide_rights(environment.bound, platform_rights(environment), step);
  } else if (environment.supplied.user_bindings) {
    step.verdict = Verdict::refuted;
    step.evidence = {{user.span, "no binding in '" + environment.ns + "' has this user or its groups"}};
  } else {
    step.settled_by = "its RBAC: kubectl get roles,rolebindings -n " + environment.ns + " -o yaml";
  }
  return step;
}

Step head_account_step(const World&, const Environment& environment) {
  Step step{.id = StepId::head_account};
  step.claim = "The head pod's " + title(environment.head) + " holds the verbs Nextflow needs.";
  if (environment.head.name.empty() || environment.ns.empty()) {
    step.settled_by = "the namespace and headServiceAccount of the compute environment";
    return step;
  }
  if (!environment.head.bound.empty()) {
    decide_rights(environment.head.bound, head_rights(), step);
  } else if (environment.supplied.account_bindings) {
    step.verdict = Verdict::refuted;
    step.evidence = {
        {environment.head.field.span, "no binding in '" + environment.ns + "' names this account"}};
  } else {
    step.settled_by = "its RBAC: kubectl get roles,rolebindings -n " + environment.ns + " -o yaml";
  }
  return step;
}

}  // namespace celint
