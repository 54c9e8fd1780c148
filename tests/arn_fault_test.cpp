#include "access/arn_fault.h"

#include <catch2/catch.hpp>

#include "fixture.h"

using namespace celint;

namespace {

std::string code(std::string_view text) {
  const auto fault = find_arn_fault(text);
  return fault ? std::string(fault->code) : std::string();
}

std::string replacement(std::string_view text) {
  const auto fault = find_arn_fault(text);
  return fault ? fault->replacement : "sound";
}

}  // namespace

TEST_CASE("faults of ARNs carry Access Analyzer's codes") {
  CHECK(code("s3://example/*") == "INVALID_ARN_PREFIX");
  CHECK(code("arn:aws:sqs") == "MISSING_ARN_FIELD");
  CHECK(code("arn:aws-x:s3:::example") == "INVALID_PARTITION");
  CHECK(code("arn:aws:IAM::111122223333:role/x") == "INVALID_ARN_SERVICE_CASE");
  CHECK(code("arn:aws:iam::12345:role/x") == "INVALID_ARN_ACCOUNT");
  CHECK(code("arn:aws:s3:eu-west-1::example") == "ARN_REGION_NOT_ALLOWED");
  CHECK(code("arn:aws:s3::111122223333:example/*") == "ARN_ACCOUNT_NOT_ALLOWED");
  CHECK(code("arn:aws:eks::111122223333:cluster/x") == "MISSING_ARN_REGION");
  CHECK(code("arn:aws:sns::111122223333:topic") == "MISSING_ARN_REGION");
  CHECK(code("arn:aws:quicksight::111122223333:user/${aws:userid}").empty());
  CHECK(code("arn:aws:eks:eu-west-1::cluster/x") == "MISSING_ARN_ACCOUNT");
  CHECK(code("arn:aws:sqs:eu-wst-1:111122223333:x") == "INVALID_ARN_REGION");
  CHECK(code("arn:aws:eks:cn-north-1:111122223333:cluster/x") == "INVALID_ARN_REGION");
  CHECK(code("arn:aws:iam::111122223333:x") == "INVALID_ARN_RESOURCE");
  CHECK(code("arn:aws:sts::111122223333:assumed-role") == "INVALID_ARN_RESOURCE");
  CHECK(code("arn:aws:sts:eu-west-1:111122223333:assumed-role/x/session") == "ARN_REGION_NOT_ALLOWED");
}

TEST_CASE("sound ARNs have no fault, with wildcards and variables in their fields") {
  for (const char* text :
       {"*", "arn:*:s3:::example/*", "arn:aws:s3:*:*:example", "arn:aws:s3:::a b/*", "arn:aws:*:*:*:*",
        "arn:aws:iam::aws:policy/ReadOnlyAccess", "arn:aws:iam::${aws:PrincipalAccount}:role/x",
        "arn:aws:ssm:*::document/AWS-RunShellScript", "arn:aws:iam::*:root",
        "arn:*:sqs:eu-west-9:111122223333:x", "arn:aws-eusc:eks:eusc-de-east-1:111122223333:cluster/x",
        "arn:aws:s3:eu-west-1:111122223333:accesspoint/x", "arn:aws:eks:*:*:cluster/*",
        "arn:aws:sts::111122223333:assumed-role/x/session", "arn:*:sts::*:assumed-role/*"}) {
    INFO(text);
    CHECK(code(text).empty());
  }
}

TEST_CASE("an ARN is mended where it has one possible meaning") {
  CHECK(replacement("arn:aws:iam:111122223333:role/a/x") == "arn:aws:iam::111122223333:role/a/x");
  CHECK(replacement("arn:aws:s3::example/*") == "arn:aws:s3:::example/*");
  CHECK(replacement("arn:aws:s3:example") == "arn:aws:s3:::example");
  CHECK(replacement(" arn:aws:s3:::example ") == "arn:aws:s3:::example");
  CHECK(replacement("\u201carn:aws:s3:::example\u201d") == "arn:aws:s3:::example");
  CHECK(replacement("arn:aws:sqs").empty());
  CHECK(replacement("arn:aws:iam:eu-west-1:role/x").empty());
  CHECK(replacement("arn:aws:eks:eu-west-1::cluster/x").empty());
}

TEST_CASE("roles passed to anyone carry Access Analyzer's codes") {
  const auto aliases = [](const char* name) {
    const auto result = run(repository() / "fixtures/pass-role-unscoped" / name, Audience::audit);
    for (const Finding& finding : result->findings)
      if (finding.rule->id == "pass-role-unscoped") return finding.aliases;
    return std::vector<std::string_view>{"no finding"};
  };
  CHECK(aliases("bad-every-role") == std::vector<std::string_view>{"PASS_ROLE_WITH_STAR_IN_RESOURCE"});
  CHECK(aliases("bad-star") == std::vector<std::string_view>{"PASS_ROLE_WITH_STAR_IN_RESOURCE"});
  CHECK(aliases("bad-wildcard-action") ==
        std::vector<std::string_view>{"PASS_ROLE_WITH_STAR_IN_ACTION_AND_RESOURCE"});
  CHECK(aliases("bad-not-action") ==
        std::vector<std::string_view>{"PASS_ROLE_WITH_NOT_ACTION_AND_NOT_RESOURCE"});
  CHECK(aliases("bad-if-exists").empty());
}

TEST_CASE("findings of fixtures carry Access Analyzer's codes") {
  const auto aliases = [](const char* rule, const char* name) {
    std::vector<std::string_view> codes;
    const auto result = run(repository() / "fixtures" / rule / name, Audience::audit);
    for (const Finding& finding : result->findings)
      if (finding.rule->id == rule) codes.insert(codes.end(), finding.aliases.begin(), finding.aliases.end());
    return codes;
  };
  using Codes = std::vector<std::string_view>;
  const std::string_view arn_key = "STRING_LIKE_OPERATOR_WITH_ARN_CONDITION_KEYS";
  const std::string_view present = "EQUIVALENT_TO_NULL_FALSE";
  CHECK(aliases("loose-condition", "bad-letter-case") == Codes{arn_key});
  CHECK(aliases("presence-only-condition", "bad-arn") == Codes{present, present, arn_key});
  CHECK(aliases("presence-only-condition", "bad-negated") == Codes{"EQUIVALENT_TO_NULL_TRUE"});
  CHECK(aliases("unlisted-action", "bad-service") == Codes{"INVALID_SERVICE"});
  CHECK(aliases("unlisted-action", "bad-retired").empty());
  CHECK(aliases("ineffective-condition", "bad-other-key") ==
        Codes{"DEPRECATED_GLOBAL_CONDITION_KEY", "INVALID_SERVICE_CONDITION_KEY"});
  CHECK(aliases("ineffective-condition", "bad-null-prefix") ==
        Codes{"NULL_WITH_QUALIFIER", "NULL_WITH_QUALIFIER"});
  CHECK(aliases("ineffective-condition", "bad-session-tag") ==
        Codes{"MISSING_ACTION_FOR_CONDITION_KEY", "MISSING_ACTION_FOR_CONDITION_KEY"});
  CHECK(aliases("ineffective-condition", "bad-untagged") ==
        Codes{"DENY_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE"});
  CHECK(aliases("trust-anyone", "bad-bare") == Codes{"ROLE_TRUST_POLICY_UNSUPPORTED_WILDCARD_IN_PRINCIPAL"});
  CHECK(aliases("trust-anyone", "bad-star").empty());
  CHECK(aliases("trust-anyone", "bad-provider") == Codes{"MISSING_CONDITION_KEY_FOR_OIDC_PRINCIPAL"});
  CHECK(aliases("redundant-statement", "bad-repeated") == Codes{"REDUNDANT_STATEMENT"});
  CHECK(aliases("syntax-error", "bad-yaml-tab").empty());
  CHECK(aliases("web-identity-untrusted", "bad-alone") == Codes{"MISMATCHED_ACTION_FOR_PRINCIPAL"});
}
