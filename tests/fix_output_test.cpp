// No edit where the text is made from other text, or stands for another value.
#include <catch2/catch.hpp>

#include "fixture.h"
#include "temp_folder.h"

using namespace celint;

namespace {

const std::string kRedundant =
    R"({\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"Action\": )"
    R"([\"s3:Get*\", \"s3:GetObject\"], \"Resource\": \"arn:aws:s3:::example-nf-work/*\"}]})";

const std::string kResource =
    R"({"address": "a.b", "mode": "managed", "type": "aws_iam_policy", "name": "b", )";

/// The only finding on a file with this text, which a rule that offers an edit elsewhere has made.
Finding only_finding(const std::string& name, const std::string& text) {
  const TempFolder folder;
  folder.write(name, text);
  const auto result = run(folder.path(), Audience::audit);
  INFO(text);
  REQUIRE(result->findings.size() == 1);
  CHECK(result->findings[0].edits.empty() == (result->findings[0].fix == FixKind::none));
  return result->findings[0];
}

std::string resource_of_template(const std::string& document) {
  return "AWSTemplateFormatVersion: 2010-09-09\nParameters:\n  Language: {Type: String, Default: "
         "2008-10-17}\n"
         "Resources:\n  Policy:\n    Type: AWS::IAM::ManagedPolicy\n    Properties:\n      PolicyDocument:\n"
         "        Version: " +
         document;
}

}  // namespace

TEST_CASE("fixes: none for a state or a plan of Terraform, which are made from other text") {
  CHECK(
      only_finding("policy.json", R"({"PolicyVersion": {"Document": ")" + kRedundant + "\"}}").edits.size() ==
      1);
  const std::string values = R"("values": {"name": "seqera", "policy": ")" + kRedundant + "\"}}";
  const std::string resources = R"({"root_module": {"resources": [)" + kResource + values + "]}}";
  CHECK(
      only_finding("policy.json", R"({"format_version": "1.0", "values": )" + resources + "}").edits.empty());
  CHECK(only_finding("policy.json", R"({"format_version": "1.2", "planned_values": )" + resources +
                                        R"(, "resource_changes": []})")
            .edits.empty());
}

TEST_CASE("fixes: none for what a function of CloudFormation gives") {
  const std::string statements =
      "\n        Statement:\n          - {Effect: Allow, Action: 's3:GetObject', Resource: "
      "'arn:aws:s3:::e/*'}\n";
  const std::string old = "'2008-10-17'" + statements;
  CHECK(only_finding("template.yaml", resource_of_template(old)).edits.size() == 1);
  for (const char* value : {"!Ref Language", "{Ref: Language}", "!Sub '${Language}'",
                            "!Join ['', [2008-, 10-17]]", "\n          Fn::Sub: 2008-10-17"})
    CHECK(only_finding("template.yaml", resource_of_template(value + statements)).edits.empty());
  CHECK(only_finding(
            "template.json",
            R"({"AWSTemplateFormatVersion": "2010-09-09", "Parameters": {"Language": {"Type": "String",)"
            R"( "Default": "2008-10-17"}}, "Resources": {"Policy": {"Type": "AWS::IAM::ManagedPolicy",)"
            R"( "Properties": {"PolicyDocument": {"Version": {"Ref": "Language"}, "Statement": [)"
            R"({"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::e/*"}]}}}}})")
            .edits.empty());
}
