// CloudFormation templates: functions are worked out as far as the template tells, the rest is unknown.
#include "modelled.h"

using namespace celint;

namespace {

bool holds(const StrField& field, std::string_view value) { return field.known() && field.value == value; }

const Policy* policy(const Modelled& file, std::string_view name) {
  for (const Policy* item : file.all<Policy>())
    if (item->holder.policy_name == name) return item;
  return nullptr;
}

}  // namespace

TEST_CASE("a template: a role with what its own and other resources give it", "[forms]") {
  const auto file = sample("cloudformation/template.yaml");
  CHECK(file->only<Recognition>().kind == DocumentKind::cloudformation);
  const auto entities = file->all<IamEntity>();
  REQUIRE(entities.size() == 2);
  const IamEntity& role = *entities[0];
  CHECK(holds(role.name, "example-nf-head"));
  CHECK(file->at(role.name.span) == "\"${ClusterName}-head\"");
  REQUIRE(role.attached.size() == 1);
  CHECK(role.attached[0].value == "arn:aws:iam::aws:policy/ReadOnlyAccess");
  CHECK(entities[1]->type == IamEntity::Type::user);
  CHECK(entities[1]->name.absent());
  const Policy* logs = policy(*file, "logs");
  REQUIRE(logs != nullptr);
  CHECK(logs->holder.name == "example-nf-head");
  const Policy* describe = policy(*file, "describe");
  REQUIRE(describe != nullptr);
  CHECK(describe->holder.name == "example-nf-head");
  CHECK(describe->statements[0].resources[0].value ==
        "arn:aws:eks:eu-west-1:111122223333:cluster/example-nf");
}

TEST_CASE("a template: joined texts are known, partitions and conditions are not", "[forms]") {
  const auto file = sample("cloudformation/template.yaml");
  const Policy* work = policy(*file, "work");
  REQUIRE(work != nullptr);
  REQUIRE(work->statements.size() == 2);
  CHECK(work->statements[0].resources[0].value == "arn:aws:s3:::example-nf-work/*");
  CHECK(file->at(work->statements[0].actions[0].span) == "s3:GetObject");
  CHECK(work->statements[1].actions[0].value == "${unknown}");
  REQUIRE(policy(*file, "logs") != nullptr);
  CHECK(policy(*file, "logs")->statements[0].resources[0].value == "arn:${unknown}:s3:::example-nf-work");
  const Policy* trust = nullptr;
  for (const Policy* item : file->all<Policy>())
    if (item->kind == PolicyKind::trust) trust = item;
  REQUIRE(trust != nullptr);
  CHECK(trust->statements[0].conditions[0].values[0].value == "${unknown}");
}

TEST_CASE("a template: EKS and S3", "[forms]") {
  const auto file = sample("cloudformation/template.yaml");
  const auto& cluster = file->only<Cluster>();
  CHECK(holds(cluster.name, "example-nf"));
  CHECK(holds(cluster.authentication_mode, "API"));
  CHECK(cluster.endpoint_public.value);
  CHECK(cluster.issuer.absent());
  const auto entries = file->all<AccessEntry>();
  REQUIRE(entries.size() == 2);
  CHECK(holds(entries[0]->cluster_name, "example-nf"));
  CHECK(entries[0]->principal_arn.unknown());
  CHECK(entries[0]->groups[0].value == "tower");
  CHECK(holds(entries[1]->policies[0].scope, "namespace"));
  const auto& association = file->only<PodIdentityAssociation>();
  CHECK(holds(association.service_account, "tower-launcher-sa"));
  CHECK(association.role_arn.unknown());
  CHECK(holds(file->only<BucketEncryption>().bucket, "example-nf-work"));
  CHECK(file->only<BucketEncryption>().key.absent());
  CHECK(file->only<PublicAccessBlock>().blocks_public_policy.value);
  const Policy* bucket = nullptr;
  for (const Policy* item : file->all<Policy>())
    if (item->kind == PolicyKind::resource) bucket = item;
  REQUIRE(bucket != nullptr);
  CHECK(bucket->holder.name == "example-nf-work");
  CHECK(bucket->statements[0].resources[0].value == "arn:aws:s3:::example-nf-work/*");
  CHECK(bucket->statements[0].conditions[0].values[0].value == "arn:aws:iam::${aws:PrincipalAccount}:role/x");
}

TEST_CASE("a template in JSON: a list that is a parameter leaves the role open", "[forms]") {
  const auto file = sample("cloudformation/template.json");
  const auto& role = file->only<IamEntity>();
  CHECK(role.name.absent());
  REQUIRE(role.attached.size() == 1);
  CHECK(role.attached[0].value == "${unknown}");
  const auto policies = file->all<Policy>();
  REQUIRE(policies.size() == 2);
  CHECK(policy(*file, "p")->statements[0].resources[0].value == "arn:${unknown}:s3:::example-nf-work/*");
}

TEST_CASE("references in circles and broken templates end", "[forms]") {
  for (
      const char* text :
      {R"({"Resources": {"A": {"Type": "AWS::IAM::Role", "Properties": {"RoleName": {"Ref": "B"}}},
                          "B": {"Type": "AWS::IAM::Role", "Properties": {"RoleName": {"Ref": "A"}}}}})",
       R"({"Resources": {"A": {"Type": "AWS::IAM::Role", "Properties": {"RoleName": {"Fn::Sub": "${A}${A}${A}"}}}}})",
       R"({"Resources": {"A": {"Type": "AWS::IAM::Role", "Properties": {"Fn::Transform": {"Name": "x"}}},
                          "B": {"Type": "AWS::IAM::Policy", "Properties": {"Roles": {"Fn::If": [1]}, "PolicyDocument": 1}},
                          "C": {"Type": "AWS::S3::Bucket", "Properties": {"BucketName": {"Fn::Sub": ["${", 1]}}},
                          "D": {"Type": "AWS::IAM::Role", "Properties": {"Policies": {"Ref": "X"}, "ManagedPolicyArns": "x",
                                "PermissionsBoundary": {"Fn::GetAtt": "D"}, "AssumeRolePolicyDocument": {"Statement": "x"}}},
                          "E": 1, "F": {"Type": "AWS::EKS::AccessEntry", "Properties": {"AccessPolicies": {"Fn::If": []}}}}})"}) {
    INFO(text);
    const Modelled file("template.json", text);
    CHECK(file.only<Recognition>().kind == DocumentKind::cloudformation);
    for (const IamEntity* entity : file.all<IamEntity>()) CHECK_FALSE(entity->name.known());
  }
}
