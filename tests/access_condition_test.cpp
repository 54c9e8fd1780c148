#include <catch2/catch.hpp>
#include <initializer_list>

#include "access/condition.h"
#include "access/condition_value.h"

using namespace celint;

namespace {

Truth test(std::string_view op, std::initializer_list<std::string_view> values, const Context& context,
           Variables variables = Variables::resolved) {
  Condition condition{{op, {}}, {"aws:x", {}}, {}};
  std::vector<Str> list;
  for (const std::string_view value : values) list.push_back({value, {}});
  const Arena memory;
  condition.values = memory.list(list);
  return holds(condition, context, variables);
}

Context with(std::string value) { return Context().set("AWS:X", std::move(value)).close(); }
Context with_list(std::vector<std::string> values) {
  return Context().set_list("aws:x", std::move(values)).close();
}
const Context kAbsent = Context().close();
const Context kUnknown;

constexpr Truth kNo = Truth::no, kMaybe = Truth::maybe, kYes = Truth::yes;

}  // namespace

TEST_CASE("operators are taken apart in any letter case") {
  const auto op = parse_condition_operator("forAnyValue:stringNotLikeIfExists");
  REQUIRE(op);
  CHECK(op->set == ConditionOperator::SetPrefix::for_any_value);
  CHECK(op->family == ConditionOperator::Family::string_like);
  CHECK(op->negated);
  CHECK(op->if_exists);
  for (const char* bad :
       {"", "StringFoo", "NullIfExists", "ForSome:StringLike", "IfExists", "String:Equals:x"})
    CHECK_FALSE(parse_condition_operator(bad));
}

TEST_CASE("a single value against every family") {
  struct Row {
    const char* op;
    const char* wanted;
    const char* actual;
    Truth expected;
  };
  const Row rows[] = {
      {"StringEquals", "a", "a", kYes},
      {"StringEquals", "A", "a", kNo},
      {"StringEquals", "a*", "ab", kNo},
      {"StringEquals", "a*", "a*", kYes},
      {"StringNotEquals", "a", "b", kYes},
      {"StringEqualsIgnoreCase", "ABC", "abc", kYes},
      {"StringNotEqualsIgnoreCase", "A", "a", kNo},
      {"StringLike", "a?c*", "abcd", kYes},
      {"StringLike", "A*", "ab", kNo},
      {"StringNotLike", "*", "a", kNo},
      {"NumericEquals", "1.0", "1", kYes},
      {"NumericLessThan", "1", "-1", kYes},
      {"NumericGreaterThanEquals", "1", "1", kYes},
      {"NumericEquals", "1e2", "100", kNo},
      {"NumericNotEquals", "1", "abc", kNo},
      {"DateLessThan", "2020-01-01T00:00:00Z", "2019-12-31T23:59:59Z", kYes},
      {"DateEquals", "2020-01-01T01:00:00+01:00", "2020-01-01", kYes},
      {"DateEquals", "1577836800", "2020-01-01T00:00:00.0Z", kYes},
      {"DateNotEquals", "foo", "2020-01-01", kNo},
      {"Bool", "true", "TRUE", kYes},
      {"Bool", "yes", "yes", kNo},
      {"BinaryEquals", "QmluYXJ5", "QmluYXJ5", kYes},
      {"IpAddress", "10.0.0.0/8", "10.1.2.3", kYes},
      {"IpAddress", "10.1.2.3", "10.1.2.4", kNo},
      {"NotIpAddress", "2001:db8::/32", "10.1.2.3", kYes},
      {"IpAddress", "2001:db8::/32", "2001:DB8:0:1::1", kYes},
      {"NotIpAddress", "foo", "10.1.2.3", kNo},
      {"IpAddress", "0.0.0.0/0", "203.0.113.9", kYes},
      {"IpAddress", "10.0.0.0/8", "10.1.0.0/16", kNo},
      {"ArnEquals", "arn:aws:s3:::b*", "arn:aws:s3:::b/x:y", kYes},
      {"ArnLike", "arn:aws:*:x", "arn:aws:s3:::x", kNo},
      {"ArnLike", "arn:aws:S3:::x", "arn:aws:s3:::x", kNo},
      {"ArnLike", "*", "arn:aws:s3:::x", kYes},
      {"ArnNotLike", "arn:aws:s3:::x", "arn:aws:s3:::y", kYes},
      {"ArnNotLike", "foo", "arn:aws:s3:::y", kNo},
      {"Null", "false", "a", kYes},
      {"Null", "TRUE", "a", kNo},
      {"StringFoo", "a", "a", kNo},
  };
  for (const Row& row : rows) {
    CAPTURE(row.op, row.wanted, row.actual);
    CHECK(test(row.op, {row.wanted}, with(row.actual)) == row.expected);
  }
}

TEST_CASE("several values are alternatives, for a negated operator none of them") {
  CHECK(test("StringEquals", {"a", "b"}, with("b")) == kYes);
  CHECK(test("StringNotEquals", {"a", "b"}, with("b")) == kNo);
  CHECK(test("NumericNotEquals", {"z", "6"}, with("5")) == kNo);
  CHECK(test("StringEquals", {}, with("b")) == kNo);
  CHECK(test("StringNotEquals", {}, with("b")) == kYes);
}

TEST_CASE("an absent key") {
  CHECK(test("StringEquals", {"a"}, kAbsent) == kNo);
  CHECK(test("StringNotEquals", {"a"}, kAbsent) == kYes);
  CHECK(test("ArnNotLike", {"arn:aws:s3:::b"}, kAbsent) == kYes);
  CHECK(test("BoolIfExists", {"true"}, kAbsent) == kYes);
  CHECK(test("Bool", {"false"}, kAbsent) == kNo);
  CHECK(test("Null", {"true"}, kAbsent) == kYes);
  CHECK(test("Null", {"false"}, kAbsent) == kNo);
  CHECK(test("ForAllValues:StringEquals", {"a"}, kAbsent) == kYes);
  CHECK(test("ForAnyValue:StringEquals", {"a"}, kAbsent) == kNo);
  CHECK(test("ForAnyValue:StringNotEquals", {"a"}, kAbsent) == kNo);
}

TEST_CASE("an unknown key decides nothing") {
  for (const char* op :
       {"StringEquals", "StringNotEquals", "BoolIfExists", "Null", "ForAllValues:StringLike"})
    CHECK(test(op, {"true"}, kUnknown) == kMaybe);
  CHECK(test("StringEquals", {"<YOUR-VALUE>"}, with("a")) == kMaybe);
  CHECK(test("StringEquals", {"${bucket}"}, with("a")) == kMaybe);
}

TEST_CASE("sets of values") {
  CHECK(test("ForAllValues:StringEquals", {"a", "b"}, with_list({"a", "b"})) == kYes);
  CHECK(test("ForAllValues:StringEquals", {"a"}, with_list({"a", "b"})) == kNo);
  CHECK(test("ForAnyValue:StringEquals", {"a"}, with_list({"a", "b"})) == kYes);
  CHECK(test("ForAllValues:StringNotEquals", {"a"}, with_list({"c", "a"})) == kNo);
  CHECK(test("ForAnyValue:StringNotEquals", {"a"}, with_list({"c", "a"})) == kYes);
  CHECK(test("ForAnyValue:StringNotEquals", {"a"}, with_list({"a"})) == kNo);
  CHECK(test("ForAllValues:StringEquals", {"a"}, with_list({})) == kYes);
  CHECK(test("ForAllValues:StringEquals", {"a"}, with("b")) == kNo);
  CHECK(test("StringEquals", {"a"}, with_list({"a"})) == kNo);
}

TEST_CASE("policy variables in values") {
  Context context = with("ada");
  CHECK(test("StringEquals", {"${aws:username}"}, context) == kNo);  // absent
  CHECK(test("StringNotEquals", {"${aws:username}"}, context) == kYes);
  CHECK(test("StringEquals", {"${aws:username, 'ada'}"}, context) == kYes);
  context.set("aws:username", "ada");
  CHECK(test("StringEquals", {"${AWS:UserName}"}, context) == kYes);
  CHECK(test("StringEquals", {"${aws:username}"}, context, Variables::text) == kNo);
  CHECK(test("StringLike", {"${aws:username}"}, with("ab").set("aws:username", "a*")) == kNo);
  CHECK(test("StringEquals", {"${aws:username}"}, Context().set("aws:x", "ada")) == kMaybe);
  CHECK(test("NumericEquals", {"${aws:username}"}, with("1").set("aws:username", "1.0")) == kYes);
}

TEST_CASE("dates, numbers and addresses: what is none") {
  for (const char* text : {"", "-", "1.2.3", "0x10", "1e5", "abc", "--1", "1 2"})
    CHECK_FALSE(parse_number(text));
  CHECK(parse_number(" +5 ") == 5.0);
  CHECK(parse_number(".5") == 0.5);
  for (const char* text : {"", "2020-13-01", "2020-02-30", "2020-01-01T", "2020-01-01T25:00:00Z",
                           "2020-01-01T00:00:00X", "2020-01-01T00:00:00+1", "20a0"})
    CHECK_FALSE(parse_date(text));
  CHECK(parse_date("1970") == 0.0);
  CHECK(parse_date("1970-01-01T00:00:01.5-0100") == 3601.5);
  for (const char* text : {"", "10.0.0", "10.0.0.256", "10.0.0.0/33", "10.0.0.0/", "::1::", "1:2:3",
                           "12345::", "1:2:3:4:5:6:7:8:9", "1:", "::/129", "10.0.0.0.0", "g::"})
    CHECK_FALSE(parse_address_range(text));
  CHECK(parse_address_range("::")->v6);
  CHECK(contains(*parse_address_range("::/0"), *parse_address_range("1:2:3:4:5:6:7:8")));
}
