// Who a caller becomes in the cluster: the truth table of the published snippets, faults that hide each
// other, and the answers of the authenticator's own parser.
#include <algorithm>
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "fixture.h"
#include "temp_folder.h"

using namespace celint;
using nlohmann::json;

namespace {

const std::string kNodes =
    "    - rolearn: arn:aws:iam::111122223333:role/example-nodes\n"
    "      username: system:node:{{EC2PrivateDNSName}}\n"
    "      groups: [system:bootstrappers, system:nodes]\n";

std::string aws_auth(const std::string& roles, const std::string& rest = "") {
  return "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: aws-auth\n  namespace: kube-system\ndata:\n  "
         "mapRoles: |\n" +
         kNodes + roles + rest;
}

std::string role_entry(const std::string& username, const std::string& groups = "",
                       const std::string& name = "seqera-platform") {
  return "    - rolearn: arn:aws:iam::111122223333:role/" + name + "\n      username: " + username + "\n" +
         (groups.empty() ? "" : "      groups:\n        - " + groups + "\n");
}

/// The published launcher manifest's subjects and Role; `more` goes below the subjects of the user binding.
std::string launcher(const std::string& more = "") {
  return "apiVersion: rbac.authorization.k8s.io/v1\nkind: Role\n"
         "metadata: {name: tower-launcher-role, namespace: tower-nf}\nrules:\n"
         "  - apiGroups: [\"\"]\n"
         "    resources: [pods, pods/status, pods/log, pods/exec, persistentvolumeclaims, configmaps]\n"
         "    verbs: [get, list, watch, create, delete]\n"
         "  - apiGroups: [apps]\n    resources: [deployments]\n    verbs: [get, list, watch, create, "
         "delete]\n"
         "  - apiGroups: [batch]\n    resources: [jobs, jobs/status, jobs/log]\n"
         "    verbs: [get, list, watch, create, delete]\n"
         "---\napiVersion: rbac.authorization.k8s.io/v1\nkind: RoleBinding\n"
         "metadata: {name: tower-launcher-userbind, namespace: tower-nf}\n"
         "roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: tower-launcher-role}\n"
         "subjects:\n  - kind: User\n    name: tower-launcher-user\n" +
         more;
}

/// A compute environment on a claim whose credential assumes `seqera-platform`, unless a user's keys are
/// used.
struct Set {
  TempFolder folder;

  explicit Set(bool user = false) {
    folder.write("compute-env.json", json{{"discriminator", "eks-platform"},
                                          {"region", "eu-central-1"},
                                          {"clusterName", "example-nf"},
                                          {"namespace", "tower-nf"},
                                          {"headServiceAccount", "tower-launcher-sa"},
                                          {"computeServiceAccount", "nf-compute-sa"},
                                          {"workDir", "/scratch/work"},
                                          {"storageClaimName", "tower-scratch"},
                                          {"storageMountPath", "/scratch"},
                                          {"fusion2Enabled", false},
                                          {"waveEnabled", false}}
                                         .dump());
    json keys{{"discriminator", "aws"}, {"mode", user ? "keys" : "role"}};
    if (!user) keys["assumeRoleArn"] = "arn:aws:iam::111122223333:role/seqera-platform";
    if (!user) keys["externalId"] = "example-external-id";
    if (user) keys["accessKey"] = "********";
    folder.write("credential.json",
                 json{{"credentials", {{"name", "example"}, {"provider", "aws"}, {"keys", keys}}}}.dump());
    if (user)
      folder.write("celint.yaml",
                   "environments:\n  - compute-env: compute-env.json\n"
                   "    platform-identity: arn:aws:iam::111122223333:user/seqera\n");
  }

  void cluster(const std::string& mode) {
    folder.write("cluster.json", json{{"cluster",
                                       {{"name", "example-nf"},
                                        {"arn", "arn:aws:eks:eu-central-1:111122223333:cluster/example-nf"},
                                        {"status", "ACTIVE"},
                                        {"accessConfig", {{"authenticationMode", mode}}}}}}
                                     .dump());
  }

  void entry(json more) {
    more["clusterName"] = "example-nf";
    more["principalArn"] = "arn:aws:iam::111122223333:role/seqera-platform";
    folder.write("entry.json", more.dump());
  }

  std::vector<std::string> fired(Audience audience = Audience::everyone) const {
    std::vector<std::string> ids;
    const auto result = run(folder.path(), audience);
    for (const Finding& finding : result->findings) ids.emplace_back(finding.rule->id);
    std::sort(ids.begin(), ids.end());
    return ids;
  }

  bool fires(std::string_view id, Audience audience = Audience::everyone) const {
    const auto ids = fired(audience);
    return std::find(ids.begin(), ids.end(), id) != ids.end();
  }
};

const std::string kGroup = "  - kind: Group\n    name: tower-launcher-role\n";

}  // namespace

TEST_CASE("docs mapUsers: bound by its user name, the group does nothing") {
  Set set(true);
  set.folder.write(
      "aws-auth.yaml",
      aws_auth("",
               "  mapUsers: |\n    - userarn: arn:aws:iam::111122223333:user/seqera\n"
               "      username: tower-launcher-user\n      groups:\n        - tower-launcher-role\n"));
  set.folder.write("rbac.yaml", launcher());
  CHECK_FALSE(set.fires("platform-identity-unbound"));
  CHECK(set.fires("group-bound-nowhere", Audience::pedantic));
}

TEST_CASE("docs mapRoles: the user and the group are named like the Role, and bound nowhere") {
  Set set;
  set.folder.write("aws-auth.yaml", aws_auth(role_entry("tower-launcher-role", "tower-launcher-role")));
  set.folder.write("rbac.yaml", launcher());
  CHECK(set.fires("platform-identity-unbound"));
  CHECK_FALSE(set.fires("group-bound-nowhere", Audience::pedantic));
  SECTION("either way out repairs it: the username") {
    set.folder.write("aws-auth.yaml", aws_auth(role_entry("tower-launcher-user")));
    CHECK_FALSE(set.fires("platform-identity-unbound"));
  }
  SECTION("either way out repairs it: the group as a subject") {
    set.folder.write("rbac.yaml", launcher(kGroup));
    CHECK_FALSE(set.fires("platform-identity-unbound"));
  }
  SECTION("letter case counts") {
    set.folder.write("aws-auth.yaml", aws_auth(role_entry("Tower-Launcher-User")));
    CHECK(set.fires("platform-identity-unbound"));
  }
}

TEST_CASE("access entries: the default username is bound nowhere, a bound one is") {
  Set set;
  set.cluster("API");
  set.folder.write("rbac.yaml", launcher());
  set.entry({{"kubernetesGroups", {"tower-launcher-role"}}});
  CHECK(set.fires("platform-identity-unbound"));
  SECTION("with the username") {
    set.entry({{"username", "tower-launcher-user"}});
    CHECK_FALSE(set.fires("platform-identity-unbound"));
  }
  SECTION("with the group bound") {
    set.folder.write("rbac.yaml", launcher(kGroup));
    CHECK_FALSE(set.fires("platform-identity-unbound"));
  }
}

TEST_CASE("a fault with a rule of its own keeps the identity from being called unmapped") {
  Set set;
  set.cluster("CONFIG_MAP");
  const std::string entry = role_entry("tower-launcher-user");
  struct Case {
    std::string map;
    std::string rule;
  };
  const std::vector<Case> cases{
      {aws_auth(role_entry("tower-launcher-user", "", "team/seqera-platform")), "aws-auth-role-path"},
      {aws_auth("    - userarn: arn:aws:iam::111122223333:role/seqera-platform\n      username: u\n"),
       "aws-auth-entry-dropped"},
      {aws_auth("    - rolearn: arn:aws:iam:111122223333:role/seqera-platform\n      username: u\n"),
       "aws-auth-bad-arn"},
      {aws_auth("    - rolearn: a\n        username: u\n"), "aws-auth-unparsable"},
      {aws_auth("    ---\n" + entry), "aws-auth-entry-dropped"}};
  for (const Case& item : cases) {
    INFO(item.map);
    set.folder.write("aws-auth.yaml", item.map);
    CHECK(set.fired() == std::vector<std::string>{item.rule});
  }
  set.folder.write("aws-auth.yaml", aws_auth(""));
  CHECK(set.fired() == std::vector<std::string>{"platform-identity-unmapped"});
}

TEST_CASE("a whole account that is mapped maps its identities") {
  Set set;
  set.cluster("CONFIG_MAP");
  set.folder.write("aws-auth.yaml", aws_auth("", "  mapAccounts: |\n    - \"111122223333\"\n"));
  CHECK(set.fired() == std::vector<std::string>{"whole-account-mapped"});
}

TEST_CASE("with a work directory on a claim the launcher Role's pods/exec is needed") {
  Set set(true);
  set.folder.write("aws-auth.yaml",
                   aws_auth("",
                            "  mapUsers: |\n    - userarn: arn:aws:iam::111122223333:user/seqera\n"
                            "      username: tower-launcher-user\n"));
  set.folder.write("rbac.yaml", launcher());
  CHECK_FALSE(set.fires("unneeded-exec", Audience::audit));
  CHECK(set.fires("inert-rbac-rule", Audience::audit));
}

TEST_CASE("what another program fills in is never called lost") {
  Set set;
  for (const std::string& map : {aws_auth("    {{ .Values.roles }}\n"), aws_auth("    - ${ROLES}\n"),
                                 aws_auth("", "  mapUsers: |\n    ${USERS}\n")}) {
    INFO(map);
    set.folder.write("aws-auth.yaml", map);
    for (const std::string& id : set.fired()) CHECK(id.find("aws-auth") == std::string::npos);
    CHECK_FALSE(set.fires("platform-identity-unlisted"));
  }
}

TEST_CASE("every safe edit of aws-auth maps what was meant") {
  int edits = 0;
  for (const Rule& rule : all_rules()) {
    if (!rule.id.starts_with("aws-auth-")) continue;
    for (const auto& folder : folders(repository() / "fixtures" / rule.id)) {
      const auto before = run(folder);
      for (const Finding& finding : before->findings) {
        if (finding.fix != FixKind::safe || finding.rule->id != rule.id) continue;
        INFO(folder.string() << " " << finding.message);
        std::string text = before->sources[finding.span.source].text;
        std::vector<Edit> reversed = finding.edits;
        std::sort(reversed.begin(), reversed.end(),
                  [](const Edit& a, const Edit& b) { return a.span.begin > b.span.begin; });
        for (const Edit& edit : reversed)
          text.replace(edit.span.begin, edit.span.end - edit.span.begin, edit.text);
        TempFolder repaired;
        repaired.write("aws-auth.yaml", text);
        const auto after = run(repaired.path());
        std::size_t left = 0;
        for (const Finding& other : after->findings) left += other.rule->id == rule.id ? 1 : 0;
        std::size_t had = 0;
        for (const Finding& other : before->findings) had += other.rule->id == rule.id ? 1 : 0;
        CHECK(left + 1 == had);
        ++edits;
      }
    }
  }
  CHECK(edits >= 10);
}

TEST_CASE("input that the authenticator reports is reported, and input that it takes has no error of loss") {
  if (corpus().empty()) {
    WARN("CELINT_CORPUS is unset: skipped");
    return;
  }
  const json cases = json::parse(read_file(corpus() / "aws-auth-oracle/cases.json"));
  int broken = 0;
  for (const json& item : cases) {
    INFO(item["dataKey"] << " " << item["name"]);
    TempFolder folder;
    folder.write("aws-auth.json", json{{"apiVersion", "v1"},
                                       {"kind", "ConfigMap"},
                                       {"metadata", {{"name", "aws-auth"}, {"namespace", "kube-system"}}},
                                       {"data", {{item["dataKey"], item["input"]}}}}
                                      .dump(1));
    const auto result = run(folder.path());
    const auto loses = [](const Finding& finding) {
      const std::string_view id = finding.rule->id;
      return id == "aws-auth-unparsable" || id == "aws-auth-entry-dropped" || id == "aws-auth-groups-lost" ||
             id == "aws-auth-username-empty";
    };
    const bool reported = std::any_of(result->findings.begin(), result->findings.end(), loses);
    if (item.contains("error")) {
      ++broken;
      CHECK(reported);
    }
    const bool unparsable =
        std::any_of(result->findings.begin(), result->findings.end(),
                    [](const Finding& finding) { return finding.rule->id == "aws-auth-unparsable"; });
    const std::string error = item.value("error", "");
    CHECK(unparsable == (error.find("[yaml: ") != std::string::npos &&
                         error.find("unmarshal errors") == std::string::npos));
  }
  CHECK(broken > 10);
}
