#include <catch2/catch.hpp>
#include <random>

#include "access/compare.h"
#include "access/permission.h"
#include "access_policies.h"

using namespace celint;
using testing::OwnedPolicy;
using testing::policy_with;
using Result = GlobSearch::Result;

namespace {

Beyond beyond(const std::string& wide, const std::string& narrow) {
  const auto a = policy_with(wide), b = policy_with(narrow);
  return find_beyond({{&a.policy}, nullptr}, {{&b.policy}, nullptr});
}

bool are_equal(const std::string& a, const std::string& b) {
  return beyond(a, b).result == Result::none && beyond(b, a).result == Result::none;
}

std::string pick(std::mt19937& random, const std::vector<std::string>& from) {
  return from[random() % from.size()];
}

/// A random statement over few actions and few ARNs, so that statements meet.
nlohmann::json random_statement(std::mt19937& random) {
  const std::vector<std::string> actions{"s3:GetObject", "s3:Get*",  "s3:*", "eks:DescribeCluster", "*",
                                         "s3:PutObject", "eks:List*"};
  const std::vector<std::string> resources{"*",
                                           "arn:aws:s3:::a",
                                           "arn:aws:s3:::a/*",
                                           "arn:aws:s3:::*",
                                           "arn:aws:s3:::a*",
                                           "arn:aws:eks:*:*:cluster/*",
                                           "arn:aws:eks:eu-west-1:1:cluster/c"};
  nlohmann::json statement;
  statement["Effect"] = random() % 3 == 0 ? "Deny" : "Allow";
  const char* action = random() % 4 == 0 ? "NotAction" : "Action";
  const char* resource = random() % 4 == 0 ? "NotResource" : "Resource";
  for (unsigned i = 0; i < 1 + random() % 2; ++i) statement[action].push_back(pick(random, actions));
  for (unsigned i = 0; i < 1 + random() % 2; ++i) statement[resource].push_back(pick(random, resources));
  return statement;
}

nlohmann::json random_statements(std::mt19937& random) {
  nlohmann::json statements = nlohmann::json::array();
  for (unsigned i = 0; i < 1 + random() % 3; ++i) statements.push_back(random_statement(random));
  return statements;
}

/// One policy as a set of permissions.
struct Sample {
  OwnedPolicy policy;
  PermissionSet set;

  Sample(const ActionSpace& space, const nlohmann::json& statements)
      : policy(policy_with(statements.dump())) {
    set = permissions_of(space, {&policy.policy}, nullptr, Bound::exact,
                         [](const Policy&, const Statement&) { return Truth::yes; });
  }
};

const std::vector<std::pair<std::string, std::string>>& probes() {
  static const std::vector<std::pair<std::string, std::string>> all = [] {
    std::vector<std::pair<std::string, std::string>> result;
    for (const char* action : {"s3:GetObject", "s3:PutObject", "s3:GetBucketAcl", "s3:DeleteObject",
                               "eks:DescribeCluster", "iam:PassRole"})
      for (const char* resource :
           {"arn:aws:s3:::a", "arn:aws:s3:::a/x", "arn:aws:s3:::b", "arn:aws:s3:::ab/x",
            "arn:aws:eks:eu-west-1:1:cluster/c", "arn:aws:eks:eu-west-1:2:cluster/d"})
        result.emplace_back(action, resource);
    result.emplace_back("eks:ListClusters", "*");
    result.emplace_back("s3:ListAllMyBuckets", "*");
    return result;
  }();
  return all;
}

}  // namespace

TEST_CASE("sets of permissions agree with the decision of every request, and with set algebra") {
  std::mt19937 random(3);
  const ActionSpace space{&catalogue(), {"unlisted:Action"}};
  for (int round = 0; round < 400; ++round) {
    const Sample a(space, random_statements(random)), b(space, random_statements(random));
    const PermissionSet both = intersect(a.set, b.set), rest = minus(a.set, b.set);
    for (const auto& [action, resource] : probes()) {
      const ActionId id = *space.known->find(action);
      PolicyInputs inputs;
      inputs.identity = {&a.policy.policy};
      const bool in_a = a.set.allows(space, id, resource), in_b = b.set.allows(space, id, resource);
      CAPTURE(action, resource);
      REQUIRE(in_a == (decide(inputs, {action, resource}, Context()).answer == Answer::allowed));
      REQUIRE(both.allows(space, id, resource) == (in_a && in_b));
      REQUIRE(rest.allows(space, id, resource) == (in_a && !in_b));
    }
  }
}

TEST_CASE("a witness is granted by one policy and not by the other; no witness means a subset") {
  std::mt19937 random(5);
  const ActionSpace space{&catalogue(), {"unlisted:Action"}};
  int found = 0, none = 0;
  for (int round = 0; round < 300; ++round) {
    const Sample a(space, random_statements(random)), b(space, random_statements(random));
    const WitnessSearch search = find_request(space, minus(a.set, b.set));
    REQUIRE(search.result != Result::unknown);
    if (search.result == Result::found) {
      ++found;
      CAPTURE(space.name(search.witness.action), search.witness.resource);
      REQUIRE(a.set.allows(space, search.witness.action, search.witness.resource));
      REQUIRE_FALSE(b.set.allows(space, search.witness.action, search.witness.resource));
      continue;
    }
    ++none;
    for (const auto& [action, resource] : probes()) {
      const ActionId id = *space.known->find(action);
      REQUIRE((!a.set.allows(space, id, resource) || b.set.allows(space, id, resource)));
    }
  }
  CHECK(found > 20);
  CHECK(none > 20);
}

TEST_CASE("the order of statements is irrelevant, and splitting one changes nothing") {
  std::mt19937 random(9);
  for (int round = 0; round < 40; ++round) {
    nlohmann::json statements = random_statements(random), turned = nlohmann::json::array();
    for (auto at = statements.rbegin(); at != statements.rend(); ++at) {
      // One statement for each action, where that is no complement.
      const bool splits = at->contains("Action");
      for (const auto& action : splits ? (*at)["Action"] : nlohmann::json::array({nullptr})) {
        nlohmann::json part = *at;
        if (splits) part["Action"] = action;
        turned.push_back(part);
      }
    }
    CAPTURE(statements.dump());
    CHECK(are_equal(statements.dump(), turned.dump()));
  }
}

TEST_CASE("policies that are written differently but equal are equal") {
  CHECK(are_equal(
      R"({"Effect": "Allow", "Action": "s3:*", "Resource": ["arn:aws:s3:::a", "arn:aws:s3:::a/*"]})",
      R"([{"Effect": "Allow", "Action": ["S3:GET*", "s3:*"], "Resource": "arn:aws:s3:::a"},
                      {"Effect": "Allow", "Action": "s3:?*", "Resource": "arn:aws:s3:::a/*"}])"));
  CHECK(are_equal(
      R"({"Effect": "Allow", "NotAction": "iam:*", "Resource": "*"})",
      R"([{"Effect": "Allow", "Action": "*", "Resource": "*"}, {"Effect": "Deny", "Action": "iam:*", "Resource": "*"}])"));
  CHECK(are_equal(
      R"({"Effect": "Allow", "Action": "s3:*", "Resource": "*", "Condition": {"Bool": {"aws:SecureTransport": ["true"]}}})",
      R"({"Effect": "Allow", "Action": "s3:*", "Resource": "*", "Condition": {"bool": {"AWS:securetransport": "true"}}})"));
  const char* home =
      R"({"Effect": "Allow", "Action": "s3:*", "Resource": "arn:aws:s3:::a/${aws:username}/*"})";
  CHECK(are_equal(home, home));
}

TEST_CASE("differences come with a witness and with the conditions they need") {
  const auto found =
      beyond(R"({"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::a/*"})",
             R"({"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::a/x*"})");
  CHECK(found.result == Result::found);
  CHECK(found.action == "s3:GetObject");
  CHECK(found.resource.starts_with("arn:aws:s3:::a/"));

  const std::string all = R"({"Effect": "Allow", "Action": "s3:*", "Resource": "*")";
  const std::string secure = all + R"(, "Condition": {"Bool": {"aws:SecureTransport": "true"}}})";
  CHECK(beyond(secure, all + "}").result == Result::none);
  const auto insecure = beyond(all + "}", secure);
  CHECK(insecure.result == Result::found);
  CHECK(insecure.conditions == std::vector<std::string>{"not Bool aws:SecureTransport 'true'"});
  // The same key twice: whether both can differ is not decided.
  const auto like = [&](const char* value) {
    return all + R"(, "Condition": {"StringLike": {"aws:username": ")" + value + R"("}}})";
  };
  CHECK(beyond(like("a"), like("a*")).result == Result::unknown);
  CHECK(beyond(all + "}", like("a")).result == Result::found);
  const std::string both = "[" + like("a") + "," + like("a*");
  CHECK(beyond(both + R"(, {"Effect": "Allow", "Action": "eks:*", "Resource": "*"}])", both + "]")
            .action.starts_with("eks:"));
  CHECK(beyond(R"({"Effect": "Allow", "Action": "new:Thing", "Resource": "*"})", all + "}").action ==
        "new:Thing");
  CHECK(beyond(R"({"Effect": "Allow", "Action": "*", "Resource": "*"})",
               R"({"Effect": "Allow", "Action": "s3:*", "Resource": "*"})")
            .result == Result::found);
}

TEST_CASE("a difference names the conditions that it hangs on, and no others") {
  const std::string team = R"("Condition": {"StringEquals": {"aws:PrincipalTag/team": "a"}}})";
  const std::string other = R"("Condition": {"StringEquals": {"aws:PrincipalTag/other": "b"}}})";
  const std::string objects = R"({"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", )";
  const std::string buckets = R"({"Effect": "Allow", "Action": "s3:ListBucket", "Resource": "*", )";
  const std::string all = R"({"Effect": "Allow", "Action": "s3:*", "Resource": "*"})";
  CHECK(beyond("[" + all + "," + objects + team + "]", "[" + objects + other + "]").conditions.empty());
  CHECK(beyond("[" + objects + team + "," + buckets + other + "]", "[" + buckets + other + "]").conditions ==
        std::vector<std::string>{"StringEquals aws:PrincipalTag/team 'a'"});
  CHECK(beyond("[" + objects + team + "]", "[" + objects + other + "]").conditions ==
        std::vector<std::string>{"StringEquals aws:PrincipalTag/team 'a'",
                                 "not StringEquals aws:PrincipalTag/other 'b'"});
}
