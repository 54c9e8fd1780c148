#include "link/exports.h"

#include <algorithm>

#include "read/letters.h"

namespace celint {
namespace {

std::string cluster_name(const Environment& environment) {
  const StrField& name = environment.ce->cluster_name;
  return name.known() ? std::string(name.value) : "NAME";
}

std::string in_namespace(std::string_view ns) {
  return ns.empty() ? std::string() : " -n " + std::string(ns);
}

}  // namespace

std::string export_of_environment(const Environment& environment, std::string_view field) {
  const StrField& name = environment.ce->name;
  return std::string(field) + " of the compute environment: tw compute-envs export --name " +
         (name.known() ? std::string(name.value) : "NAME");
}

std::string export_of_credential(const World& world) {
  if (world.credentials.size() < 2)
    return "the credential of the compute environment: GET /credentials/{id} of the Platform API, secrets "
           "left "
           "out";
  return "which of the " + std::to_string(world.credentials.size()) +
         " credentials it uses (celint.yaml: environments, compute-env and credentials): GET "
         "/compute-envs/{id} of the Platform API";
}

std::string export_of_cluster(const World& world, const Environment& environment, std::string_view what) {
  const auto is_named = [&](const Cluster& cluster) {
    return cluster.name.known() && cluster.name.value == environment.ce->cluster_name.value;
  };
  const auto named = std::count_if(world.clusters.begin(), world.clusters.end(), is_named);
  std::string text(what);
  if (environment.cluster == nullptr && named > 1)
    text = "which of the " + std::to_string(named) +
           " clusters of its name it is (celint.yaml: environments, "
           "compute-env and cluster)";
  return text + ": aws eks describe-cluster --name " + cluster_name(environment);
}

std::string export_of_trust(const Identity& role) {
  const bool differ = role.trust == nullptr && !role.trusts.empty();
  return (differ ? "which of the " + std::to_string(role.trusts.size()) + " trust policies is in force for "
                 : std::string("the trust policy of ")) +
         title(role) + ": aws iam get-role --role-name " + role.name;
}

std::string export_of_policies(const Identity& identity) {
  const bool user = identity.type == Identity::Type::user;
  return (identity.rivals.empty() ? "the policies of "
                                  : "which of the inputs that differ holds the policies of ") +
         title(identity) + ": aws iam get-account-authorization-details --filter " +
         (user ? "User Group" : "Role") + " LocalManagedPolicy";
}

void await_trust(Step& step, const Identity& role) {
  step.verdict = Verdict::unknown;
  step.settled_by = export_of_trust(role);
  for (const Policy* trust : role.trusts)
    step.evidence.push_back({trust->list_span, "one of the trust policies that differ"});
}

void await_policies(Step& step, const Identity& identity) {
  step.verdict = Verdict::unknown;
  step.settled_by = export_of_policies(identity);
  for (const Span& place : identity.rivals)
    step.evidence.push_back({place, "this and another input differ in what it has"});
}

std::string export_of_object(std::string_view kind, std::string_view name, std::string_view ns) {
  return "the " + std::string(kind) + ": kubectl get " + lowered(kind) + " " + std::string(name) +
         in_namespace(ns) + " -o yaml";
}

std::string export_of_rbac(std::string_view ns) {
  return "the RBAC of its namespace: kubectl get roles,rolebindings" + in_namespace(ns) + " -o yaml";
}

std::string export_of_aws_auth(const Environment& environment) {
  const std::string command = "kubectl get configmap aws-auth -n kube-system -o yaml";
  if (environment.rival_aws_auths == 0) return "aws-auth: " + command;
  const std::string folder = "clusters/" + cluster_name(environment) + "/";
  return "which of the " + std::to_string(environment.rival_aws_auths) +
         " aws-auth ConfigMaps is its cluster's (the folder " + folder + " says it): " + command + " > " +
         folder + "aws-auth.yaml";
}

std::string export_of_access_entry(const Environment& environment) {
  return "its access entry: aws eks describe-access-entry --cluster-name " + cluster_name(environment) +
         " --principal-arn " + environment.platform->arn;
}

std::string export_of_association(const Environment& environment, const PodAccount& account) {
  return "its association: aws eks list-pod-identity-associations --cluster-name " +
         cluster_name(environment) + " --namespace " + account.ns;
}

}  // namespace celint
