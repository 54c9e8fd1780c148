#include <catch2/catch.hpp>

#include "access/simulate.h"
#include "access_policies.h"

using namespace celint;
using testing::policy_with;

TEST_CASE("a question with its notes") {
  const auto policy = policy_with(R"({"Effect": "Allow", "Action": "s3:Get*", "Resource": "*"})");
  PolicyInputs inputs;
  inputs.identity = {&policy.policy};
  CHECK(answer(inputs, {{"s3:GetObject", "arn:aws:s3:::b/k"}, {}, {}}).notes.empty());
  const Reply typo = answer(inputs, {{"s3:GetObjects", "arn:aws:s3:::b/k"}, {}, {}});
  REQUIRE(typo.notes.size() == 1);
  CHECK(typo.notes[0].find("Did you mean 's3:GetObject'?") != std::string::npos);
  CHECK(answer(inputs, {{"eks:ListClusters", "arn:aws:eks:eu-west-1:1:cluster/c"}, {}, {}}).notes.size() ==
        1);
}

TEST_CASE("a context that is given is closed") {
  const auto context = context_from({"aws:username=ada", "aws:TagKeys=a", "aws:TagKeys=b=c"});
  REQUIRE(context);
  CHECK(context->variable("aws:username").text == "ada");
  CHECK(context->find("aws:tagkeys").values.size() == 2);
  CHECK(context->find("aws:tagkeys").values[1] == "b=c");
  CHECK(context->find("aws:SourceIp").state == ContextValue::State::absent);
  CHECK_FALSE(context_from({"novalue"}));
  CHECK_FALSE(context_from({"=x"}));
}

TEST_CASE("callers") {
  CHECK(caller_from("pods.eks.amazonaws.com").type == Caller::Type::service);
  CHECK(caller_from("arn:aws:iam::111122223333:oidc-provider/issuer.example").type ==
        Caller::Type::federated);
  CHECK(caller_from("arn:aws:iam::111122223333:user/ada").type == Caller::Type::aws);
}

TEST_CASE("grants are listed by service and level") {
  const auto policy = policy_with(R"([
    {"Effect": "Allow", "Action": ["eks:List*", "s3:GetObject"], "Resource": "*"},
    {"Effect": "Allow", "Action": "s3:DeleteObject", "Resource": "arn:aws:s3:::b/*",
     "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}}},
    {"Effect": "Deny", "Action": "eks:ListAddons", "Resource": "*"}])");
  const auto lines = list_grants({{&policy.policy}, nullptr}, Context());
  REQUIRE(lines.size() >= 3);
  CHECK(lines[0].service == "eks");
  CHECK(lines[0].level == AccessLevel::list);
  CHECK(std::find(lines[0].actions.begin(), lines[0].actions.end(), "eks:ListAddons") ==
        lines[0].actions.end());
  CHECK(std::find(lines[0].actions.begin(), lines[0].actions.end(), "eks:ListClusters") !=
        lines[0].actions.end());
  CHECK(lines[0].of >= lines[0].actions.size());
  CHECK(lines[0].resources == std::vector<std::string>{"*"});
  const GrantLine& last = lines.back();
  CHECK(last.service == "s3");
  CHECK(last.actions == std::vector<std::string>{"s3:DeleteObject"});
  CHECK_FALSE(last.certain);
  CHECK(list_grants({{&policy.policy}, nullptr}, Context().set_absent("aws:MultiFactorAuthPresent"))
            .back()
            .actions == std::vector<std::string>{"s3:GetObject"});
}
