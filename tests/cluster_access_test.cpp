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

}  // namespace

namespace {

/// A line of the truth table: how the platform identity is mapped, and whether the user that it becomes holds
/// the launcher Role as published, and once its group is a subject too.
struct Line {
  std::string what;
  bool user = false;  ///< An IAM user's keys instead of an assumed role.
  std::string map;    ///< Entries of aws-auth; empty: an access entry.
  json entry;
  bool bound = false;
  bool bound_with_group = true;
  bool inert_group = false;  ///< A group that is named and bound nowhere, beside a user that is bound.
};

const std::vector<Line> kTruthTable{
    {"docs mapUsers",
     true,
     "  mapUsers: |\n    - userarn: arn:aws:iam::111122223333:user/seqera\n"
     "      username: tower-launcher-user\n      groups:\n        - tower-launcher-role\n",
     {},
     true,
     true,
     true},
    {"docs mapRoles", false, role_entry("tower-launcher-role", "tower-launcher-role"), {}},
    {"mapRoles, the bound username", false, role_entry("tower-launcher-user"), {}, true},
    {"access entry, default username", false, "", {{"kubernetesGroups", {"tower-launcher-role"}}}},
    {"access entry, the bound username", false, "", {{"username", "tower-launcher-user"}}, true},
    {"letter case counts", false, role_entry("Tower-Launcher-User"), {}, false, false},
};

/// What the run says of the step, and whether the rule of an unbound identity speaks.
void check_authorised(const Set& set, bool bound) {
  const auto result = run(set.folder.path(), Audience::pedantic);
  REQUIRE(result->world.environments.size() == 1);
  const Step& step = result->world.environments.front().step(StepId::authorise);
  CHECK(step.verdict == (bound ? Verdict::proven : Verdict::refuted));
  CHECK(set.fires("platform-identity-unbound") == !bound);
}

}  // namespace

TEST_CASE("the published snippets against the published Role: each line of the truth table") {
  for (const Line& line : kTruthTable) {
    INFO(line.what);
    Set set(line.user);
    if (line.map.empty()) {
      set.cluster("API");
      set.entry(line.entry);
    } else {
      set.folder.write("aws-auth.yaml", aws_auth(line.map));
    }
    set.folder.write("rbac.yaml", launcher());
    check_authorised(set, line.bound);
    CHECK(set.fires("group-bound-nowhere", Audience::pedantic) == line.inert_group);
    set.folder.write("rbac.yaml", launcher("  - kind: Group\n    name: tower-launcher-role\n"));
    check_authorised(set, line.bound_with_group);
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
    // An entry that loses its username still gives its groups: a warning. All other losses are errors.
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
