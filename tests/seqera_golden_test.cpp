// Published policies and trusts of Seqera, put into a healthy set: which rules they must meet, and
// no other rule speaks. Written anew; the sources are named in each case. Numbers are those of the list of
// acceptance cases.
#include <algorithm>
#include <catch2/catch.hpp>

#include "set_copy.h"

using namespace celint;

namespace {

/// What is written over a set.
struct Overlay {
  std::string file;
  std::string text;
};

struct Published {
  std::string source;
  std::string set;
  std::vector<Overlay> documents;
  Audience audience = Audience::everyone;
  std::vector<std::string> fires;  ///< All that is found, in any order.
};

std::unique_ptr<Run> checked(const Published& published) {
  SetCopy set(published.set);
  for (const Overlay& document : published.documents) set.write(document.file, document.text);
  return set.check(published.audience);
}

std::vector<std::string> ids_of(const Run& result) {
  std::vector<std::string> ids;
  for (const Finding& finding : result.findings) ids.emplace_back(finding.rule->id);
  std::sort(ids.begin(), ids.end());
  return ids;
}

std::string messages_of(const Run& result, std::string_view rule) {
  std::string text;
  for (const Finding& finding : result.findings)
    if (finding.rule->id == rule) text += finding.message + "\n";
  return text;
}

void hold(Published published) {
  INFO(published.source);
  const auto result = checked(published);
  std::sort(published.fires.begin(), published.fires.end());
  CHECK(ids_of(*result) == published.fires);
}

std::string policy(const std::string& statements) {
  return R"({"Version": "2012-10-17", "Statement": [)" + statements + "]}";
}

std::string statement(const std::string& actions, const std::string& resources) {
  return R"({"Effect": "Allow", "Action": [)" + actions + R"(], "Resource": [)" + resources + "]}";
}

std::string trust(const std::string& principal, const std::string& action,
                  const std::string& condition = "") {
  return R"({"Effect": "Allow", "Principal": {)" + principal + R"(}, "Action": ")" + action + "\"" +
         (condition.empty() ? "" : R"(, "Condition": {)" + condition + "}") + "}";
}

std::string credential(const std::string& more) {
  return R"({"credentials": {"name": "example", "provider": "aws", "keys": {"discriminator": "aws", "mode": "keys", "assumeRoleArn": "arn:aws:iam::111122223333:role/seqera-platform")" +
         more + "}}}";
}

std::string settings(const std::string& more) {
  return read_file(repository() / "fixtures/environments/healthy/celint.yaml") + more;
}

constexpr const char* kPlatform = "iam/platform-policy.json";
constexpr const char* kTrust = "iam/platform-trust.json";
constexpr const char* kUserPolicy = "iam/user-policy.json";
constexpr const char* kCredential = "seqera/credential.json";
constexpr const char* kCe = "seqera/compute-env.json";
const std::string kUser = R"("AWS": ["arn:aws:iam::111122223333:user/seqera"])";
const std::string kExternalId = R"("StringEquals": {"sts:ExternalId": "example-external-id-7f3a"})";
const std::string kSeqeraCloud = R"("AWS": "arn:aws:iam::161471496260:role/SeqeraPlatformCloudAccessRole")";
const std::string kListClusters = statement(R"("eks:ListClusters")", R"("*")");
const std::string kDescribe =
    statement(R"("eks:DescribeCluster")", R"("arn:aws:eks:eu-central-1:111122223333:cluster/example-nf")");
const std::string kScoped = kListClusters + "," + kDescribe + "," +
                            statement(R"("s3:ListBucket")", R"("arn:aws:s3:::example-nf-work")") + "," +
                            statement(R"("s3:GetObject")", R"("arn:aws:s3:::example-nf-work/work/*")");
const std::string kStudios =
    R"({"Sid": "S3ReadWriteBucketsForStudiosDataExplorer", "Effect": "Allow", "Action": ["s3:Get*", "s3:List*", "s3:PutObject"], "Resource": ["arn:aws:s3:::example-studios", "arn:aws:s3:::example-studios/*"]})";
const std::string kFull =
    policy(statement(R"("eks:DescribeCluster", "eks:ListClusters")", R"("*")") + "," +
           statement(R"("s3:Get*", "s3:List*", "s3:PutObject", "s3:PutObjectTagging", "s3:DeleteObject")",
                     R"("*")"));
const std::string kOld = policy(statement(R"("eks:ListClusters", "eks:DescribeCluster")", R"("*")"));
const std::string kForge = policy(
    statement(R"("ssm:GetParameters", "iam:CreateRole", "iam:AttachRolePolicy", "iam:PutRolePolicy",
        "iam:PassRole", "batch:CreateComputeEnvironment", "fsx:CreateFileSystem", "ec2:CreateLaunchTemplate")",
              R"("*")") +
    "," +
    statement(R"("s3:Get*", "s3:List*", "batch:SubmitJob", "batch:RegisterJobDefinition", "logs:Get*")",
              R"("*")") +
    "," + kScoped);

std::string pod_policy(const std::string& object_actions) {
  return policy(statement(R"("s3:ListBucket")", R"("arn:aws:s3:::example-nf-work")") + "," +
                statement(object_actions, R"("arn:aws:s3:::example-nf-work/*")"));
}

/// The policy on both roles of the pods.
std::vector<Overlay> on_pods(const std::string& text) {
  return {{"roles/example-nf-head/work-bucket.json", text},
          {"roles/example-nf-compute/work-bucket.json", text}};
}

}  // namespace

TEST_CASE("golden 12, 13: the EKS page's full policies on the platform identity") {
  const Published full{"12: EKS page 25.1 to 26.1 and Cloud, eks-full-policy.json",
                       "healthy",
                       {{kPlatform, kFull}},
                       Audience::everyone,
                       {"excess-permission", "excess-permission"}};
  hold(full);
  CHECK(messages_of(*checked(full), "excess-permission").find("ListClusters") == std::string::npos);
  hold({"13: EKS page 22.4 to 24.2",
        "healthy",
        {{kPlatform, kOld}},
        Audience::everyone,
        {"excess-permission", "workdir-read-missing"}});
}

TEST_CASE("golden 14, 35: the scoped statements of the EKS page") {
  hold({"14: EKS page, by default", "healthy", {{kPlatform, policy(kScoped)}}, Audience::everyone, {}});
  const Published pedantic{"14: EKS page, pedantic",
                           "healthy",
                           {{kPlatform, policy(kScoped)}},
                           Audience::pedantic,
                           {"optional-permission-missing"}};
  hold(pedantic);
  CHECK(messages_of(*checked(pedantic), "optional-permission-missing").find("s3:GetBucketLocation") !=
        std::string::npos);
  const std::string studios = policy(kScoped + "," + kStudios);
  hold({"35: Studios statement, by default", "healthy", {{kPlatform, studios}}, Audience::everyone, {}});
  hold({"35: Studios statement, pedantic",
        "healthy",
        {{kPlatform, studios}},
        Audience::pedantic,
        {"optional-permission-missing", "studios-on-eks"}});
}

TEST_CASE("golden 15, 26: statements pasted as they stand on the page") {
  TempFolder folder;
  folder.write("a.json", kDescribe);
  folder.write("b.json", statement(R"("sts:AssumeRole")", R"("arn:aws:iam::111122223333:role/example")"));
  folder.write("c.json", kScoped);
  CHECK(ids_of(*run(folder.path())) == std::vector<std::string>(3, "policy-fragment"));
  TempFolder batch;
  batch.write("d.json",
              R"({"Effect": "Allow", "Action": ["iam:GetRole", "iam:TagRole"], "Resource": [
  "arn:aws:iam::<ACCOUNT_ID>:role/Example-*"
  "arn:aws:iam::<ACCOUNT_ID>:instance-profile/Example-*"
]})");
  const auto result = run(batch.path());
  CHECK(ids_of(*result) ==
        std::vector<std::string>{"placeholder-left", "placeholder-left", "policy-fragment", "syntax-error"});
  for (const Finding& finding : result->findings)
    if (finding.rule->id == "syntax-error")
      CHECK(result->sources.at(finding.span.source)
                .text.substr(finding.span.begin)
                .starts_with("\"arn:aws:iam::<ACCOUNT_ID>:instance-profile"));
}

TEST_CASE("golden 16, 17, 18: the trusts of the platform role") {
  const std::vector<Overlay> plain{
      {kTrust, policy(trust(kUser, "sts:AssumeRole"))},
      {kUserPolicy,
       policy(statement(R"("sts:AssumeRole")", R"("arn:aws:iam::111122223333:role/seqera-platform")"))},
      {kCredential, credential("")}};
  std::vector<Overlay> old = plain;
  old.push_back({"celint.yaml", settings("platform-version: 25.3\n")});
  hold({"16: EKS page 25.x, as of 25.3", "healthy", old, Audience::everyone, {}});
  hold({"16: EKS page 25.x, today", "healthy", plain, Audience::everyone, {"tag-session-missing"}});
  const std::string both =
      policy(trust(kUser, "sts:AssumeRole", kExternalId) + "," + trust(kUser, "sts:TagSession"));
  const auto with = [&](const std::string& more) {
    return std::vector<Overlay>{{kTrust, both}, {kCredential, credential(more)}};
  };
  hold({"17: EKS page 26.1",
        "healthy",
        with(R"(, "externalId": "example-external-id-7f3a")"),
        Audience::everyone,
        {}});
  hold({"17: another external id",
        "healthy",
        with(R"(, "externalId": "example-external-id-0000")"),
        Audience::everyone,
        {"external-id-mismatch", "external-id-mismatch"}});
  hold({"17: none", "healthy", with(""), Audience::everyone, {"external-id-missing", "external-id-missing"}});
  hold({"18: the Cloud role's trust without its condition",
        "healthy-role-only",
        {{kTrust,
          policy(trust(kSeqeraCloud, "sts:AssumeRole") + "," + trust(kSeqeraCloud, "sts:TagSession"))}},
        Audience::everyone,
        {"confused-deputy-trust"}});
}

TEST_CASE("golden 19, 20: the policy of the pods' role") {
  const std::string page =
      pod_policy(R"("s3:GetObject", "s3:PutObject", "s3:PutObjectTagging", "s3:DeleteObject")");
  hold({"19: EKS page, by default", "healthy", on_pods(page), Audience::everyone, {}});
  hold({"19: EKS page, pedantic",
        "healthy",
        on_pods(page),
        Audience::pedantic,
        {"fusion-permission-partial", "fusion-permission-partial"}});
  std::vector<Overlay> untagged = on_pods(pod_policy(R"("s3:GetObject", "s3:PutObject", "s3:DeleteObject")"));
  hold({"20: design note of the Terraform provider",
        "healthy",
        untagged,
        Audience::everyone,
        {"fusion-tagging-missing", "fusion-tagging-missing"}});
  std::string ce = read_file(repository() / "fixtures/environments/healthy/seqera/compute-env.json");
  untagged.push_back({kCe, ce.insert(1, R"("nextflowConfig": "fusion.tags = false",)")});
  hold({"20: with fusion.tags = false", "healthy", untagged, Audience::everyone, {}});
}

TEST_CASE("golden 27, 28: documents of nf-tower-aws") {
  const std::string explorer = policy(R"({"Effect": "Allow", "Action": ["s3:PutObject", "s3:GetObject"],
    "Resource": "arn:aws:s3:::*"
    // Note: can be scoped.
    // "Resource": "arn:aws:s3:::example/*"
  }, )" + kScoped);
  hold({"27: data-explorer-policy.json",
        "healthy",
        {{kPlatform, explorer}},
        Audience::everyone,
        {"excess-permission", "syntax-error", "syntax-error"}});
  const std::string lineage = policy(R"({
  ///  ---- LINEAGE
      "Effect": "Allow", "Action": ["sqs:CreateQueue"], "Resource": "arn:aws:sqs:*:*:seqera-lineage-*"},
  ///  ----
      {"Effect": "Allow", "Action": "s3:*Object", "Resource": "arn:aws:s3:::seqera-lineage-*/*"}, )" +
                                     kScoped);
  const Published management{"27: workspace-management page",
                             "healthy",
                             {{kPlatform, lineage}},
                             Audience::everyone,
                             {"bucket-name-wildcard", "excess-permission", "syntax-error", "syntax-error"}};
  hold(management);
  const std::string messages = messages_of(*checked(management), "excess-permission");
  CHECK(messages.find("sqs:CreateQueue") != std::string::npos);
  const std::string services =
      trust(R"("Service": "ec2.amazonaws.com")", "sts:AssumeRole") + "," +
      trust(R"("Service": "ecs-tasks.amazonaws.com")", "sts:AssumeRole") + "," +
      trust(R"("Service": "eks.amazonaws.com")", "sts:AssumeRole") + "," +
      trust(R"("AWS": "arn:aws:iam::YOUR-AWS-ACCOUNT:USER-OR-ROLE/USER-OR-ROLE-ID")", "sts:AssumeRole");
  hold({"28: seqera-role-trust-policy.json",
        "healthy",
        {{kTrust, policy(services)}},
        Audience::everyone,
        {"placeholder-left", "stray-service-principal", "stray-service-principal",
         "stray-service-principal"}});
}

TEST_CASE("golden 29: forge-policy.json, which older EKS pages asked for") {
  const Published alone{"29: EKS alone", "healthy", {{kPlatform, kForge}}, Audience::audit, {}};
  const std::vector<std::string> ids = ids_of(*checked(alone));
  CHECK(std::count(ids.begin(), ids.end(), "privilege-escalation") > 0);
  CHECK(std::count(ids.begin(), ids.end(), "excess-permission") > 0);
  CHECK(std::count(ids.begin(), ids.end(), "pass-role-unscoped") == 0);
  Published batch = alone;
  batch.documents.push_back(
      {"seqera/batch.json", R"({"discriminator": "aws-batch", "region": "eu-central-1"})"});
  CHECK(messages_of(*checked(batch), "excess-permission").find("batch:") == std::string::npos);
}
