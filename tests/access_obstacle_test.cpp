// What keeps a policy from allowing a request: the part of the statement that comes nearest to it.
#include "access/obstacle.h"
#include "modelled.h"

using namespace celint;

namespace {

struct Found {
  std::string text;
  std::string why;
  bool operator==(const Found&) const = default;
};

std::ostream& operator<<(std::ostream& out, const Found& found) {
  return out << found.text << ": " << found.why;
}

const Request kRead{"s3:GetObject", "arn:aws:s3:::example/key"};

Found obstacle(const std::string& statements, const Request& request = kRead,
               const std::optional<Caller>& caller = std::nullopt) {
  const Modelled file("policy.json", R"({"Version": "2012-10-17", "Statement": )" + statements + "}");
  Context context;
  context.set("aws:PrincipalAccount", "111122223333").set_absent("aws:MultiFactorAuthPresent");
  const auto found = nearest_obstacle({&file.only<Policy>()}, request, context, caller);
  return found ? Found{file.at(found->span), found->why} : Found{};
}

}  // namespace

TEST_CASE("obstacles: the part that does not fit, of the Allow that comes nearest") {
  CHECK(obstacle(R"([{"Effect": "Allow", "Action": "s3:PutObject", "Resource": "arn:aws:s3:::example/*"},
                     {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::other/*"}])") ==
        Found{"\"arn:aws:s3:::other/*\"", "s3:GetObject does not reach arn:aws:s3:::example/key"});
  CHECK(obstacle(R"([{"Effect": "Allow", "Action": "s3:*", "Resource": "arn:aws:s3:::other/*"},
                     {"Effect": "Deny", "Action": "s3:GetObject", "Resource": "*"}])")
            .text == "\"arn:aws:s3:::other/*\"");
  CHECK(obstacle(R"([{"Effect": "Allow", "Action": "s3:PutObject", "Resource": "arn:aws:s3:::other/*"},
                     {"Effect": "Allow", "Action": "s3:PutObject", "Resource": "arn:aws:s3:::example/*"}])") ==
        Found{"\"s3:PutObject\"", "does not allow s3:GetObject"});
}

TEST_CASE("obstacles: a condition by its values, or by its key if the request has none") {
  CHECK(obstacle(R"([{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*",
                      "Condition": {"StringEquals": {"aws:PrincipalAccount": "444455556666"}}}])") ==
        Found{"\"444455556666\"", "this condition does not hold"});
  CHECK(obstacle(R"([{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*",
                      "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}}}])") ==
        Found{"\"aws:MultiFactorAuthPresent\"", "the request does not carry this key"});
}

TEST_CASE("obstacles: a trust policy that names another") {
  const Caller caller{Caller::Type::aws, "arn:aws:iam::111122223333:user/example"};
  CHECK(obstacle(R"([{"Effect": "Allow", "Action": "sts:AssumeRole",
                      "Principal": {"AWS": "arn:aws:iam::111122223333:user/other"}}])",
                 {"sts:AssumeRole", "*"},
                 caller) == Found{"\"arn:aws:iam::111122223333:user/other\"",
                                  "does not name 'arn:aws:iam::111122223333:user/example'"});
}

TEST_CASE("obstacles: nothing near is the list of statements; an Allow that fits is none") {
  CHECK(obstacle("[]") == Found{"\"Statement\"", "no statement here allows s3:GetObject"});
  CHECK(
      obstacle(R"({"Effect": "Allow", "Action": "ec2:*", "Resource": "arn:aws:ec2:*:*:instance/*"})").text ==
      "\"Statement\"");
  CHECK(obstacle(R"([{"Effect": "Allow", "Action": "s3:Get*", "Resource": "*"}])") == Found{});
  CHECK_FALSE(nearest_obstacle({}, kRead, {}));
}
