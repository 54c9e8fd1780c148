// authenticate, authorise, head-account: from an AWS principal to verbs in the namespace.
#include <algorithm>

#include "access/glob.h"
#include "link/aws_auth_match.h"
#include "link/exports.h"
#include "link/head_token.h"
#include "link/joins.h"
#include "link/placement.h"
#include "link/rbac.h"
#include "link/rbac_obstacle.h"
#include "link/steps.h"

namespace celint {
namespace {

bool account_mapped(const AwsAuth& map, const Identity& identity) {
  return map.accounts &&
         std::any_of(map.accounts->accounts.begin(), map.accounts->accounts.end(),
                     [&identity](const Str& account) { return account.value == identity.account; });
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
    step.settled_by = export_of_aws_auth(environment);
  } else if (!environment.mode.empty() && (!entries_count || environment.supplied.access_entries)) {
    step.verdict = Verdict::refuted;
    step.evidence = {{map.meta.name.known() ? map.meta.name.span : map.meta.span, "no entry names it"}};
  } else {
    step.settled_by = export_of_access_entry(environment);
  }
}

/// Mode API: some access entry of the cluster is supplied, or none.
void decide_without_access_entry(const World& world, const Environment& environment, Step& step) {
  step.settled_by = export_of_access_entry(environment);
  for (const AccessEntry& entry : world.access_entries)
    if (entry.is_entry && entry.cluster_name.known() && entry.principal_arn.known() &&
        may_be_of_cluster(environment, entry.cluster_name, entry.arn)) {
      step.verdict = Verdict::refuted;
      step.evidence.push_back({entry.principal_arn.span, "an access entry, but for another principal"});
    }
}

/// The authenticator takes the node's name from a session that is named like an instance.
bool for_nodes(const IdentityMapping& entry) {
  static constexpr std::string_view kTemplate = "{{EC2PrivateDNSName}}";
  const auto holds = [](const Str& text) { return text.value.find(kTemplate) != std::string_view::npos; };
  return holds(entry.username) || std::any_of(entry.groups.begin(), entry.groups.end(), holds);
}

void decide_mapped(const World& world, const Environment& environment, Step& step) {
  const std::string_view mode = environment.mode;
  const KubernetesUser& user = *environment.kubernetes_user;
  if (user.entry != nullptr && for_nodes(*user.entry))
    return refute(step, "aws-auth-node-template",
                  {{user.span, "only a node's session has this name: the login fails"}});
  step.evidence = {{user.span, "mapped to user '" + user.username + "'"}};
  // Where access entries count, one for this principal would override an aws-auth entry.
  const bool settled = user.access_entry != nullptr ? !mode.empty() : mode == "CONFIG_MAP";
  if (settled)
    step.verdict = Verdict::proven;
  else if (mode.empty())
    step.settled_by = export_of_cluster(world, environment, "the authentication mode");
  else
    step.settled_by = export_of_access_entry(environment);
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

/// `rule` speaks of what lacks, unless it is only written under the wrong group.
void refute_missing(Step& step, const std::vector<BoundRole>& roles, const std::vector<RbacRight>& missing,
                    std::string_view rule) {
  step.verdict = Verdict::refuted;
  const bool wrong_group = std::all_of(missing.begin(), missing.end(), [&roles](const RbacRight& right) {
    return granted_in_wrong_group(roles, right);
  });
  step.refuted_by = wrong_group ? "wrong-api-group" : rule;
  for (const BoundRole& bound : roles)
    for (Evidence& obstacle : obstacles(*bound.role, missing)) step.evidence.push_back(std::move(obstacle));
}

bool all_known(const std::vector<BoundRole>& roles, const std::vector<RbacRight>& wanted) {
  return std::all_of(wanted.begin(), wanted.end(),
                     [&roles](const RbacRight& right) { return has_right(roles, right) == Truth::yes; });
}

/// A binding whose Role is not among the Roles of its namespace.
const BoundRole* dangling(const Environment& environment, const std::vector<BoundRole>& roles) {
  for (const BoundRole& bound : roles)
    if (bound.role == nullptr && !bound.disputed && bound.binding->role_kind.value == "Role" &&
        environment.supplied.roles)
      return &bound;
  return nullptr;
}

void decide_rights(const Environment& environment, const std::vector<BoundRole>& roles,
                   const std::vector<RbacRight>& wanted, std::string_view rule, Step& step) {
  if (const std::vector<RbacRight> missing = missing_rights(roles, wanted); !missing.empty())
    return refute_missing(step, roles, missing, rule);
  if (const BoundRole* bound = dangling(environment, roles); bound != nullptr && !all_known(roles, wanted))
    return refute(step, "dangling-reference",
                  {{bound->subject->span, "bound here"},
                   {bound->binding->role_name.span, "to a Role that is not in this namespace"}});
  step.verdict = all_known(roles, wanted) ? Verdict::proven : Verdict::unknown;
  for (const BoundRole& bound : roles) {
    step.evidence.push_back({bound.subject->span, "bound here"});
    if (step.verdict == Verdict::unknown && is_unknown(bound))
      step.settled_by = export_of_object(bound.binding->role_kind.value, bound.binding->role_name.value,
                                         bound.binding->role_kind.value == "Role" ? environment.ns : "");
  }
}

/// Jobs need more than pods do. Which of them tasks are depends on the version of Nextflow where neither
/// nextflowConfig nor celint.yaml says.
void decide_job_rights(const World& world, const Environment& environment, Step& step) {
  const std::vector<BoundRole>& roles = environment.head.bound;
  const std::vector<RbacRight> missing = missing_rights(roles, job_rights());
  const Truth jobs = runs_jobs(world, environment);
  if (missing.empty() || jobs == Truth::no) return;
  const bool certain =
      jobs == Truth::yes && (!world.settings.nextflow_version.empty() ||
                             environment.ce->nextflow.string("k8s.computeResourceType").known());
  step.evidence.clear();
  if (certain) return refute_missing(step, roles, missing, "job-permission-missing");
  step.verdict = Verdict::unknown;
  for (const BoundRole& bound : roles)
    for (Evidence& obstacle : obstacles(*bound.role, missing)) step.evidence.push_back(std::move(obstacle));
  step.settled_by =
      "whether tasks run as Jobs, Nextflow's default from 26.10 (celint.yaml: nextflow-version): nextflow "
      "-version";
}

/// Whom the platform identity becomes is not known: what would tell.
std::string mapping_settled_by(const World& world, const Environment& environment) {
  if (environment.platform == nullptr) return principal_settled_by(world, environment);
  const Step authenticate = authenticate_step(world, environment);
  if (authenticate.verdict == Verdict::unknown) return authenticate.settled_by;
  return "which Kubernetes user it becomes: kubectl auth whoami, with the credential's identity";
}

}  // namespace

Step authenticate_step(const World& world, const Environment& environment) {
  Step step{.id = StepId::authenticate};
  step.claim = "The platform identity is mapped into the cluster.";
  const std::string_view mode = environment.mode;
  if (environment.platform == nullptr) {
    step.settled_by = principal_settled_by(world, environment);
  } else if (environment.kubernetes_user) {
    decide_mapped(world, environment, step);
  } else if (created_cluster(environment)) {
    step.verdict = Verdict::proven;
    step.evidence = {{environment.binding->span, "celint.yaml names it as the cluster's creator"}};
  } else if (mode == "API") {
    decide_without_access_entry(world, environment, step);
  } else if (environment.aws_auth != nullptr) {
    decide_without_entry(environment, step);
  } else {
    step.settled_by = export_of_aws_auth(environment);
  }
  return step;
}

Step authorise_step(const World& world, const Environment& environment) {
  Step step{.id = StepId::authorise};
  const std::string where =
      environment.ns.empty() ? "the compute environment's namespace" : "namespace '" + environment.ns + "'";
  step.claim = "The Kubernetes user it becomes holds the verbs Platform needs in " + where + ".";
  if (!environment.kubernetes_user || !environment.kubernetes_user->known) {
    step.settled_by = mapping_settled_by(world, environment);
    return step;
  }
  const KubernetesUser& user = *environment.kubernetes_user;
  if (std::find(user.groups.begin(), user.groups.end(), "system:masters") != user.groups.end()) {
    step.verdict = Verdict::proven;
    step.evidence = {{user.span, "group system:masters bypasses RBAC"}};
    return step;
  }
  if (environment.ns.empty()) {
    step.settled_by = export_of_environment(environment, "the namespace");
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
    step.settled_by = "what the associated access policy grants in '" + environment.ns +
                      "': kubectl auth can-i --list -n " + environment.ns + " --as " + user.username;
  } else if (!environment.bound.empty()) {
    decide_rights(environment, environment.bound, platform_rights(environment), "platform-permission-missing",
                  step);
  } else if (environment.supplied.user_bindings) {
    const bool lost = user.entry != nullptr && user.entry->groups_lost;
    refute(step, lost ? "aws-auth-groups-lost" : "platform-identity-unbound",
           {{user.span, "no binding in '" + environment.ns + "' has this user or its groups"}});
  } else {
    step.settled_by = export_of_rbac(environment.ns);
  }
  return step;
}

Step head_account_step(const World& world, const Environment& environment) {
  Step step{.id = StepId::head_account};
  step.claim = "The head pod's " + title(environment.head) + " holds the verbs Nextflow needs.";
  if (environment.head.name.empty() || environment.ns.empty()) {
    step.settled_by = export_of_environment(environment, "the namespace and headServiceAccount");
    return step;
  }
  if (!environment.head.bound.empty()) {
    decide_rights(environment, environment.head.bound, head_rights(), "head-permission-missing", step);
    if (step.verdict == Verdict::proven) decide_job_rights(world, environment, step);
    if (const auto place = token_disabled(environment); place && step.verdict != Verdict::refuted)
      refute(step, "head-token-disabled",
             {{environment.head.field.span, "the head runs under this account"},
              {*place, "takes from it the token that Nextflow reads"}});
  } else if (environment.supplied.account_bindings) {
    refute(step, "head-permission-missing",
           {{environment.head.field.span, "no binding in '" + environment.ns + "' names this account"}});
  } else {
    step.settled_by = export_of_rbac(environment.ns);
  }
  return step;
}

}  // namespace celint
