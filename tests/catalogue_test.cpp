#include "access/catalogue.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "access/catalogue_update.h"
#include "access/partition.h"
#include "read/source.h"

using namespace celint;

TEST_CASE("the catalogue knows the actions of the launch path, in any letter case") {
  const Catalogue& all = catalogue();
  CHECK(all.size() > 20000);
  CHECK(catalogue_date() >= "2026-09-26");
  const auto id = all.find("S3:getobject");
  REQUIRE(id);
  CHECK(all.full_name(*id) == "s3:GetObject");
  CHECK(all.level(*id) == AccessLevel::read);
  const auto types = all.resource_types(*id);
  CHECK(std::any_of(types.begin(), types.end(), [](const ResourceType& type) {
    return type.name == "object" && type.arn == "arn:${Partition}:s3:::${BucketName}/${ObjectName}";
  }));
  CHECK(all.level(*all.find("eks:ListClusters")) == AccessLevel::list);
  CHECK(all.resource_types(*all.find("eks:ListClusters")).empty());
  CHECK(all.level(*all.find("s3:PutObjectTagging")) == AccessLevel::tagging);
  CHECK(all.level(*all.find("s3:PutBucketPolicy")) == AccessLevel::permissions);
  CHECK_FALSE(all.find("s3:CopyObject"));
  CHECK_FALSE(all.find("s3:"));
  CHECK_FALSE(all.find("GetObject"));
  CHECK(all.has_service("EKS-auth"));
  CHECK_FALSE(all.has_service("s4"));
}

TEST_CASE("every action is found under its own name and its links stay in bounds") {
  const Catalogue& all = catalogue();
  for (ActionId id = 0; id < all.size(); ++id) {
    REQUIRE(all.find(all.full_name(id)) == id);
    for (const ResourceType& type : all.resource_types(id)) REQUIRE_FALSE(type.arn.empty());
    for (const ConditionKey& key : all.condition_keys(id)) REQUIRE_FALSE(key.type.empty());
  }
}

TEST_CASE("action patterns expand as IAM reads them") {
  const Catalogue& all = catalogue();
  CHECK(all.expand("*").size() == all.size());
  CHECK(all.expand("s3:Get*").size() == 63);
  CHECK(all.expand("s3:get*") == all.expand("S3:Get*"));
  CHECK(all.expand("s3:GetObject") == std::vector{*all.find("s3:GetObject")});
  CHECK(all.expand("s3:?etObject").size() == 1 + all.expand("s3:SetObject").size());
  CHECK(all.expand("*:*").size() == all.size());
  CHECK(all.expand("*:ListClusters").empty());
  for (const char* none :
       {"s3", "s3*", "", ":", "s3:Get Object", "s3:GetObject,PutObject", "nope:*", "s3:GetObject:x"})
    CHECK(all.expand(none).empty());
}

TEST_CASE("the nearest action is a help, not a guess") {
  const Catalogue& all = catalogue();
  CHECK(all.nearest("eks:DescribeClusters") == "eks:DescribeCluster");
  CHECK(all.nearest("ekss:DescribeCluster") == "eks:DescribeCluster");
  CHECK(all.nearest("s3:GetObjects") == "s3:GetObject");
  CHECK(all.nearest("s3:Qwertyuiop").empty());
  CHECK(all.nearest("nothing").empty());
  CHECK(all.nearest("s3:" + std::string(100000, 'a')).empty());
}

TEST_CASE("condition keys are found by template") {
  const Catalogue& all = catalogue();
  CHECK(all.find_condition_key("aws:PrincipalArn")->type == "ARN");
  CHECK(all.find_condition_key("AWS:requesttag/Team")->type == "String");
  CHECK(all.find_condition_key("s3:existingobjecttag/x")->name == "s3:ExistingObjectTag/<key>");
  CHECK(all.find_condition_key("sts:ExternalId")->type == "String");
  CHECK_FALSE(all.find_condition_key("aws:NoSuchKey"));
  CHECK_FALSE(all.find_condition_key("aws:RequestTag/"));
  CHECK_FALSE(all.find_condition_key("s3:nothing"));
}

TEST_CASE("an action carries the keys of its resources too") {
  const Catalogue& all = catalogue();
  const auto carries = [&](std::string_view action, std::string_view name) {
    const std::vector<ConditionKey> keys = all.condition_keys(*all.find(action));
    return std::any_of(keys.begin(), keys.end(),
                       [name](const ConditionKey& key) { return key.name == name; });
  };
  CHECK(carries("s3:GetObject", "s3:DataAccessPointArn"));
  CHECK(carries("eks:DescribeAccessEntry", "eks:accessEntryType"));
  CHECK_FALSE(carries("s3:GetObject", "s3:prefix"));
}

TEST_CASE("resource types are found by the service of their ARNs") {
  const auto named = [](std::string_view service, std::string_view name) {
    const std::vector<ResourceType> types = catalogue().resource_types_of_arns(service);
    return std::any_of(types.begin(), types.end(),
                       [name](const ResourceType& type) { return type.name == name; });
  };
  CHECK(named("iam", "root-user"));
  CHECK(named("iam", "role"));
  CHECK_FALSE(named("sts", "root-user"));
  CHECK(catalogue().resource_types_of_arns("ec3").empty());
}

TEST_CASE("sets of actions") {
  ActionSet a(200), b(200);
  for (const ActionId id : {0u, 63u, 64u, 199u}) a.add(id);
  b.add(64);
  CHECK(a.ids() == std::vector<ActionId>{0, 63, 64, 199});
  CHECK((ActionSet(a) &= b).ids() == std::vector<ActionId>{64});
  CHECK((ActionSet(a) -= b).count() == 3);
  CHECK((ActionSet(b) |= a) == a);
  CHECK(ActionSet(200).empty());
}

TEST_CASE("a broken table is refused with its line") {
  const auto message_of = [](const char* table) -> std::string {
    try {
      read_catalogue_table(table);
    } catch (const BadCatalogue& problem) {
      return problem.what();
    }
    return "";
  };
  CHECK(message_of("D\t2026-01-01\nS\ts3\tS3\nK\ts3:k\tString\nT\tbucket\tarn:x\nA\tGet\tR\tbucket\ts3:k\n")
            .empty());
  CHECK(message_of("S\ts3\tS3\n") == "line 1: there is no D row");
  CHECK(message_of("A\tGet\tR\n") == "line 1: a row stands before the first S row");
  CHECK(message_of("D\tx\nS\ts3\nA\tGet\tQ\n") == "line 3: unknown access level");
  CHECK(message_of("D\tx\nS\ts3\nA\tGet\tR\tbucket\n") == "line 3: unknown resource type");
  CHECK(message_of("D\tx\nS\ts3\nA\tPut\tW\nA\tGet\tR\n") == "line 4: actions are not sorted");
  CHECK(message_of("D\tx\nS\ts3\nS\teks\n") == "line 3: services are not sorted");
}

TEST_CASE("AWS's service reference becomes a table") {
  const std::filesystem::path folder = std::filesystem::temp_directory_path() / "celint-catalogue-test";
  std::filesystem::create_directories(folder);
  CHECK_THROWS_AS(catalogue_table_from(folder.string()), CannotRun);
  std::ofstream(folder / "example.json") << R"({"Name": "example", "Actions": [
      {"Name": "GetThing", "ActionConditionKeys": ["aws:ResourceTag/${TagKey}"], "Resources": [{"Name": "thing"}],
       "Annotations": {"Properties": {"IsList": false, "IsWrite": false}}},
      {"Name": "DeleteThing", "Annotations": {"Properties": {"IsWrite": true}}}],
    "ConditionKeys": [{"Name": "aws:ResourceTag/${TagKey}", "Types": ["String"]}],
    "Resources": [{"Name": "thing", "ARNFormats": ["arn:${Partition}:example:::${Thing}"]}]})";
  const CatalogueStore store = read_catalogue_table(catalogue_table_from(folder.string()));
  const Catalogue read(store.table());
  CHECK(read.size() == 2);
  CHECK(read.level(*read.find("example:GetThing")) == AccessLevel::read);
  CHECK(read.level(*read.find("example:DeleteThing")) == AccessLevel::write);
  CHECK(read.resource_types(*read.find("example:GetThing"))[0].arn == "arn:${Partition}:example:::${Thing}");
  CHECK(read.find_condition_key("aws:PrincipalArn"));
  std::ofstream(folder / "broken.json") << "{";
  CHECK_THROWS_AS(catalogue_table_from(folder.string()), CannotRun);
  std::filesystem::remove_all(folder);
}

TEST_CASE("partitions and regions") {
  CHECK(is_partition("aws"));
  CHECK(is_partition("aws-us-gov"));
  CHECK_FALSE(is_partition("aws-mars"));
  CHECK(partition_of_region("eu-west-1") == "aws");
  CHECK(partition_of_region("us-gov-west-1") == "aws-us-gov");
  CHECK(partition_of_region("us-iso-east-1") == "aws-iso");
  CHECK(partition_of_region("us-isob-east-1") == "aws-iso-b");
  CHECK(partition_of_region("cn-north-1") == "aws-cn");
  CHECK(partition_of_region("eusc-de-east-1") == "aws-eusc");
  CHECK(is_region("eu-central-2"));
  CHECK_FALSE(is_region("eu-west-9"));
  CHECK(is_region_shaped("eu-west-9"));
  for (const char* text : {"europe", "eu-west", "eu-west-", "eu--1", "eu-west-1a", "EU-WEST-1", "",
                           "aws-global", "eu-wst-1", "eu-northwes-1"})
    CHECK_FALSE(is_region_shaped(text));
  CHECK(find_partition("aws-cn")->dns_suffix == "amazonaws.com.cn");
}
