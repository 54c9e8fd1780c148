#include <catch2/catch.hpp>

#include "access/evaluate.h"
#include "access_policies.h"

using namespace celint;
using testing::OwnedPolicy;
using testing::policy_of;
using testing::policy_with;

namespace {

constexpr const char* kUser = "arn:aws:iam::111122223333:user/ada";
constexpr const char* kRole = "arn:aws:iam::111122223333:role/team/worker";
constexpr const char* kSession = "arn:aws:sts::111122223333:assumed-role/worker/s1";
constexpr const char* kNothing = R"({"Effect": "Allow", "Action": "sqs:Nothing", "Resource": "*"})";
constexpr const char* kAll = R"({"Effect": "Allow", "Action": "*", "Resource": "*"})";
const Context kClosed = Context().close();

Answer ask(const OwnedPolicy& identity, const char* action, const char* resource,
           const Context& context = kClosed) {
  PolicyInputs inputs;
  inputs.identity = {&identity.policy};
  inputs.caller = Caller{Caller::Type::aws, kUser};
  return decide(inputs, {action, resource}, context).answer;
}

/// An identity policy, a bucket policy and, if not null, a boundary, each of one statement, for one caller.
Answer ask_both(const char* caller, const char* identity, const char* resource,
                const char* boundary = nullptr, const char* owner = "", const char* action = "s3:GetObject",
                const char* arn = "arn:aws:s3:::b/k") {
  const OwnedPolicy identity_policy = policy_with(identity),
                    resource_policy = policy_with(resource, PolicyKind::resource);
  const OwnedPolicy boundary_policy = policy_with(boundary == nullptr ? kAll : boundary);
  PolicyInputs inputs;
  inputs.identity = {&identity_policy.policy};
  inputs.resource = {&resource_policy.policy};
  inputs.boundary = boundary == nullptr ? nullptr : &boundary_policy.policy;
  inputs.caller = Caller{Caller::Type::aws, caller};
  return decide(inputs, {action, arn, owner}, kClosed).answer;
}

std::string grant(const std::string& principal, const std::string& effect = "Allow",
                  const std::string& key = "Principal") {
  return R"({"Effect": ")" + effect + R"(", "Action": "*", "Resource": "*", ")" + key + R"(": )" + principal +
         "}";
}

std::string aws(const std::string& name) { return R"({"AWS": ")" + name + R"("})"; }

}  // namespace

TEST_CASE("actions and resources of one identity policy") {
  const auto one =
      policy_with(R"({"Effect": "Allow", "Action": ["S3:get*"], "Resource": "arn:aws:s3:::b/*"})");
  CHECK(ask(one, "s3:GetObject", "arn:aws:s3:::b/k") == Answer::allowed);
  CHECK(ask(one, "s3:PutObject", "arn:aws:s3:::b/k") == Answer::not_allowed);
  CHECK(ask(one, "s3:GetObject", "arn:aws:s3:::b") == Answer::not_allowed);
  const auto commas =
      policy_with(R"({"Effect": "Allow", "Action": "s3:GetObject,PutObject", "Resource": "*"})");
  CHECK(ask(commas, "s3:GetObject", "arn:aws:s3:::b/k") == Answer::not_allowed);
  const auto complement =
      policy_with(R"({"Effect": "Allow", "NotAction": "iam:*", "NotResource": "arn:aws:s3:::b/*"})");
  CHECK(ask(complement, "s3:GetObject", "arn:aws:s3:::c/k") == Answer::allowed);
  CHECK(ask(complement, "s3:GetObject", "arn:aws:s3:::b/k") == Answer::not_allowed);
  CHECK(ask(complement, "IAM:GetRole", "arn:aws:iam::111122223333:role/x") == Answer::not_allowed);
  CHECK(ask(complement, "future:Action", "arn:aws:future:::x") == Answer::allowed);
  const auto no_resource = policy_with(R"({"Effect": "Allow", "Action": "*"})");
  CHECK(ask(no_resource, "s3:GetObject", "arn:aws:s3:::b/k") == Answer::not_allowed);
}

TEST_CASE("actions that know no resource") {
  const auto on = [](const std::string& resource) {
    return ask(policy_with(R"({"Effect": "Allow", "Action": "*", "Resource": ")" + resource + "\"}"),
               "eks:ListClusters", "*");
  };
  CHECK(on("*") == Answer::allowed);
  CHECK(on("arn:aws:eks:eu-west-1:111122223333:cluster/*") == Answer::allowed);
  CHECK(on("arn:aws:eks:*:*:*") == Answer::allowed);
  CHECK(on("arn:aws:eks") == Answer::allowed);
  CHECK(on("arn:aws:eks:eu-west-1:111122223333:cluster/c") == Answer::not_allowed);
  CHECK(on("arn:aws:s3:::*") == Answer::not_allowed);
  const auto buckets =
      policy_with(R"({"Effect": "Allow", "Action": "s3:*", "Resource": "arn:aws:s3:::b/*"})");
  CHECK(ask(buckets, "s3:ListAllMyBuckets", "*") == Answer::not_allowed);
}

TEST_CASE("GetCallerIdentity needs no permission") {
  CHECK(ask(policy_with(R"({"Effect": "Deny", "Action": "*", "Resource": "*"})"), "sts:GetCallerIdentity",
            "*") == Answer::allowed);
}

TEST_CASE("variables in resources; version 2008 takes them as text") {
  const std::string text =
      R"({"Effect": "Allow", "Action": "*", "Resource": "arn:aws:s3:::b/${aws:username}"})";
  const auto known = Context().set("aws:username", "k").close();
  CHECK(ask(policy_with(text), "s3:GetObject", "arn:aws:s3:::b/k", known) == Answer::allowed);
  CHECK(ask(policy_with(text), "s3:GetObject", "arn:aws:s3:::b/k") == Answer::not_allowed);
  CHECK(ask(policy_with(text), "s3:GetObject", "arn:aws:s3:::b/k", Context()) == Answer::depends);
  const auto old = policy_of({{"Statement", nlohmann::json::parse(text)}});
  CHECK(ask(old, "s3:GetObject", "arn:aws:s3:::b/k", known) == Answer::not_allowed);
  const auto unfinished =
      policy_with(R"({"Effect": "Allow", "Action": "*", "Resource": "arn:aws:s3:::<BUCKET>/*"})");
  CHECK(ask(unfinished, "s3:GetObject", "arn:aws:s3:::b/k") == Answer::depends);
}

TEST_CASE("Deny wins; what is undecided splits the bounds") {
  const auto policy = policy_with(R"([
    {"Effect": "Allow", "Action": "s3:*", "Resource": "*"},
    {"Effect": "Deny", "Action": "s3:Delete*", "Resource": "*"},
    {"Effect": "Deny", "Action": "s3:Put*", "Resource": "*", "Condition": {"Bool": {"aws:SecureTransport": "false"}}}])");
  PolicyInputs inputs;
  inputs.identity = {&policy.policy};
  const Decision denied = decide(inputs, {"s3:DeleteObject", "arn:aws:s3:::b/k"}, Context());
  CHECK(denied.answer == Answer::denied);
  REQUIRE(denied.statements.size() == 1);
  CHECK(denied.statements[0].statement->index == 1);
  const Decision depends = decide(inputs, {"s3:PutObject", "arn:aws:s3:::b/k"}, Context());
  CHECK(depends.answer == Answer::depends);
  CHECK(depends.may);
  CHECK_FALSE(depends.certainly);
  CHECK(depends.statements.size() == 2);
  const auto secure = Context().set("aws:SecureTransport", "true");
  const Decision allowed = decide(inputs, {"s3:PutObject", "arn:aws:s3:::b/k"}, secure);
  CHECK(allowed.answer == Answer::allowed);
  CHECK(allowed.certainly);
  REQUIRE(allowed.statements.size() == 1);
  CHECK(allowed.statements[0].statement->index == 0);
}

TEST_CASE("one account: identity or resource policy; a boundary cuts roles, not users named directly") {
  const char* sqs = R"({"Effect": "Allow", "Action": "sqs:*", "Resource": "*"})";
  CHECK(ask_both(kUser, kNothing, grant(aws(kUser)).c_str()) == Answer::allowed);
  CHECK(ask_both(kUser, kNothing, grant(aws("111122223333")).c_str()) == Answer::not_allowed);
  CHECK(ask_both(kUser, kAll, grant(aws("111122223333")).c_str()) == Answer::allowed);
  CHECK(ask_both(kUser, kNothing, grant("\"*\"").c_str()) == Answer::allowed);
  CHECK(ask_both(kSession, kNothing, grant(aws(kRole)).c_str()) == Answer::allowed);
  CHECK(ask_both(kUser, kNothing, grant(aws(kUser)).c_str(), sqs) == Answer::allowed);
  CHECK(ask_both(kSession, kNothing, grant(aws(kRole)).c_str(), sqs) == Answer::not_allowed);
  CHECK(ask_both(kSession, kNothing, grant(aws(kSession)).c_str(), sqs) == Answer::allowed);
  CHECK(ask_both(kSession, kNothing, grant("\"*\"").c_str(), sqs) == Answer::allowed);
  CHECK(ask_both(kUser, kAll, grant(aws("111122223333")).c_str(), sqs) == Answer::not_allowed);
  CHECK(ask_both(kRole, kNothing, grant(aws(kRole)).c_str()) == Answer::allowed);
  CHECK(ask_both(kRole, kNothing, grant(aws(kSession)).c_str()) == Answer::depends);
  CHECK(ask_both(kUser, kNothing, grant(aws("AIDAEXAMPLEID")).c_str()) == Answer::depends);
  CHECK(ask_both(kUser, kNothing, grant(aws("arn:aws:iam::111122223333:user/*")).c_str()) ==
        Answer::not_allowed);
}

TEST_CASE("what the boundary alone takes away is told from what nothing grants and from what a Deny takes") {
  const OwnedPolicy all = policy_with(kAll), nothing = policy_with(kNothing);
  const OwnedPolicy deny = policy_with(R"({"Effect": "Deny", "Action": "*", "Resource": "*"})");
  const auto cut = [](const OwnedPolicy& identity, const OwnedPolicy* boundary) {
    PolicyInputs inputs;
    inputs.identity = {&identity.policy};
    inputs.boundary = boundary == nullptr ? nullptr : &boundary->policy;
    return decide(inputs, {"eks:DescribeCluster", "*"}, kClosed).cut_by_boundary;
  };
  CHECK(cut(all, &nothing));
  CHECK_FALSE(cut(all, &all));
  CHECK_FALSE(cut(all, &deny));
  CHECK_FALSE(cut(nothing, &nothing));
  CHECK_FALSE(cut(all, nullptr));
}

TEST_CASE("a Deny in the boundary wins over every Allow") {
  const char* deny = R"({"Effect": "Deny", "Action": "s3:*", "Resource": "*"})";
  CHECK(ask_both(kUser, kAll, grant(aws(kUser)).c_str(), deny) == Answer::denied);
}

TEST_CASE("two accounts: both sides") {
  const char* other = "444455556666";
  CHECK(ask_both(kUser, kNothing, grant(aws(kUser)).c_str(), nullptr, other) == Answer::not_allowed);
  CHECK(ask_both(kUser, kAll, grant(aws(kUser)).c_str(), nullptr, other) == Answer::allowed);
  CHECK(ask_both(kUser, kAll, grant(aws("111122223333")).c_str(), nullptr, other) == Answer::allowed);
  const auto all = policy_with(kAll);
  PolicyInputs inputs;
  inputs.identity = {&all.policy};
  inputs.caller = Caller{Caller::Type::aws, kUser};
  const Request request{"s3:GetObject", "arn:aws:s3:::b/k", other};
  CHECK(decide(inputs, request, kClosed).answer == Answer::depends);
  inputs.identity_side_only = true;
  CHECK(decide(inputs, request, kClosed).answer == Answer::allowed);
}

TEST_CASE("NotPrincipal") {
  const std::string deny = "Deny", key = "NotPrincipal";
  CHECK(ask_both(kUser, kAll, grant(aws(kUser), deny, key).c_str()) == Answer::allowed);
  CHECK(ask_both(kUser, kAll, grant(aws(kRole), deny, key).c_str()) == Answer::denied);
  CHECK(ask_both(kUser, kAll, grant(aws(kUser), deny, key).c_str(), kAll) == Answer::denied);
  CHECK(ask_both(kUser, kNothing, grant(aws(kRole), "Allow", key).c_str()) == Answer::allowed);
}

TEST_CASE("KMS keys and roles: their own policy must allow in any case") {
  const char* key = "arn:aws:kms:eu-west-1:111122223333:key/k";
  const std::string account = grant(aws("arn:aws:iam::111122223333:root")), other = grant(aws(kRole));
  CHECK(ask_both(kUser, kAll, account.c_str(), nullptr, "", "kms:Decrypt", key) == Answer::allowed);
  CHECK(ask_both(kUser, kNothing, account.c_str(), nullptr, "", "kms:Decrypt", key) == Answer::not_allowed);
  CHECK(ask_both(kUser, kAll, other.c_str(), nullptr, "", "kms:Decrypt", key) == Answer::not_allowed);
  const char* role = "arn:aws:iam::111122223333:role/x";
  CHECK(ask(policy_with(kAll), "sts:AssumeRole", role) == Answer::depends);
  CHECK(ask_both(kUser, kNothing, grant(aws(kUser)).c_str(), nullptr, "", "sts:AssumeRole", role) ==
        Answer::allowed);
}

TEST_CASE("trust policies") {
  const auto trust = policy_with(R"([
    {"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:user/ada"}, "Action": "sts:AssumeRole",
     "Condition": {"StringEquals": {"sts:ExternalId": "x-1"}}},
    {"Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "sts:TagSession"},
    {"Effect": "Allow", "Principal": {"Federated": "arn:aws:iam::111122223333:oidc-provider/issuer.example/id/A"},
     "Action": "sts:AssumeRoleWithWebIdentity", "Condition": {"StringLike": {"issuer.example/id/A:sub": "system:serviceaccount:ns:*"}}},
    {"Effect": "Allow", "Principal": {"Service": "pods.eks.amazonaws.com"}, "Action": ["sts:AssumeRole", "sts:TagSession"]}])",
                                 PolicyKind::trust);
  const Caller user{Caller::Type::aws, kUser};
  const auto with_id = [](const char* id) { return Context().set("sts:ExternalId", id); };
  const auto answer = [&](const char* action, const Caller& caller, const Context& context) {
    return trust_allows(trust.policy, action, caller, context).answer;
  };
  CHECK(answer("sts:AssumeRole", user, with_id("x-1")) == Answer::allowed);
  CHECK(answer("sts:AssumeRole", user, with_id("x-2")) == Answer::not_allowed);
  CHECK(answer("sts:AssumeRole", user, Context().set_absent("sts:ExternalId")) == Answer::not_allowed);
  CHECK(answer("sts:AssumeRole", user, Context()) == Answer::depends);
  CHECK(answer("sts:AssumeRole", {Caller::Type::aws, kRole}, with_id("x-1")) == Answer::not_allowed);
  CHECK_FALSE(trust_allows(trust.policy, "sts:AssumeRole", user, with_id("x-1")).needs_identity);
  CHECK(trust_allows(trust.policy, "sts:TagSession", user, Context()).needs_identity);
  const Caller provider{Caller::Type::federated,
                        "arn:aws:iam::111122223333:oidc-provider/issuer.example/id/A"};
  const auto subject = [](const char* sub) { return Context().set("issuer.example/id/a:SUB", sub).close(); };
  CHECK(answer("sts:AssumeRoleWithWebIdentity", provider, subject("system:serviceaccount:ns:head")) ==
        Answer::allowed);
  CHECK(answer("sts:AssumeRoleWithWebIdentity", provider, subject("system:serviceaccount:other:head")) ==
        Answer::not_allowed);
  CHECK(answer("sts:TagSession", {Caller::Type::service, "pods.eks.amazonaws.com"}, Context()) ==
        Answer::allowed);
  CHECK(answer("sts:TagSession", {Caller::Type::service, "eks.amazonaws.com"}, Context()) ==
        Answer::not_allowed);
}

TEST_CASE("what is known of every call of a caller") {
  const Context user = context_of({Caller::Type::aws, kUser});
  CHECK(user.variable("aws:username").text == "ada");
  CHECK(user.variable("aws:PrincipalAccount").text == "111122223333");
  CHECK(context_of({Caller::Type::aws, kSession}).variable("aws:PrincipalArn").state ==
        VariableValue::State::unknown);
  CHECK(user.variable("aws:SourceIp").state == VariableValue::State::unknown);
}

TEST_CASE("a boundary, the identity's policy, a key's policy and the owner's account make one decision") {
  const OwnedPolicy identity =
      policy_with(R"({"Effect": "Allow", "Action": "kms:Decrypt", "Resource": "*"})");
  const OwnedPolicy no_kms = policy_with(R"({"Effect": "Allow", "Action": "s3:*", "Resource": "*"})");
  const OwnedPolicy root =
      policy_with(R"({"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::444455556666:root"},
      "Action": "kms:*", "Resource": "*"})",
                  PolicyKind::resource);
  const OwnedPolicy caller_root = policy_with(R"({"Effect": "Allow", "Principal": {"AWS": "111122223333"},
      "Action": "kms:Decrypt", "Resource": "*"})",
                                              PolicyKind::resource);
  const OwnedPolicy role = policy_with(R"({"Effect": "Allow",
      "Principal": {"AWS": "arn:aws:iam::111122223333:role/worker"}, "Action": "kms:Decrypt", "Resource": "*"})",
                                       PolicyKind::resource);
  const auto ask = [&](const OwnedPolicy* own, const OwnedPolicy* boundary, const OwnedPolicy& key,
                       const std::string& account) {
    PolicyInputs inputs;
    if (own != nullptr) inputs.identity = {&own->policy};
    if (boundary != nullptr) inputs.boundary = &boundary->policy;
    inputs.resource = {&key.policy};
    inputs.caller = Caller{Caller::Type::aws, "arn:aws:iam::111122223333:role/worker"};
    return decide(inputs, {"kms:Decrypt", "arn:aws:kms:eu-west-1:" + account + ":key/k"}, Context()).answer;
  };
  const std::string own = "111122223333", other = "444455556666";
  // One account: the key's policy alone, or together with the identity's where it trusts the account.
  CHECK(ask(nullptr, nullptr, role, own) == Answer::allowed);
  CHECK(ask(&identity, nullptr, caller_root, own) == Answer::allowed);
  CHECK(ask(nullptr, nullptr, caller_root, own) == Answer::not_allowed);
  CHECK(ask(&identity, nullptr, root, own) == Answer::not_allowed);
  // Another account's key: both sides.
  CHECK(ask(&identity, nullptr, role, other) == Answer::allowed);
  CHECK(ask(nullptr, nullptr, role, other) == Answer::not_allowed);
  CHECK(ask(&identity, nullptr, root, other) == Answer::not_allowed);
  CHECK(ask(&identity, nullptr, caller_root, other) == Answer::allowed);
  // The boundary cuts both, also what a key grants to the role.
  CHECK(ask(&identity, &no_kms, caller_root, own) == Answer::not_allowed);
  CHECK(ask(nullptr, &no_kms, role, own) == Answer::not_allowed);
  CHECK(ask(&identity, &identity, caller_root, own) == Answer::allowed);
}
