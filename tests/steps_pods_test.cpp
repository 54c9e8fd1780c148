// The steps of pods and their rights: which part of a role, an ARN or a trust policy refutes them, and what
// is not settled and so refutes nothing.
#include "decided_step.h"

using namespace celint;

TEST_CASE("steps: a missing verb is pointed at in the rule that should carry it") {
  const char* file = "kubernetes/cluster.yaml";
  const std::string at = std::string(file) + ": ";
  const auto head = [file](const std::string& from, const std::string& to) {
    return Decided(StepId::head_account, {{file, from, to}});
  };
  const Decided verb =
      head("\"create\", \"delete\"]\n  - apiGroups: [\"batch\"]", "\"delete\"]\n  - apiGroups: [\"batch\"]");
  CHECK(verb.step->verdict == Verdict::refuted);
  CHECK(verb.at() == Places{at + "\"get\", \"list\", \"watch\", \"delete\""});
  CHECK(verb.step->evidence[0].message == "this rule lacks create pods");
  const Decided subresource = head("\"pods/status\", ", "");
  CHECK(subresource.at() == Places{at + "\"pods\", \"pods/log\", \"configmaps\""});
  CHECK(subresource.step->evidence[0].message == "this rule lacks get pods/status");
  const Decided group = head("apiGroups: [\"\"]", "apiGroups: [\"apps\"]");
  CHECK(group.step->refuted_by == "wrong-api-group");
  CHECK(group.at() == Places{at + "\"apps\""});
  const Decided names = head("[\"\"]\n    resources", "[\"\"]\n    resourceNames: [nf]\n    resources");
  CHECK(names.at() == Places{at + "nf"});
  const Decided two = head(
      "resources: [\"pods\", \"pods/status\", \"pods/log\", \"configmaps\"]\n    verbs: [\"get\", \"list\", "
      "\"watch\", \"create\", \"delete\"]",
      "resources: [pods]\n    verbs: [create]\n  - apiGroups: [\"\"]\n    resources: [pods/log]\n    verbs: "
      "[list]");
  CHECK(two.at() == Places{at + "pods", at + "create", at + "list"});
  CHECK(two.step->evidence[1].message == "this rule lacks delete pods");
  const Decided none =
      head("resources: [\"pods\", \"pods/status\", \"pods/log\", \"configmaps\"]", "resources: [events]");
  CHECK(none.at() == Places{at + "- apiGroups: [\"\"]"});
  CHECK(none.step->evidence[0].message.starts_with("no rule of this role grants create pods, delete pods"));
}

TEST_CASE("steps: a role's ARN without the path that the role has names nobody") {
  const auto entity = [](const std::string& name) {
    return "{\"Role\": {\"RoleName\": \"" + name + "\", \"Arn\": \"arn:aws:iam::111122223333:role/nf/" +
           name + "\"}}";
  };
  const Decided credential(StepId::credentials, {{"a.json", "", entity("seqera-platform")}});
  CHECK(credential.step->refuted_by == "role-path-dropped");
  CHECK(credential.at() ==
        Places{"a.json: \"arn:aws:iam::111122223333:role/nf/seqera-platform\"",
               "seqera/credential.json: \"arn:aws:iam::111122223333:role/seqera-platform\""});
  CHECK(credential.finds("role-path-dropped"));
  const Decided association(StepId::head_role, {{"a.json", "", entity("example-nf-head")}},
                            "healthy-pod-identity");
  CHECK(association.step->refuted_by == "role-path-dropped");
  CHECK(association.finds("role-path-dropped"));
}

TEST_CASE("steps: what is not settled about a pod's token does not refute its trust") {
  const std::string file = "roles/example-nf-head/trust.json";
  const std::string trust = read_file(repository() / "fixtures/environments/healthy" / file);
  const std::string id = "/id/EXAMPLED539D4633E53DE1B71EXAMPLE";
  const auto all = [&](std::string from, const std::string& to) {
    std::string text = trust;
    for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
      text.replace(at, from.size(), to);
    return std::vector<Edited>{{file, "", ""}, {"roles/example-nf-head/t.json", "", text}};
  };
  const Decided dual(StepId::head_trust,
                     all("oidc.eks.eu-central-1.amazonaws.com" + id, "oidc-eks.eu-central-1.api.aws" + id));
  CHECK(dual.step->verdict == Verdict::unknown);
  const Decided variable(StepId::head_trust, all("oidc.eks.eu-central-1.amazonaws.com" + id, "${OIDC}"));
  CHECK(variable.step->verdict == Verdict::unknown);
  CHECK(variable.step->settled_by ==
        "the trust policy of role 'example-nf-head': aws iam get-role --role-name example-nf-head");
  const Decided keys(StepId::head_trust,
                     all("\"oidc.eks.eu-central-1.amazonaws.com" + id + ":", "\"${OIDC}:"));
  CHECK(keys.step->verdict == Verdict::unknown);
  CHECK_FALSE(keys.finds("subject-unchecked"));
  const Decided letters(StepId::head_trust, {{file, "\"StringEquals\"", "\"StringEqualsIgnoreCase\""},
                                             {file, "system:serviceaccount", "SYSTEM:SERVICEACCOUNT"}});
  CHECK(letters.step->verdict == Verdict::proven);
  CHECK_FALSE(letters.finds("subject-malformed"));
  const Decided audience(
      StepId::head_trust,
      {{"kubernetes/cluster.yaml", "annotations:", "annotations:\n    eks.amazonaws.com/audience: ${AUD}"}});
  CHECK(audience.step->verdict == Verdict::unknown);
}

TEST_CASE("steps: whether tasks are Jobs decides which verbs the head needs") {
  const char* file = "kubernetes/cluster.yaml";
  const Edited no_jobs{file, "\"jobs\", \"jobs/status\"]", "\"cronjobs\"]"};
  const Edited plain{"seqera/compute-env.json", "\"labels\"", "\"description\": null, \"labels\""};
  const auto version = [](const std::string& text) {
    return Edited{"celint.yaml", "principals:", "nextflow-version: " + text + "\nprincipals:"};
  };
  CHECK(Decided(StepId::head_account, {plain}).step->verdict == Verdict::proven);
  const Decided open(StepId::head_account, {no_jobs});
  CHECK(open.step->verdict == Verdict::unknown);
  CHECK(open.step->settled_by.ends_with(": nextflow -version"));
  CHECK(Decided(StepId::head_account, {no_jobs, version("25.10.0")}).step->verdict == Verdict::proven);
  const Decided newer(StepId::head_account, {no_jobs, version("26.10.1")});
  CHECK(newer.step->refuted_by == "job-permission-missing");
  CHECK(newer.at() == Places{std::string(file) + ": - apiGroups: [\"\"]"});
}

TEST_CASE("steps: a region that is none, and a cluster that its endpoint places elsewhere") {
  const Decided zone(StepId::region, {{"seqera/compute-env.json", "eu-central-1", "eu-central-1a"}});
  CHECK(zone.step->refuted_by == "malformed-region");
  const Decided endpoint(StepId::region,
                         {{"aws/describe-cluster.json", "\"arn\"", "\"id\""},
                          {"aws/describe-cluster.json", "eu-central-1.eks", "eu-west-1.eks"}});
  CHECK(endpoint.step->refuted_by == "cluster-region-mismatch");
  CHECK(endpoint.finds("cluster-region-mismatch"));
}

TEST_CASE("steps: a Deny of the user's counts though the trust names the user") {
  const char* file = "iam/user-policy.json";
  const Decided denied(StepId::credentials, {{file, "\"Allow\"", "\"Deny\""}});
  CHECK(denied.step->refuted_by == "deny-blocks-launch");
  CHECK(denied.finds("deny-blocks-launch"));
  CHECK(denied.at() ==
        Places{"iam/platform-trust.json: \"sts:AssumeRole\"", std::string(file) + ": \"sts:AssumeRole\""});
  const Decided perhaps(StepId::credentials, {{file, "\"Allow\"", "\"Deny\""},
                                              {file, "\"StringEquals\": {\n          \"sts:ExternalId\"",
                                               "\"StringEquals\": {\n          \"aws:PrincipalOrgID\""}});
  CHECK(perhaps.step->verdict == Verdict::unknown);
}

TEST_CASE("steps: what is certain without the other side's document refutes") {
  const Decided across(StepId::credentials,
                       {{"iam/platform-trust.json", "", ""},
                        {"iam/user-policy.json", "sts:AssumeRole\"", "sts:GetSessionToken\""}},
                       "healthy-foreign-user");
  CHECK(across.step->refuted_by == "assume-role-missing");
  CHECK(across.finds("assume-role-missing"));
  const Decided here(StepId::credentials,
                     {{"iam/platform-trust.json", "", ""},
                      {"iam/user-policy.json", "sts:AssumeRole\"", "sts:GetSessionToken\""}});
  CHECK(here.step->verdict == Verdict::unknown);
  const Decided gone(StepId::describe, {{"aws/describe-cluster.json", "ACTIVE", "DELETING"},
                                        {"seqera/credential.json", "", ""}});
  CHECK(gone.step->refuted_by == "cluster-not-active");
  std::string trust =
      read_file(repository() / "fixtures/environments/healthy/roles/example-nf-head/trust.json");
  for (std::size_t at = trust.find("eu-central-1"); at != std::string::npos; at = trust.find("eu-central-1"))
    trust.replace(at, 12, "eu-west-1");
  const Decided region(StepId::head_trust, {{"aws/describe-cluster.json", "", ""},
                                            {"roles/example-nf-head/trust.json", "", ""},
                                            {"roles/example-nf-head/t.json", "", trust}});
  CHECK(region.step->refuted_by == "oidc-provider-mismatch");
  CHECK(region.finds("oidc-provider-mismatch"));
}

TEST_CASE("steps: the region of a request is known, whether a role's session shows MFA is not") {
  const auto policy = [](const std::string& condition) {
    return std::vector<Edited>{
        {"roles/example-nf-head/deny.json", "",
         "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Deny\", \"Action\": \"*\", "
         "\"Resource\": \"*\", \"Condition\": {" +
             condition + "}}]}"}};
  };
  const auto verdict = [&](const std::string& condition) {
    return Decided(StepId::head_storage, policy(condition)).step->verdict;
  };
  CHECK(verdict("\"StringNotEquals\": {\"aws:RequestedRegion\": \"eu-central-1\"}") == Verdict::proven);
  CHECK(verdict("\"StringNotEquals\": {\"aws:RequestedRegion\": \"eu-west-1\"}") == Verdict::refuted);
  CHECK(verdict("\"Bool\": {\"aws:MultiFactorAuthPresent\": \"false\"}") == Verdict::unknown);
}

TEST_CASE("steps: every user of a cluster is in the group system:authenticated") {
  const Decided all(StepId::authorise,
                    {{"kubernetes/cluster.yaml", "kind: User\n    name: tower-launcher-user",
                      "kind: Group\n    name: system:authenticated"}});
  CHECK(all.step->verdict == Verdict::proven);
}

TEST_CASE("steps: a cluster that celint.yaml binds and no input describes is not taken for one of its name") {
  const Edited bound{"celint.yaml", "cluster: example-nf",
                     "cluster: arn:aws:eks:eu-central-1:444455556666:cluster/example-nf"};
  CHECK(Decided(StepId::head_trust, {bound}).step->verdict == Verdict::unknown);
  const Decided describe(StepId::describe, {bound});
  CHECK(describe.step->verdict == Verdict::refuted);
  CHECK(describe.step->evidence.back().message.ends_with(
      "arn:aws:eks:eu-central-1:444455556666:cluster/example-nf"));
}

TEST_CASE("steps: the head needs the token of its account") {
  const Edited off{"kubernetes/cluster.yaml",
                   "---\napiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: nf",
                   "automountServiceAccountToken: false\n---\napiVersion: v1\nkind: "
                   "ServiceAccount\nmetadata:\n  name: nf"};
  const Decided disabled(StepId::head_account, {off});
  CHECK(disabled.step->refuted_by == "head-token-disabled");
  CHECK(disabled.at() ==
        Places{"seqera/compute-env.json: \"tower-launcher-sa\"", "kubernetes/cluster.yaml: false"});
  CHECK(disabled.finds("head-token-disabled"));
}

TEST_CASE("steps: a trust that does not let sessions be tagged leaves the credentials open") {
  const Edited untagged{"iam/platform-trust.json", "sts:TagSession", "sts:SetSourceIdentity"};
  const Decided open(StepId::credentials, {untagged});
  CHECK(open.step->verdict == Verdict::unknown);
  CHECK(open.step->settled_by.find("--tags Key=test,Value=test") != std::string::npos);
  const Edited older{"celint.yaml", "principals:", "platform-version: 25.3\nprincipals:"};
  CHECK(Decided(StepId::credentials, {untagged, older}).step->verdict == Verdict::proven);
  CHECK(Decided(StepId::credentials, {untagged}, "healthy-role-only").step->verdict == Verdict::unknown);
}

TEST_CASE("steps: the role of an association is refuted in another account, its trust supplied or not") {
  const Edited role{"aws/pod-identity-head.json", "iam::111122223333", "iam::444455556666"};
  const Decided other(StepId::head_trust, {role}, "healthy-pod-identity");
  CHECK(other.step->refuted_by == "pod-identity-untrusted");
  CHECK(other.finds("pod-identity-untrusted"));
  CHECK(other.at() ==
        Places{"aws/describe-cluster.json: \"arn:aws:eks:eu-central-1:111122223333:cluster/example-nf\"",
               "aws/pod-identity-head.json: \"arn:aws:iam::444455556666:role/example-nf-head\""});
}
