// Published documents with known faults, written anew with invented accounts: which rules they must meet.
// Sources are named in each case.
#include <algorithm>
#include <catch2/catch.hpp>
#include <map>

#include "fixture.h"
#include "temp_folder.h"

using namespace celint;

namespace {

struct Golden {
  std::string source;
  std::map<std::string, std::string> files;
  Audience audience = Audience::everyone;
  std::vector<std::string> fires;   // each at least once, repeated names that often
  std::vector<std::string> silent;  // never
};

std::vector<std::string> fired(const Golden& golden) {
  TempFolder folder;
  for (const auto& [name, text] : golden.files) folder.write(name, text);
  std::vector<std::string> ids;
  const auto result = run(folder.path(), golden.audience);
  for (const Finding& finding : result->findings) ids.emplace_back(finding.rule->id);
  return ids;
}

const std::string kHead =
    "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: aws-auth\n  namespace: kube-system\n";
const std::string kNodes =
    "    - rolearn: arn:aws:iam::111122223333:role/example-nodes\n"
    "      username: system:node:{{EC2PrivateDNSName}}\n      groups:\n        - system:bootstrappers\n      "
    "  - system:nodes\n";
const std::string kUsers =
    "  mapUsers: |\n    - userarn: arn:aws:iam::111122223333:user/admin\n      username: admin\n      "
    "groups:\n        - system:masters\n";
const std::string kAccounts = "  mapAccounts: |\n    - 111122223333\n";

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

std::string compute_env(const std::string& more) {
  return R"({"discriminator": "eks-platform", "region": "eu-central-1", "clusterName": "example-nf", "namespace": "tower-nf",
"headServiceAccount": "tower-launcher-sa", "computeServiceAccount": "tower-launcher-sa", )" +
         more + "}";
}

const std::string kFusion =
    compute_env(R"("workDir": "s3://example-nf-work/work", "fusion2Enabled": true, "waveEnabled": true)");
const std::string kClaim = compute_env(
    R"("workDir": "/scratch", "storageClaimName": "tower-scratch", "storageMountPath": "/scratch")");

std::string account_and_binding(const std::string& role) {
  return "apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: tower-launcher-sa\n  namespace: "
         "tower-nf\n  annotations:\n"
         "    eks.amazonaws.com/role-arn: arn:aws:iam::111122223333:role/example-head\n---\n" +
         role +
         "---\napiVersion: rbac.authorization.k8s.io/v1\nkind: RoleBinding\nmetadata:\n  name: "
         "tower-launcher-rolebind\n  namespace: tower-nf\n"
         "roleRef:\n  apiGroup: rbac.authorization.k8s.io\n  kind: Role\n  name: tower-launcher-role\n"
         "subjects:\n  - kind: ServiceAccount\n    name: tower-launcher-sa\n";
}

std::string role(const std::string& rules) {
  return "apiVersion: rbac.authorization.k8s.io/v1\nkind: Role\nmetadata:\n  name: tower-launcher-role\n  "
         "namespace: tower-nf\nrules:\n" +
         rules;
}

const std::string kLauncher = role(
    "  - apiGroups: [\"\"]\n    resources: [\"pods\", \"pods/status\", \"pods/log\", \"pods/exec\", "
    "\"persistentvolumeclaims\", \"configmaps\"]\n"
    "    verbs: [\"get\", \"list\", \"watch\", \"create\", \"delete\"]\n"
    "  - apiGroups: [\"apps\"]\n    resources: [\"deployments\"]\n    verbs: [\"get\", \"list\", \"watch\", "
    "\"create\", \"delete\"]\n"
    "  - apiGroups: [\"batch\"]\n    resources: [\"jobs\", \"jobs/status\", \"jobs/log\"]\n    verbs: "
    "[\"get\", \"list\", \"watch\", \"create\", \"delete\"]\n");
const std::string kPodsAlone = role(
    "  - apiGroups: [\"\"]\n    resources: [\"pods\", \"pods/status\", \"pods/log\", \"pods/exec\"]\n    "
    "verbs: [\"get\", \"list\", \"watch\", \"create\", \"delete\"]\n");
const std::string kOldJobs = role(
    "  - apiGroups: [\"\"]\n    resources: [\"pods\", \"pods/status\", \"pods/log\", \"pods/exec\", "
    "\"jobs\", \"jobs/status\", \"jobs/log\"]\n"
    "    verbs: [\"get\", \"list\", \"watch\", \"create\", \"delete\"]\n");
const std::string kToken =
    "---\napiVersion: v1\nkind: Secret\nmetadata:\n  name: tower-launcher-token\n  annotations:\n"
    "    kubernetes.io/service-account.name: tower-launcher-sa\ntype: kubernetes.io/service-account-token\n";

std::vector<Golden> aws_auth_cases() {
  const std::string all = kHead + "data:\n  mapRoles: |\n" + kNodes;
  return {
      {"4: docs.seqera.io EKS page 23.3 to 24.2, mapUsers: the list in the column of its key",
       {{"a.yaml", kHead + "data:\n  mapUsers: |\n  - userarn: arn:aws:iam::111122223333:user/seqera\n    "
                           "username: tower-launcher-user\n"}},
       Audience::everyone,
       {"syntax-error"},
       {"aws-auth-unparsable"}},
      {"5: the same, the list indented, username deeper than userarn",
       {{"a.yaml", all + "  mapUsers: |\n    - userarn: arn:aws:iam::111122223333:user/seqera\n        "
                         "username: tower-launcher-user\n"}},
       Audience::everyone,
       {"aws-auth-unparsable"},
       {"syntax-error", "platform-identity-unmapped"}},
      {"36: EKS user guide, aws-auth-hybrid.yml",
       {{"a.yaml",
         kHead + "data:\n  mapRoles: |\n    - groups:\n    - system:bootstrappers\n    - system:nodes\n    "
                 "rolearn: <ARN of the role>\n    username: system:node:{{SessionName}}"}},
       Audience::everyone,
       {"aws-auth-unparsable"},
       {"syntax-error"}},
      {"37: aws-iam-authenticator missing-bar test",
       {{"a.yaml", replaced(all, "mapRoles: |", "mapRoles:") + kUsers + kAccounts}},
       Audience::everyone,
       {"aws-auth-not-read", "whole-account-mapped"},
       {"aws-auth-unparsable", "node-mapping-missing"}},
      {"38: crazy-case keys inside entries",
       {{"a.yaml", replaced(replaced(all, "rolearn", "rOlEaRn"), "groups", "gRoUpS") + kUsers + kAccounts}},
       Audience::everyone,
       {"whole-account-mapped"},
       {"aws-auth-field-ignored", "aws-auth-entry-dropped"}},
      {"38: crazy-case top keys",
       {{"a.yaml", replaced(all, "mapRoles", "MaPrOlEs") + replaced(kUsers, "mapUsers", "mApUsErS") +
                       replaced(kAccounts, "mapAccounts", "MaPrCcOuNtS")}},
       Audience::everyone,
       {"aws-auth-not-read", "aws-auth-not-read", "aws-auth-not-read"},
       {"node-mapping-missing"}},
      {"38: space out of place",
       {{"a.yaml", replaced(all, "        - system:nodes", "         - system:nodes") + kUsers + kAccounts}},
       Audience::everyone,
       {"aws-auth-groups-lost", "whole-account-mapped"},
       {"node-mapping-missing", "aws-auth-node-template"}},
      {"39: carl-sl-li/k8s_templates: a stray indent in an escaped string",
       {{"a.yaml",
         kHead + "data:\n  mapRoles: \"- rolearn: arn:aws:iam::111122223333:role/service-role/example\\n\\\n "
                 "   \\  username: build\\n\n    - rolearn: arn:aws:iam::111122223333:role/other\\n  "
                 "username: x\\n\"\n"}},
       Audience::everyone,
       {"aws-auth-unparsable"},
       {"aws-auth-role-path"}},
      {"40: AzgadAGZ/boletia-poc-cd: an AWS SSO path",
       {{"a.yaml", all + "    - rolearn: "
                         "arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/"
                         "AWSReservedSSO_Example_0123456789abcdef\n      username: devops:{{SessionName}}\n  "
                         "    groups:\n        - system:masters\n"}},
       Audience::audit,
       {"aws-auth-role-path", "cluster-admin-mapping"},
       {"caller-chosen-identity"}},
      {"41: tutorials with one colon too few",
       {{"a.yaml", all + "    - rolearn: arn:aws:iam:111122223333:role/example\n      username: example\n"}},
       Audience::everyone,
       {"aws-auth-bad-arn"},
       {"malformed-arn"}},
      {"42: gregbkr/myapp-eks: a role under mapUsers",
       {{"a.yaml", all + "  mapUsers: |\n    - userarn: arn:aws:iam::111122223333:role/example-build\n      "
                         "username: codebuild\n      groups:\n        - system:masters\n"}},
       Audience::audit,
       {"aws-auth-misplaced-principal", "cluster-admin-mapping"},
       {"aws-auth-bad-arn"}},
      {"42: Leradicator/k8s-config: a user under mapRoles, as a node",
       {{"a.yaml", replaced(all, "role/example-nodes", "user/Administrator")}},
       Audience::everyone,
       {"aws-auth-misplaced-principal", "aws-auth-node-template"},
       {"aws-auth-bad-arn"}},
      {"42: JayLangfordGitHub/FYPFrontend: root, and no node",
       {{"a.yaml",
         kHead +
             "data:\n  mapRoles: |\n    []\n  mapUsers: |\n    - userarn: arn:aws:iam::111122223333:root\n   "
             "   username: admin\n      groups:\n        - system:masters"}},
       Audience::audit,
       {"aws-auth-misplaced-principal", "node-mapping-missing", "cluster-admin-mapping"},
       {"aws-auth-bad-arn"}},
      {"44: blog posts with access entries in the group system:masters",
       {{"e.json",
         R"({"clusterName": "example-nf", "principalArn": "arn:aws:iam::111122223333:role/example", "kubernetesGroups": ["system:masters"]})"}},
       Audience::everyone,
       {"access-entry-rejected"},
       {}},
  };
}

std::vector<Golden> rbac_cases() {
  const std::string pod = compute_env(
      R"("workDir": "s3://example-nf-work/work", "fusion2Enabled": true, "waveEnabled": true, "nextflowConfig": "k8s.computeResourceType = 'Pod'")");
  return {
      {"11: Fusion guide aws-eks, Role and binding",
       {{"ce.json", kFusion}, {"r.yaml", account_and_binding(kPodsAlone)}},
       Audience::everyone,
       {"job-permission-missing"},
       {"head-permission-missing"}},
      {"11: with computeResourceType Pod",
       {{"ce.json", pod}, {"r.yaml", account_and_binding(kPodsAlone)}},
       Audience::everyone,
       {},
       {"job-permission-missing", "head-permission-missing"}},
      {"22: nf-tower-k8s config-rbac.yaml",
       {{"ce.json", kFusion}, {"r.yaml", account_and_binding(kOldJobs)}},
       Audience::everyone,
       {"wrong-api-group", "wrong-api-group"},
       {"job-permission-missing"}},
      {"23: tower-launcher.yml, pedantic",
       {{"ce.json", kFusion}, {"r.yaml", account_and_binding(kLauncher)}},
       Audience::pedantic,
       {"inert-rbac-rule"},
       {"unneeded-exec", "head-permission-missing", "job-permission-missing"}},
      {"23: tower-launcher.yml, audit",
       {{"ce.json", kFusion}, {"r.yaml", account_and_binding(kLauncher)}},
       Audience::audit,
       {"inert-rbac-rule", "unneeded-exec", "unneeded-exec"},
       {}},
      {"23: tower-launcher.yml, default",
       {{"ce.json", kFusion}, {"r.yaml", account_and_binding(kLauncher)}},
       Audience::everyone,
       {},
       {"inert-rbac-rule", "unneeded-exec", "wildcard-rbac-rule", "secrets-readable", "wrong-api-group"}},
      {"25: k8s page, Cloud edition, a token Secret",
       {{"ce.json", kClaim}, {"r.yaml", account_and_binding(kLauncher) + kToken}},
       Audience::everyone,
       {"static-account-token"},
       {}},
      {"25: with a k8s-platform CE",
       {{"ce.json", kClaim},
        {"k8s.json", R"({"config": {"discriminator": "k8s-platform", "server": "https://example.org"}})"},
        {"r.yaml", account_and_binding(kLauncher) + kToken}},
       Audience::everyone,
       {},
       {"static-account-token"}},
  };
}

void hold(const Golden& golden) {
  INFO(golden.source);
  std::vector<std::string> ids = fired(golden);
  std::string all;
  for (const std::string& id : ids) all += id + " ";
  INFO(all);
  for (const std::string& id : golden.silent) CHECK(std::count(ids.begin(), ids.end(), id) == 0);
  for (const std::string& id : golden.fires) {
    const auto at = std::find(ids.begin(), ids.end(), id);
    INFO(id);
    CHECK(at != ids.end());
    if (at != ids.end()) ids.erase(at);
  }
}

}  // namespace

TEST_CASE("published aws-auth texts and access entries meet their rules") {
  for (const Golden& golden : aws_auth_cases()) hold(golden);
}

TEST_CASE("published Roles, bindings and Secrets meet their rules") {
  for (const Golden& golden : rbac_cases()) hold(golden);
}

TEST_CASE("terraform-seqera-aws, aws-auth part: cluster admin, with and without the credential") {
  const std::string map = kHead + "data:\n  mapRoles: |\n" + kNodes +
                          "    - rolearn: arn:aws:iam::111122223333:role/seqera-platform\n      username: "
                          "seqera\n      groups:\n        - system:masters\n";
  const std::string credential =
      R"({"credentials": {"name": "example", "provider": "aws", "keys": {"discriminator": "aws", "mode": "role", "assumeRoleArn": "arn:aws:iam::111122223333:role/seqera-platform", "externalId": "example"}}})";
  hold({"30: joined",
        {{"ce.json", kFusion}, {"c.json", credential}, {"a.yaml", map}},
        Audience::audit,
        {"platform-cluster-admin"},
        {"cluster-admin-mapping"}});
  hold({"30: alone",
        {{"ce.json", kFusion}, {"a.yaml", map}},
        Audience::audit,
        {"cluster-admin-mapping"},
        {"platform-cluster-admin"}});
}
