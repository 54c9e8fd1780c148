// What an environment needs and may do, with the policies of the work bucket and of its key.
#include "link/needs.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "fixture.h"
#include "temp_folder.h"

using namespace celint;
using Json = nlohmann::json;

namespace {

const std::string kKey = "arn:aws:kms:eu-central-1:111122223333:key/example-key";
const std::string kHead = "arn:aws:iam::111122223333:role/example-nf-head";

/// The healthy environment with what a test adds to it.
class Changed {
 public:
  Changed() {
    std::filesystem::copy(repository() / "fixtures/environments/healthy", folder_.path(),
                          std::filesystem::copy_options::recursive);
  }

  void bucket_policy(const Json& statement) const {
    write("aws/bucket-policy.example-nf-work.json", {{"Policy", policy(statement).dump()}});
  }
  void key_policy(const Json& statement) const {
    write("aws/key-policy.example-key.json",
          {{"Policy", policy(statement).dump()}, {"PolicyName", "default"}});
  }
  void encrypt(const std::string& algorithm = "aws:kms", const std::string& key = kKey) const {
    const Json rule{
        {"ApplyServerSideEncryptionByDefault", {{"SSEAlgorithm", algorithm}, {"KMSMasterKeyID", key}}}};
    write("aws/bucket-encryption.example-nf-work.json",
          {{"ServerSideEncryptionConfiguration", {{"Rules", Json::array({rule})}}}});
  }
  /// Replaces the head role's policy.
  void head_policy(const Json& statement) const {
    write("roles/example-nf-head/work-bucket.json", policy(statement));
  }
  void write(const std::string& file, const Json& json) const { folder_.write(file, json.dump()); }

  std::unique_ptr<Run> linked() const { return run(folder_.path()); }

 private:
  static Json policy(const Json& statement) { return {{"Version", "2012-10-17"}, {"Statement", statement}}; }
  TempFolder folder_;
};

const Step& head_storage(const Run& run) { return run.world.environments.at(0).step(StepId::head_storage); }

const Asked* asked(const Step& step, const std::string& action) {
  for (const Asked& one : step.asked)
    if (one.request.action == action) return &one;
  return nullptr;
}

Json statement(const char* effect, const Json& action, const Json& resource) {
  return {{"Effect", effect}, {"Action", action}, {"Resource", resource}};
}

Json for_principal(Json statement, const std::string& arn) {
  statement["Principal"] = {{"AWS", arn}};
  return statement;
}

}  // namespace

TEST_CASE("needs: each principal's, with the features that the environment uses") {
  const Changed healthy;
  const auto run = healthy.linked();
  const Environment& environment = run->world.environments.at(0);
  std::vector<std::string> ids;
  for (const Needed& needed : needs_of(environment, NeedPrincipal::head)) ids.emplace_back(needed.need->id);
  CHECK(ids == std::vector<std::string>{"identity", "fusion.list", "fusion.objects", "fusion.tags",
                                        "fusion.copies"});
  CHECK(uses(environment, "fusion") == Truth::yes);
  CHECK(uses(environment, "fusion-tags") == Truth::yes);
  CHECK(uses(environment, "kms") == Truth::no);
  CHECK(uses(environment, "work-directory") == Truth::yes);
  CHECK(identity_of(environment, NeedPrincipal::head)->arn == kHead);
  const Step& step = head_storage(*run);
  CHECK(step.verdict == Verdict::proven);
  REQUIRE(asked(step, "s3:PutObject") != nullptr);
  CHECK(asked(step, "s3:PutObject")->need->id == "fusion.objects");
  CHECK(asked(step, "s3:PutObject")->request.resource ==
        "arn:aws:s3:::example-nf-work/work/0f/1e2d3c/.command.log");
  CHECK(asked(step, "s3:AbortMultipartUpload") == nullptr);  // Recommended: the launch works without.
}

TEST_CASE("needs: the policy of the work bucket grants what the role's own does not, and denies") {
  Changed changed;
  const std::string bucket = "arn:aws:s3:::example-nf-work";
  changed.head_policy(statement("Allow", {"s3:ListBucket", "s3:GetObject", "s3:PutObject", "s3:DeleteObject"},
                                {bucket, bucket + "/*"}));
  CHECK(asked(head_storage(*changed.linked()), "s3:PutObjectTagging")->missing());
  changed.bucket_policy(for_principal(statement("Allow", "s3:PutObjectTagging", bucket + "/*"), kHead));
  CHECK(head_storage(*changed.linked()).verdict == Verdict::proven);
  changed.bucket_policy(for_principal(statement("Allow", "s3:PutObjectTagging", bucket + "/*"),
                                      "arn:aws:iam::111122223333:role/example-other"));
  CHECK(head_storage(*changed.linked()).verdict == Verdict::refuted);

  changed.bucket_policy(for_principal(statement("Deny", "s3:DeleteObject", bucket + "/work/*"), kHead));
  const auto run = changed.linked();
  const Asked& denied = *asked(head_storage(*run), "s3:DeleteObject");
  CHECK(denied.decision.answer == Answer::denied);
  CHECK_FALSE(denied.missing());
  REQUIRE(denied.decision.statements.size() == 1);
  CHECK(run->world.path_of(denied.decision.statements[0].statement->span) ==
        "aws/bucket-policy.example-nf-work.json");
}

TEST_CASE("needs: a Deny of plain HTTP does not meet Platform and the pods") {
  Changed changed;
  Json deny = statement("Deny", "s3:*", {"arn:aws:s3:::example-nf-work", "arn:aws:s3:::example-nf-work/*"});
  deny["Principal"] = "*";
  deny["Condition"] = {{"Bool", {{"aws:SecureTransport", "false"}}}};
  changed.bucket_policy(deny);
  CHECK(head_storage(*changed.linked()).verdict == Verdict::proven);
}

TEST_CASE("needs: a customer key must be usable by the role and by the key's policy") {
  Changed changed;
  changed.encrypt();
  auto run = changed.linked();
  CHECK(run->world.environments[0].kms_key.value == kKey);
  CHECK(asked(head_storage(*run), "kms:GenerateDataKey")->missing());

  const Json on_bucket = statement("Allow", "s3:*", "*");
  changed.head_policy({on_bucket, statement("Allow", {"kms:GenerateDataKey", "kms:Decrypt"}, kKey)});
  run = changed.linked();
  CHECK(head_storage(*run).verdict == Verdict::unknown);  // The key's policy was not given.
  CHECK(asked(head_storage(*run), "kms:Decrypt")->decision.may);

  changed.key_policy(for_principal(statement("Allow", "kms:*", "*"), "arn:aws:iam::111122223333:root"));
  CHECK(head_storage(*changed.linked()).verdict == Verdict::proven);
  changed.key_policy(for_principal(statement("Allow", "kms:*", "*"), "arn:aws:iam::111122223333:role/admin"));
  CHECK(head_storage(*changed.linked()).verdict == Verdict::refuted);
  changed.head_policy({on_bucket});
  changed.key_policy(for_principal(statement("Allow", "kms:*", "*"), kHead));
  CHECK(head_storage(*changed.linked()).verdict == Verdict::proven);
}

TEST_CASE("needs: AES256 and keys that cannot be told ask for nothing") {
  for (const auto& [algorithm, key] :
       std::vector<std::pair<std::string, std::string>>{{"AES256", ""}, {"aws:kms", "alias/example"}}) {
    Changed changed;
    changed.encrypt(algorithm, key);
    CHECK(asked(head_storage(*changed.linked()), "kms:Decrypt") == nullptr);
  }
  Changed changed;
  changed.encrypt("aws:kms", "example-key");  // By its id: in the bucket's region and the cluster's account.
  CHECK(changed.linked()->world.environments[0].kms_key.value == kKey);
}
