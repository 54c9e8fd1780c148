// The steps of the launch path, each on documents that prove it, refute it or leave it open: the verdict, and
// the places that support it, in the order a reader follows them.
#include "decided_step.h"

using namespace celint;

namespace {

constexpr const char* kCe = "seqera/compute-env.json";

}  // namespace

TEST_CASE("steps: credentials") {
  const Decided proven(StepId::credentials, {});
  CHECK(proven.step->verdict == Verdict::proven);
  CHECK(proven.at() == Places{"iam/platform-trust.json: \"sts:AssumeRole\""});
  const Decided refuted(StepId::credentials, {{"iam/platform-trust.json", "user/seqera", "user/other"}});
  CHECK(refuted.step->verdict == Verdict::refuted);
  CHECK(refuted.at() == Places{"iam/platform-trust.json: \"arn:aws:iam::111122223333:user/other\""});
  const Decided by_id(StepId::credentials, {{"iam/platform-trust.json", "id-7f3a", "id-7f3b"}});
  CHECK(by_id.step->refuted_by == "external-id-mismatch");
  CHECK(by_id.at() == Places{"seqera/credential.json: \"example-external-id-7f3a\"",
                             "iam/platform-trust.json: \"example-external-id-7f3b\""});
  const Decided denied(StepId::credentials,
                       {{"iam/platform-trust.json", "\"Effect\": \"Allow\"", "\"Effect\": \"Deny\""}});
  CHECK(denied.step->refuted_by == "deny-blocks-launch");
  CHECK(denied.step->evidence.front().message == "denies it");
  const Decided unknown(StepId::credentials, {{"iam/platform-trust.json", "", ""}});
  CHECK(unknown.step->verdict == Verdict::unknown);
  CHECK(unknown.at().empty());
}

TEST_CASE("steps: describe") {
  const Decided proven(StepId::describe, {});
  CHECK(proven.step->verdict == Verdict::proven);
  CHECK(proven.at() == Places{"iam/platform-policy.json: \"eks:DescribeCluster\""});
  const Decided gone(StepId::describe, {{"aws/describe-cluster.json", "ACTIVE", "FAILED"}});
  CHECK(gone.step->verdict == Verdict::refuted);
  CHECK(gone.at() == Places{"aws/describe-cluster.json: \"FAILED\""});
  CHECK(Decided(StepId::describe, {{"iam/platform-policy.json", "", ""}}).step->verdict == Verdict::unknown);
}

TEST_CASE("steps: authenticate and authorise") {
  const Decided mapped(StepId::authenticate, {});
  CHECK(mapped.step->verdict == Verdict::proven);
  CHECK(mapped.at() == Places{"kubernetes/aws-auth.yaml: tower-launcher-user"});
  const Decided lost(StepId::authenticate,
                     {{"kubernetes/aws-auth.yaml", "role/seqera-platform", "role/x/seqera-platform"}});
  CHECK(lost.step->verdict == Verdict::refuted);
  CHECK(lost.at() == Places{"kubernetes/aws-auth.yaml: arn:aws:iam::111122223333:role/x/seqera-platform"});
  const Decided unbound(StepId::authorise,
                        {{"kubernetes/aws-auth.yaml", "tower-launcher-user", "tower-launcher-role"}});
  CHECK(unbound.step->verdict == Verdict::refuted);
  CHECK(unbound.at() == Places{"kubernetes/aws-auth.yaml: tower-launcher-role"});
  CHECK(Decided(StepId::authorise, {{"kubernetes/cluster.yaml", "", ""}}).step->verdict == Verdict::unknown);
}

TEST_CASE("steps: a binding to a Role that is not there") {
  const Decided dangling(StepId::head_account,
                         {{"kubernetes/cluster.yaml", "kind: Role\n  name: tower-launcher-role\nsubjects",
                           "kind: Role\n  name: launcher\nsubjects"}});
  CHECK(dangling.step->verdict == Verdict::refuted);
  CHECK(dangling.step->refuted_by == "dangling-reference");
  CHECK(dangling.at() ==
        Places{"kubernetes/cluster.yaml: kind: ServiceAccount", "kubernetes/cluster.yaml: launcher"});
}

TEST_CASE("steps: the role of a pod") {
  const Decided proven(StepId::head_role, {});
  CHECK(proven.step->verdict == Verdict::proven);
  CHECK(proven.at() == Places{"kubernetes/cluster.yaml: arn:aws:iam::111122223333:role/example-nf-head"});
  const Decided bare(StepId::head_role,
                     {{"kubernetes/cluster.yaml", "eks.amazonaws.com/role-arn", "example.com/role-arn"}});
  CHECK(bare.step->verdict == Verdict::refuted);
  CHECK(bare.at() == Places{"kubernetes/cluster.yaml: tower-launcher-sa"});
  const Decided absent(StepId::compute_role, {{kCe, "nf-compute-sa", "nf-compute"}});
  CHECK(absent.step->refuted_by == "dangling-reference");
  CHECK(absent.at() == Places{std::string(kCe) + ": \"nf-compute\""});
  const Decided unknown(StepId::head_role, {{"kubernetes/cluster.yaml", "", ""}});
  CHECK(unknown.step->verdict == Verdict::unknown);
  CHECK(unknown.step->settled_by ==
        "the ServiceAccount: kubectl get serviceaccount tower-launcher-sa -n tower-nf -o yaml");
  CHECK(unknown.at().empty());
}

TEST_CASE("steps: the trust of a pod's role, from the issuer to what refuses its token") {
  const std::string issuer =
      "aws/describe-cluster.json: oidc.eks.eu-central-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE";
  const std::string trust = "roles/example-nf-head/trust.json: ";
  const char* file = "roles/example-nf-head/trust.json";
  const Decided proven(StepId::head_trust, {});
  CHECK(proven.step->verdict == Verdict::proven);
  CHECK(proven.at() == Places{issuer, trust + "\"sts:AssumeRoleWithWebIdentity\""});
  const Decided subject(StepId::head_trust, {{file, "tower-nf:tower", "jobs:tower"}});
  CHECK(subject.step->verdict == Verdict::refuted);
  CHECK(subject.at() == Places{issuer, trust + "\"system:serviceaccount:jobs:tower-launcher-sa\""});
  const Decided provider(StepId::head_trust, {{file, "111122223333:oidc", "444455556666:oidc"}});
  CHECK(provider.at() ==
        Places{issuer, trust + "\"arn:aws:iam::444455556666:oidc-provider/oidc.eks.eu-central-1."
                               "amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE\""});
  const Decided action(StepId::head_trust, {{file, "WithWebIdentity", "WithSAML"}});
  CHECK(action.at() == Places{issuer, trust + "\"sts:AssumeRoleWithSAML\""});
  const Decided unknown(StepId::head_trust, {{"aws/describe-cluster.json", "", ""}});
  CHECK(unknown.step->verdict == Verdict::unknown);
  CHECK(unknown.at() == Places{trust + "\"sts:AssumeRoleWithWebIdentity\""});
  CHECK(unknown.step->settled_by == "the cluster's OIDC issuer: aws eks describe-cluster --name example-nf");
}

TEST_CASE("steps: what a pod's role may do on the work directory") {
  const std::string policy = "roles/example-nf-compute/work-bucket.json: ";
  const char* file = "roles/example-nf-compute/work-bucket.json";
  const Decided proven(StepId::compute_storage, {});
  CHECK(proven.step->verdict == Verdict::proven);
  CHECK(proven.at() == Places{policy + "\"s3:ListBucket\"", policy + "\"s3:GetObject\"",
                              policy + "\"s3:PutObject\"", policy + "\"s3:DeleteObject\"",
                              policy + "\"s3:PutObjectTagging\""});
  const Decided action(StepId::compute_storage, {{file, "s3:PutObject\"", "s3:PutObjectAcl\""}});
  CHECK(action.step->verdict == Verdict::refuted);
  CHECK(action.at() == Places{policy + "\"s3:ListBucket\"", policy + "\"s3:GetObject\"",
                              policy + "\"s3:DeleteObject\"", policy + "\"s3:PutObjectTagging\"",
                              policy + "["});
  const Decided bucket(StepId::compute_storage,
                       {{file, "\"arn:aws:s3:::example-nf-work\"", "\"arn:aws:s3:::x\""}});
  CHECK(bucket.step->verdict == Verdict::refuted);
  CHECK(bucket.step->evidence.back().message == "s3:ListBucket does not reach arn:aws:s3:::example-nf-work");
  const Decided nothing(StepId::compute_storage,
                        {{file, "", ""}, {file, "", "{\"Version\": \"2012-10-17\", \"Statement\": []}"}});
  CHECK(nothing.at().back() == policy + "\"Statement\"");
  const Decided unknown(StepId::compute_storage, {{file, "", ""}});
  CHECK(unknown.step->verdict == Verdict::unknown);
  CHECK(unknown.at().empty());
}

TEST_CASE("steps: reading the logs") {
  const std::string policy = "iam/platform-policy.json: ";
  const char* file = "iam/platform-policy.json";
  const Decided proven(StepId::read_logs, {});
  CHECK(proven.step->verdict == Verdict::proven);
  CHECK(proven.at() == Places{policy + "\"s3:ListBucket\"", policy + "\"s3:GetObject\""});
  const Decided prefix(StepId::read_logs, {{file, "example-nf-work/work/*", "example-nf-work/other/*"}});
  CHECK(prefix.step->verdict == Verdict::refuted);
  CHECK(prefix.at() == Places{policy + "\"s3:ListBucket\"", policy + "["});
  CHECK(Decided(StepId::read_logs, {{file, "", ""}}).step->verdict == Verdict::unknown);
}

TEST_CASE("steps: of two aws-auth ConfigMaps that differ for the identity neither is taken") {
  const std::string other =
      "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: aws-auth, namespace: kube-system}\n"
      "data:\n  mapRoles: |\n    - rolearn: arn:aws:iam::111122223333:role/";
  const Decided rivals(StepId::authenticate, {{"other.yaml", "", other + "else\n      username: e\n"}});
  CHECK(rivals.step->verdict == Verdict::unknown);
  CHECK(rivals.step->settled_by.find("which of the 2 aws-auth ConfigMaps is its cluster's (the folder "
                                     "clusters/example-nf/ says it)") == 0);
  for (const Finding& finding : rivals.result->findings)
    CHECK_FALSE(finding.rule->id.starts_with("platform-identity"));
  const Decided placed(StepId::authenticate,
                       {{"clusters/another/aws-auth.yaml", "", other + "else\n      username: e\n"}});
  CHECK(placed.step->verdict == Verdict::proven);
  const Decided equal(StepId::authenticate,
                      {{"other.yaml", "", other + "seqera-platform\n      username: tower-launcher-user\n"}});
  CHECK(equal.step->verdict == Verdict::proven);
}

TEST_CASE("steps: of two definitions of one object neither proves or refutes a step") {
  const std::string account =
      "apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: tower-launcher-sa\n  namespace: tower-nf\n"
      "  annotations: {eks.amazonaws.com/role-arn: \"arn:aws:iam::111122223333:role/other\"}\n";
  for (const StepId id : {StepId::head_role, StepId::head_trust, StepId::head_storage}) {
    const Decided decided(id, {{"second.yaml", "", account}});
    CHECK(decided.step->verdict == Verdict::unknown);
    CHECK(decided.step->settled_by.find("kubectl get serviceaccount tower-launcher-sa") != std::string::npos);
  }
  const std::string role =
      "apiVersion: rbac.authorization.k8s.io/v1\nkind: Role\nmetadata: {name: tower-launcher-role, "
      "namespace: "
      "tower-nf}\nrules:\n  - {apiGroups: [\"\"], resources: [pods], verbs: [get]}\n";
  for (const StepId id : {StepId::authorise, StepId::head_account}) {
    const Decided decided(id, {{"second.yaml", "", role}});
    CHECK(decided.step->verdict == Verdict::unknown);
    CHECK(decided.step->settled_by == "the Role: kubectl get role tower-launcher-role -n tower-nf -o yaml");
  }
}

TEST_CASE("steps: what two exports of one cluster say differently is not known") {
  const std::string arn =
      "\"name\": \"example-nf\", \"arn\": \"arn:aws:eks:eu-central-1:111122223333:cluster/example-nf\"";
  const auto second = [&](const std::string& rest) {
    return std::vector<Edited>{{"second.json", "", "{\"cluster\": {" + arn + ", " + rest + "}}"}};
  };
  const auto issuer = second(
      "\"identity\": {\"oidc\": {\"issuer\": \"https://oidc.eks.eu-central-1.amazonaws.com/id/OTHER\"}}");
  CHECK(Decided(StepId::head_trust, issuer).step->verdict == Verdict::unknown);
  CHECK(Decided(StepId::authenticate, issuer).step->verdict == Verdict::proven);
  const auto mode = second("\"accessConfig\": {\"authenticationMode\": \"API\"}");
  CHECK(Decided(StepId::authenticate, mode).step->verdict == Verdict::unknown);
  CHECK(Decided(StepId::head_trust, mode).step->verdict == Verdict::proven);
}

TEST_CASE("steps: what a placeholder leaves open is said plainly") {
  for (const char* value : {"\"eu-central-1\"", "\"example-nf\"", "\"s3://example-nf-work/work\"",
                            "\"tower-nf\"", "\"tower-launcher-sa\"", "\"nf-compute-sa\""}) {
    const Decided decided(StepId::head_role, {{kCe, value, "\"${VALUE}\""}});
    for (const Step& step : decided.result->world.environments.front().steps) {
      INFO(value << ", " << to_string(step.id) << ": " << step.claim << " " << step.settled_by);
      CHECK(step.verdict != Verdict::refuted);
      CHECK((step.verdict == Verdict::proven || names_command(step.settled_by)));
      for (const char* hole : {"''", "'/", "/'", "-n  ", "--name  "})
        CHECK((step.claim + step.settled_by).find(hole) == std::string::npos);
    }
  }
}

TEST_CASE("steps: region") {
  const Decided proven(StepId::region, {});
  CHECK(proven.step->verdict == Verdict::proven);
  const Decided bucket(StepId::region,
                       {{"aws/bucket-location.example-nf-work.json", "eu-central-1", "eu-west-1"}});
  CHECK(bucket.step->verdict == Verdict::refuted);
  CHECK(bucket.at() == Places{std::string(kCe) + ": \"eu-central-1\"",
                              "aws/bucket-location.example-nf-work.json: \"eu-west-1\""});
  const Decided cluster(StepId::region, {{kCe, "eu-central-1", "eu-west-1"}});
  CHECK(cluster.step->refuted_by == "cluster-region-mismatch");
  CHECK(cluster.at() ==
        Places{std::string(kCe) + ": \"eu-west-1\"",
               "aws/describe-cluster.json: \"arn:aws:eks:eu-central-1:111122223333:cluster/example-nf\""});
}

TEST_CASE("steps: storage") {
  const Decided proven(StepId::storage, {});
  CHECK(proven.step->verdict == Verdict::proven);
  CHECK(proven.at() == Places{std::string(kCe) + ": true", std::string(kCe) + ": true",
                              std::string(kCe) + ": \"s3://example-nf-work/work\""});
  const Decided refuted(StepId::storage, {{kCe, "\"waveEnabled\" : true", "\"waveEnabled\" : false"}});
  CHECK(refuted.step->verdict == Verdict::refuted);
  CHECK(refuted.at() == Places{std::string(kCe) + ": true", std::string(kCe) + ": false"});
}

TEST_CASE("steps: two of a kind that cannot be told apart leave a step open") {
  const Decided credentials(
      StepId::credentials,
      {{"celint.yaml", "", ""},
       {"other.json", "",
        "{\"provider\": \"aws\", \"keys\": {\"discriminator\": \"aws\", \"mode\": \"keys\"}}"}});
  CHECK(credentials.step->verdict == Verdict::unknown);
  CHECK(credentials.step->settled_by.find("which of the 2 credentials it uses (celint.yaml") == 0);
  const std::string second =
      "{\"cluster\": {\"name\": \"example-nf\", \"arn\": "
      "\"arn:aws:eks:eu-central-1:444455556666:cluster/example-nf\"}}";
  const Decided clusters(StepId::head_trust, {{"second.json", "", second}});
  CHECK(clusters.result->world.environments.front().cluster == nullptr);
  CHECK(clusters.step->verdict == Verdict::unknown);
}

TEST_CASE("steps: an inferred join is recorded and carried to the steps that rest on it") {
  const Decided inferred(StepId::describe, {{"celint.yaml", "", ""}});
  const Environment& environment = inferred.result->world.environments.front();
  REQUIRE(environment.platform != nullptr);
  CHECK(environment.platform->how == How::inferred);
  CHECK(inferred.step->verdict == Verdict::proven);
  CHECK(inferred.step->how == How::inferred);
}
