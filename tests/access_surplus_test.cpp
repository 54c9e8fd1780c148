#include <catch2/catch.hpp>

#include "access/catalogue.h"
#include "access/evaluate.h"
#include "access/surplus.h"
#include "access_policies.h"

using namespace celint;
using testing::OwnedPolicy;
using testing::policy_with;
using testing::values;

namespace {

/// All that the table says of a principal, with features other than these left out if they are given.
std::vector<Needed> needs_with(const NeedValues& values, NeedPrincipal principal = NeedPrincipal::platform,
                               const std::optional<std::vector<std::string>>& features = {}) {
  std::vector<Needed> result;
  for (const Need& need : needs()) {
    const bool in_use = need.level != NeedLevel::optional || need.feature == "launch" || !features ||
                        std::find(features->begin(), features->end(), need.feature) != features->end();
    if (need.concerns(principal) && in_use)
      result.push_back({&need, Truth::yes, std::make_shared<const NeedValues>(values)});
  }
  return result;
}

SurplusQuestion question_about(const OwnedPolicy& policy) {
  SurplusQuestion question;
  question.policies = {&policy.policy};
  question.needs = needs_with(values());
  return question;
}

std::vector<Surplus> surplus_of(const OwnedPolicy& policy) { return surplus(question_about(policy)); }

bool has(const std::vector<std::string>& list, std::string_view text) {
  return std::find(list.begin(), list.end(), text) != list.end();
}

/// The witness is really granted by the policy.
bool is_granted(const OwnedPolicy& policy, const Surplus& found) {
  PolicyInputs inputs;
  inputs.identity = {&policy.policy};
  inputs.identity_side_only = true;
  return decide(inputs, {found.action, found.resource}, Context()).may;
}

constexpr const char* kScoped = R"([
  {"Effect": "Allow", "Action": "eks:ListClusters", "Resource": "*"},
  {"Effect": "Allow", "Action": "eks:DescribeCluster", "Resource": "arn:aws:eks:eu-west-1:111122223333:cluster/example"},
  {"Effect": "Allow", "Action": "s3:ListBucket", "Resource": ["arn:aws:s3:::example-work"]},
  {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::example-work/runs/*"},
  {"Effect": "Allow", "Action": "s3:ListAllMyBuckets", "Resource": "arn:aws:s3:::*"},
  {"Effect": "Allow", "Action": ["s3:Get*", "s3:List*", "s3:PutObject"],
   "Resource": ["arn:aws:s3:::example-a", "arn:aws:s3:::example-a/*", "arn:aws:s3:::example-b", "arn:aws:s3:::example-b/*"]},
  {"Effect": "Allow", "Action": ["s3:GetObjectTagging", "s3:GetBucketAcl", "s3:PutObjectTagging", "s3:DeleteObject"],
   "Resource": ["arn:aws:s3:::example-a", "arn:aws:s3:::example-a/*"]},
  {"Effect": "Allow", "Action": "sts:GetCallerIdentity", "Resource": "*"}])";

}  // namespace

TEST_CASE("the scoped statements of the documentation grant nothing beyond need") {
  for (const Surplus& found : surplus_of(policy_with(kScoped)))
    FAIL(found.statement->index << ": " << found.description << " " << found.action << " " << found.resource);
}

TEST_CASE("the quick-start policy grants too much in both statements") {
  const auto policy = policy_with(R"([
    {"Effect": "Allow", "Action": ["eks:DescribeCluster", "eks:ListClusters"], "Resource": "*"},
    {"Effect": "Allow", "Action": ["s3:Get*", "s3:List*", "s3:PutObject", "s3:PutObjectTagging", "s3:DeleteObject"],
     "Resource": "*"}])");
  const auto found = surplus_of(policy);
  REQUIRE(found.size() == 2);
  CHECK(found[0].description == "eks:DescribeCluster on every cluster");
  CHECK(found[0].resource == "arn:aws:eks:eu-west-1:111122223333:cluster/x");
  CHECK(found[0].all_actions == std::vector<std::string>{"eks:DescribeCluster"});
  REQUIRE(found[0].actions.size() == 1);
  CHECK(found[0].actions[0].value == "eks:DescribeCluster");
  CHECK(found[1].description == "83 S3 actions on every bucket");
  CHECK(found[1].action == "s3:DeleteObject");
  CHECK(found[1].resource == "arn:aws:s3:::any/x");
  CHECK(found[1].actions.size() == 5);
  CHECK(has(found[1].all_actions, "s3:GetObject"));
  CHECK_FALSE(has(found[1].all_actions, "s3:ListAllMyBuckets"));
  for (const Surplus& one : found) CHECK(is_granted(policy, one));
}

TEST_CASE("the policy of older documentation: only the description of clusters is too wide") {
  const auto found = surplus_of(policy_with(
      R"({"Effect": "Allow", "Action": ["eks:ListClusters", "eks:DescribeCluster"], "Resource": "*"})"));
  REQUIRE(found.size() == 1);
  CHECK(found[0].description == "eks:DescribeCluster on every cluster");
}

TEST_CASE("the same grant, however it is written, gives the same answer") {
  const char* forms[] = {
      R"([{"Effect": "Allow", "Action": "s3:DeleteObject", "Resource": "*"}])",
      R"([{"Effect": "Allow", "Action": "S3:DELETEobjec?", "Resource": "arn:*"}])",
      R"([{"Effect": "Allow", "Action": "s3:Delete*", "Resource": "arn:aws:s3:::*"},
          {"Effect": "Deny", "NotAction": "s3:DeleteObject", "Resource": "*"}])",
      R"([{"Effect": "Allow", "Action": "*", "Resource": "arn:aws:s3:::*/*"},
          {"Effect": "Deny", "NotAction": "s3:DeleteObject", "Resource": "arn:aws:s3:::*"}])",
      R"([{"Effect": "Allow", "NotAction": "iam:*", "NotResource": "arn:aws:iam::*:*"},
          {"Effect": "Deny", "NotAction": "s3:DeleteObject", "Resource": "*"}])",
  };
  for (const char* form : forms) {
    const auto policy = policy_with(form);
    const auto found = surplus_of(policy);
    CAPTURE(form);
    REQUIRE(found.size() == 1);
    CHECK(found[0].all_actions == std::vector<std::string>{"s3:DeleteObject"});
    CHECK(found[0].action == "s3:DeleteObject");
    CHECK(is_granted(policy, found[0]));
  }
}

TEST_CASE("a Deny or a boundary that takes the surplus back counts, an undecided Deny does not") {
  const std::string wide =
      R"({"Effect": "Allow", "Action": ["eks:DescribeCluster", "s3:GetObject"], "Resource": "*"})";
  const auto with_deny = [&](const std::string& deny) {
    return surplus_of(policy_with("[" + wide + "," + deny + "]"));
  };
  CHECK(with_deny(R"({"Effect": "Deny", "Action": "*", "NotResource": ["arn:aws:s3:::example-work/*",
                      "arn:aws:eks:eu-west-1:111122223333:cluster/example"]})")
            .empty());
  CHECK(with_deny(R"({"Effect": "Deny", "Action": "s3:*", "Resource": "*"})").size() == 1);
  CHECK(with_deny(R"({"Effect": "Deny", "Action": "*", "Resource": "*",
                      "Condition": {"IpAddress": {"aws:SourceIp": "192.0.2.0/24"}}})")
            .size() == 1);
  CHECK(with_deny(R"({"Effect": "Deny", "Action": "*", "Resource": "*",
                      "Condition": {"StringNotEquals": {"aws:PrincipalTag/x": "${aws:username}"}}})")
            .size() == 1);

  const auto policy = policy_with(wide), boundary = policy_with(kScoped);
  SurplusQuestion question = question_about(policy);
  question.boundary = &boundary.policy;
  CHECK(surplus(question).empty());
}

TEST_CASE("features in use narrow what is tolerated; the work bucket is never written") {
  const auto policy = policy_with(R"([
    {"Effect": "Allow", "Action": ["s3:GetObject", "s3:PutObject"], "Resource": "arn:aws:s3:::example-a/*"},
    {"Effect": "Allow", "Action": "s3:ListAllMyBuckets", "Resource": "*"}])");
  SurplusQuestion question = question_about(policy);
  CHECK(surplus(question).empty());
  question.needs = needs_with(values(), NeedPrincipal::platform, {{"data-explorer"}});
  REQUIRE(surplus(question).size() == 1);
  CHECK(surplus(question)[0].description == "s3:PutObject on 'arn:aws:s3:::example-a/*'");
  question.needs = needs_with(values(), NeedPrincipal::platform, std::vector<std::string>{});
  CHECK(surplus(question).size() == 2);

  const auto work = surplus_of(policy_with(
      R"({"Effect": "Allow", "Action": ["s3:GetObject", "s3:PutObject"], "Resource": "arn:aws:s3:::example-work/*"})"));
  REQUIRE(work.size() == 1);
  CHECK(work[0].all_actions == std::vector<std::string>{"s3:PutObject"});
}

TEST_CASE("an IAM user who assumes a role needs that alone") {
  const auto policy = policy_with(R"([
    {"Effect": "Allow", "Action": "sts:AssumeRole", "Resource": "arn:aws:iam::111122223333:role/seqera"},
    {"Effect": "Allow", "Action": "eks:DescribeCluster", "Resource": "arn:aws:eks:eu-west-1:111122223333:cluster/example"}])");
  SurplusQuestion question = question_about(policy);
  NeedValues with_role = values();
  with_role.assume_role = "arn:aws:iam::111122223333:role/seqera";
  question.needs = needs_with(with_role, NeedPrincipal::user);
  const auto found = surplus(question);
  REQUIRE(found.size() == 1);
  CHECK(found[0].statement->index == 1);
}

TEST_CASE("other services, tolerated patterns and entries that another rule names") {
  auto policy = policy_with(
      R"({"Effect": "Allow", "Action": ["iam:PassRole", "batch:*", "ec2:DescribeInstances", "logs:Get*"],
                                "Resource": "*"})");
  Statement statement = policy.policy.statements[0];
  std::vector<Str> actions(statement.actions.begin(), statement.actions.end());
  actions[0].span = {0, 10, 20};
  statement.actions = policy.memory.list(actions);
  policy.policy.statements = policy.memory.list<Statement>({statement});
  SurplusQuestion question = question_about(policy);
  auto found = surplus(question);
  REQUIRE(found.size() == 1);
  CHECK(found[0].action == "iam:PassRole");
  CHECK(found[0].description.find("actions of 4 services (batch, logs, ec2 and 1 more) on every resource") !=
        std::string::npos);
  question.masked = {{0, 10, 20}};
  found = surplus(question);
  REQUIRE(found.size() == 1);
  CHECK_FALSE(has(found[0].all_actions, "iam:PassRole"));
  CHECK(found[0].actions.size() == 3);
  question.tolerated_actions = {"batch:*", "ec2:*", "logs:*"};
  CHECK(surplus(question).empty());
}

TEST_CASE("unknown resources grant nothing; entries that bring the surplus are named") {
  CHECK(
      surplus_of(
          policy_with(
              R"({"Effect": "Allow", "Action": "*", "Resource": ["arn:aws:s3:::<YOUR-BUCKET>/*", "${arn}"]})"))
          .empty());
  const auto policy = policy_with(R"({"Effect": "Allow", "Action": ["s3:GetObject", "s3:ListBucket"],
      "Resource": ["arn:aws:s3:::example-work", "arn:aws:s3:::example-work/runs/*", "arn:aws:s3:::data*"]})");
  const auto found = surplus_of(policy);
  REQUIRE(found.size() == 1);
  REQUIRE(found[0].resources.size() == 1);
  CHECK(found[0].resources[0].value == "arn:aws:s3:::data*");
  CHECK(found[0].actions.size() == 2);
  CHECK(found[0].description == "s3:GetObject and s3:ListBucket on 'arn:aws:s3:::data*'");
}

TEST_CASE("everything on everything is found at once") {
  const auto found = surplus_of(policy_with(R"({"Effect": "Allow", "Action": "*", "Resource": "*"})"));
  REQUIRE(found.size() == 1);
  CHECK(found[0].all_actions.size() > 20000);
}

TEST_CASE("the table of needs is whole") {
  for (const Need& need : needs()) {
    CHECK_FALSE(need.principals.empty());
    CHECK_FALSE(need.resources.empty());
    CHECK(need.source.starts_with("https://"));
    for (const std::string_view action : need.actions) CHECK_FALSE(catalogue().expand(action).empty());
  }
  REQUIRE(find_need("launch.describe") != nullptr);
  CHECK(resources_of(*find_need("launch.describe"), NeedValues()) ==
        std::vector<std::string>{"arn:*:eks:*:*:cluster/*"});
  CHECK(resources_of(*find_need("logs.read"), values()) ==
        std::vector<std::string>{"arn:aws:s3:::example-work/runs/*"});
  CHECK(resources_of(*find_need("work.list"), NeedValues()).empty());
  CHECK(find_need("nothing") == nullptr);
}
