#include <catch2/catch.hpp>
#include <string>

#include "access/arn.h"
#include "access/glob.h"

using namespace celint;

namespace {

bool is_match(std::string_view pattern, std::string_view text) {
  return matches(parse_glob(pattern), text) == Truth::yes;
}

bool is_arn_match(std::string_view pattern, std::string_view text) {
  return matches(parse_arn_glob(pattern), text) == Truth::yes;
}

}  // namespace

TEST_CASE("an ARN is taken apart and printed back") {
  const std::string text = "arn:aws:iam::111122223333:role/team/example/head";
  const auto arn = parse_arn(text);
  REQUIRE(arn);
  CHECK(arn->partition == "aws");
  CHECK(arn->service == "iam");
  CHECK(arn->region.empty());
  CHECK(arn->account == "111122223333");
  CHECK(arn->resource_type() == "role");
  CHECK(arn->name() == "head");
  CHECK(arn->path() == "/team/example/");
  CHECK(to_string(*arn) == text);
  CHECK(parse_arn("arn:aws:iam::111122223333:role/head")->path() == "/");
  CHECK(parse_arn("arn:aws:logs:eu-west-1:1:log-group:/a:b")->resource == "log-group:/a:b");
  CHECK(parse_arn("arn:aws:s3:::b")->resource_type().empty());
  CHECK(parse_arn("arn:aws:s3:::b")->path() == "/");
  for (const char* bad :
       {"", "arn", "arn:aws:s3", "arn:aws:s3::", "arn:aws:s3:::", "ARN:aws:s3:::b", "x:aws:s3:::b"})
    CHECK(parse_arn(bad).has_value() == (std::string_view(bad) == "arn:aws:s3:::"));
}

TEST_CASE("wildcards match any bytes, `?` exactly one") {
  CHECK(is_match("*", ""));
  CHECK(is_match("a*c", "abbbc"));
  CHECK(is_match("a*c", "ac"));
  CHECK_FALSE(is_match("a*c", "acd"));
  CHECK(is_match("a?c", "abc"));
  CHECK_FALSE(is_match("a?c", "ac"));
  CHECK(is_match("*a*b*", "xxaxxbxx"));
  CHECK_FALSE(is_match("", "a"));
  CHECK(is_match("a**b", "a/:b"));
  CHECK_FALSE(is_match("ABC", "abc"));
  CHECK(matches(parse_glob("A*c", Case::ignored), "aBC") == Truth::yes);
}

TEST_CASE("escapes and variables") {
  CHECK(is_match("a${*}", "a*"));
  CHECK_FALSE(is_match("a${*}", "ab"));
  CHECK(is_match("${?}${$}", "?$"));
  CHECK(is_match("a${b", "a${b"));
  CHECK(matches(parse_glob("home/${aws:username}/*"), "home/ada/x") == Truth::maybe);
  CHECK(matches(parse_glob("home/${aws:username}/*"), "work/ada/x") == Truth::no);
  CHECK(matches(parse_glob("${aws:username}", Case::exact, Variables::text), "${aws:username}") ==
        Truth::yes);
  const Glob glob = parse_glob("${ aws:username , 'nobody' }/*");
  REQUIRE(glob.variables.size() == 1);
  CHECK(glob.variables[0] == PolicyVariable{"aws:username", "nobody"});

  using State = VariableValue::State;
  const auto with = [&](State state, std::string_view text) {
    return substitute(glob, [=](std::string_view) { return VariableValue{state, text}; });
  };
  CHECK(matches(*with(State::known, "a*"), "a*/x") == Truth::yes);
  CHECK(matches(*with(State::known, "a*"), "ab/x") == Truth::no);
  CHECK(matches(*with(State::absent, ""), "nobody/x") == Truth::yes);
  CHECK(matches(*with(State::unknown, ""), "ab/x") == Truth::maybe);
  CHECK_FALSE(substitute(parse_glob("${aws:username}"), [](std::string_view) {
    return VariableValue{State::absent, {}};
  }));
}

TEST_CASE("ARN patterns: wildcards before the fifth colon stay in their part, the resource part takes all") {
  CHECK(is_arn_match("*", "arn:aws:s3:::b"));
  CHECK(is_arn_match("arn:aws:s3:::b/*", "arn:aws:s3:::b/x/y:z"));
  CHECK_FALSE(is_arn_match("arn:aws:s3:::b/*", "arn:aws:s3:::b"));
  CHECK(is_arn_match("arn:*:s3:*:*:b", "arn:aws:s3:::b"));
  CHECK(is_arn_match("ARN:aws:S3:::b", "arn:AWS:s3:::b"));
  CHECK_FALSE(is_arn_match("arn:aws:s3:::B", "arn:aws:s3:::b"));
  CHECK_FALSE(is_arn_match("arn:aws:*:role/x", "arn:aws:iam::1:role/x"));
  CHECK_FALSE(is_arn_match("arn:aws:i*1:role/x", "arn:aws:iam::1:role/x"));
  CHECK(is_arn_match("arn:aws:eks:eu-west-?:1:cluster/a*c", "arn:aws:eks:eu-west-1:1:cluster/a:/c"));
  CHECK_FALSE(is_arn_match("arn:aws:eks:?:1:cluster/a", "arn:aws:eks:::1:cluster/a"));
}

TEST_CASE("an ARN pattern with too few parts is padded with `*`") {
  CHECK(is_arn_match("arn:aws:sqs", "arn:aws:sqs:eu-west-1:1:queue"));
  CHECK(is_arn_match("arn:aws:s*", "arn:aws:sqs:eu-west-1:1:queue"));
  CHECK_FALSE(is_arn_match("arn:aws:sqs", "arn:aws:s3:::b"));
  CHECK_FALSE(is_arn_match("arn:aws:s3:b", "arn:aws:s3:::b"));
}

TEST_CASE("worst patterns stay bounded") {
  std::string pattern;
  for (int i = 0; i < 200; ++i) pattern += "*a";
  const std::string text(20000, 'a');
  CHECK(is_match(pattern, text));
  CHECK_FALSE(is_match(pattern + "b", text));
  CHECK_FALSE(is_match(std::string(200, '?').append("*b"), text));
  CHECK_FALSE(is_match(std::string("*").append(text, 0, 1000).append("b"), text));
}
