// What the AWS CLI prints gives the same models whatever the form: samples of `fixtures/documents`.
#include "modelled.h"

using namespace celint;

namespace {

bool holds(const StrField& field, std::string_view value) { return field.known() && field.value == value; }

std::vector<std::string> texts(std::span<const Str> values) {
  std::vector<std::string> result;
  for (const Str& value : values) result.emplace_back(value.value);
  return result;
}

using Texts = std::vector<std::string>;

// The user that the trust policy of every sample role admits.
const Principal& trusted(const Policy& trust) {
  REQUIRE(trust.kind == PolicyKind::trust);
  REQUIRE(trust.statements.size() == 1);
  REQUIRE(trust.statements[0].principals.size() == 1);
  const Principal& principal = trust.statements[0].principals[0];
  CHECK(principal.type.value == "AWS");
  CHECK(principal.value.value == "arn:aws:iam::111122223333:user/seqera");
  return principal;
}

}  // namespace

TEST_CASE("bare policy documents and fragments", "[documents]") {
  const auto identity = sample("iam-policy/identity-policy.json");
  const auto& policy = identity->only<Policy>();
  CHECK(policy.kind == PolicyKind::identity);
  CHECK_FALSE(policy.fragment);
  REQUIRE(policy.statements.size() == 1);
  CHECK(policy.statements[0].sid.value == "Work");
  CHECK(policy.statements[0].allows());
  CHECK(identity->at(policy.statements[0].actions[0].span) == "\"s3:ListBucket\"");
  CHECK(identity->at(policy.statements[0].resources[0].span) == "\"arn:aws:s3:::example-nf-work\"");

  const auto trust = sample("iam-policy/trust-policy.json");
  CHECK(trust->at(trusted(trust->only<Policy>()).value.span) == "\"arn:aws:iam::111122223333:user/seqera\"");

  const auto fragment = sample("iam-policy/policy-fragment.json");
  CHECK(fragment->only<Policy>().fragment);
  CHECK(texts(fragment->only<Policy>().statements[0].actions) == Texts{"s3:ListBucket"});
}

TEST_CASE("get-role: the role and its trust, as an object and URL-encoded", "[documents]") {
  const auto plain = sample("get-role/role.json");
  const auto& role = plain->only<IamEntity>();
  CHECK(role.type == IamEntity::Type::role);
  CHECK(holds(role.name, "example-head"));
  CHECK(holds(role.arn, "arn:aws:iam::111122223333:role/nf/example-head"));
  CHECK(plain->at(role.boundary.span) == "\"arn:aws:iam::111122223333:policy/example-boundary\"");
  CHECK_FALSE(role.lists_attached);
  CHECK_FALSE(role.lists_inline);
  const auto& trust = plain->only<Policy>();
  trusted(trust);
  CHECK(trust.holder.type == Holder::Type::role);
  CHECK(trust.holder.arn == "arn:aws:iam::111122223333:role/nf/example-head");

  const auto encoded = sample("get-role/url-encoded.json");
  CHECK(encoded->only<IamEntity>().boundary.absent());
  CHECK(encoded->at(trusted(encoded->only<Policy>()).value.span) ==
        "%22arn%3Aaws%3Aiam%3A%3A111122223333%3Auser/seqera%22");
}

TEST_CASE("inline policies of roles, users and groups name their holder", "[documents]") {
  for (const char* path : {"get-role-policy/role-policy.json", "get-role-policy/as-string.json"}) {
    const auto file = sample(path);
    const auto& policy = file->only<Policy>();
    CHECK(policy.holder.type == Holder::Type::role);
    CHECK(policy.holder.name == "example-head");
    CHECK(policy.holder.policy_name == "work");
    CHECK(texts(policy.statements[0].resources) == Texts{"arn:aws:s3:::example-nf-work"});
    CHECK(file->at(policy.statements[0].resources[0].span).find("arn:aws:s3:::example-nf-work") !=
          std::string::npos);
  }
  const auto text = sample("get-role-policy/as-string.json");
  CHECK(text->at(text->only<Policy>().statements[0].actions[0].span) == R"(\"s3:ListBucket\")");

  const auto user = sample("get-user-policy/user-policy.json");
  CHECK(user->only<Policy>().holder.type == Holder::Type::user);
  CHECK(user->only<Policy>().holder.name == "seqera");
  CHECK(user->only<Policy>().statements.size() == 1);
  const auto group = sample("get-group-policy/group-policy.json");
  CHECK(group->only<Policy>().holder.type == Holder::Type::group);
  CHECK(group->only<Policy>().holder.name == "launchers");
}

TEST_CASE("get-user, get-policy and get-policy-version", "[documents]") {
  const auto user = sample("get-user/user.json");
  CHECK(user->only<IamEntity>().type == IamEntity::Type::user);
  CHECK(user->at(user->only<IamEntity>().arn.span) == "\"arn:aws:iam::111122223333:user/seqera\"");
  const auto managed = sample("get-policy/policy.json");
  CHECK(managed->only<IamEntity>().type == IamEntity::Type::managed_policy);
  CHECK(holds(managed->only<IamEntity>().name, "example-boundary"));
  const auto version = sample("get-policy-version/policy-version.json");
  CHECK(version->only<Policy>().holder.type == Holder::Type::managed_policy);
  CHECK(version->only<Policy>().holder.name.empty());
  CHECK(texts(version->only<Policy>().statements[0].actions) == Texts{"s3:ListBucket"});
}

TEST_CASE("lists of attached and inline policies say all there is", "[documents]") {
  const auto attached = sample("list-attached-role-policies/roles/example-head/attached.json");
  const auto& role = attached->only<IamEntity>();
  CHECK(role.name.absent());
  CHECK(role.lists_attached);
  CHECK_FALSE(role.lists_inline);
  REQUIRE(role.attached.size() == 1);
  CHECK(attached->at(role.attached[0].span) == "\"arn:aws:iam::111122223333:policy/example-work\"");
  const auto none = sample("list-attached-user-policies/users/seqera/attached.json");
  CHECK(none->only<IamEntity>().lists_attached);
  CHECK(none->only<IamEntity>().attached.empty());
  const auto names = sample("list-role-policies/roles/example-head/inline.json");
  CHECK(names->only<IamEntity>().lists_inline);
  CHECK_FALSE(names->only<IamEntity>().lists_attached);
  CHECK(texts(names->only<IamEntity>().inline_policies) == Texts{"work", "logs"});
  const auto empty = sample("list-user-policies/users/seqera/inline.json");
  CHECK(empty->only<IamEntity>().lists_inline);
  CHECK(empty->only<IamEntity>().inline_policies.empty());
}

TEST_CASE("OIDC providers by ARN and by URL", "[documents]") {
  const auto list = sample("list-open-id-connect-providers/providers.json");
  CHECK(list->only<OidcProviderExport>().arn.value.ends_with("/id/EXAMPLED539D4633E53DE1B71EXAMPLE"));
  CHECK(list->only<OidcProviderExport>().url.absent());
  const auto one = sample("get-open-id-connect-provider/provider.json");
  CHECK(one->only<OidcProviderExport>().arn.absent());
  CHECK(one->at(one->only<OidcProviderExport>().url.span) ==
        "\"oidc.eks.eu-central-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE\"");
  CHECK(texts(one->only<OidcProviderExport>().client_ids) == Texts{"sts.amazonaws.com"});
}

TEST_CASE("get-account-authorization-details: all four lists, default versions, boundaries, groups",
          "[documents]") {
  const auto file = sample("account-details/details.json");
  const auto entities = file->all<IamEntity>();
  REQUIRE(entities.size() == 4);
  const IamEntity& user = *entities[0];
  CHECK(user.type == IamEntity::Type::user);
  CHECK(texts(user.groups) == Texts{"launchers"});
  CHECK(holds(user.boundary, "arn:aws:iam::111122223333:policy/example-boundary"));
  CHECK((user.lists_attached && user.attached.empty()));
  CHECK(texts(user.inline_policies) == Texts{"assume"});
  const IamEntity& group = *entities[1];
  CHECK(group.type == IamEntity::Type::group);
  CHECK(texts(group.attached) == Texts{"arn:aws:iam::111122223333:policy/example-work"});
  CHECK(entities[2]->type == IamEntity::Type::role);
  CHECK(entities[2]->lists_inline);
  CHECK(entities[3]->type == IamEntity::Type::managed_policy);

  const auto policies = file->all<Policy>();
  REQUIRE(policies.size() == 4);
  CHECK(policies[0]->holder.type == Holder::Type::user);
  CHECK(policies[0]->holder.policy_name == "assume");
  CHECK(file->at(policies[0]->statements[0].actions[0].span) == "%22sts%3AAssumeRole%22");
  CHECK(policies[1]->holder.type == Holder::Type::group);
  trusted(*policies[2]);
  CHECK(policies[3]->holder.arn == "arn:aws:iam::111122223333:policy/example-work");
  // Version v1, which allows everything, is not in force.
  CHECK(texts(policies[3]->statements[0].actions) == Texts{"s3:ListBucket"});
}

TEST_CASE("bucket exports take their bucket from the file's name or folder", "[documents]") {
  struct Case {
    const char* path;
    const char* bucket;
    const char* region;
    const char* written;
  };
  for (const Case& c :
       {Case{"get-bucket-location/bucket-location.example-nf-work.json", "example-nf-work", "eu-central-1",
             "\"eu-central-1\""},
        Case{"get-bucket-location/example-old.location.json", "example-old", "eu-west-1", "\"EU\""},
        Case{"get-bucket-location/example-us/bucket-location.json", "example-us", "us-east-1", "null"},
        Case{"get-bucket-location/buckets/example-placed/get.json", "example-placed", "us-west-2",
             "\"us-west-2\""}}) {
    INFO(c.path);
    const auto file = sample(c.path);
    const auto& location = file->only<BucketLocation>();
    CHECK(holds(location.bucket, c.bucket));
    CHECK(holds(location.region, c.region));
    CHECK(file->at(location.region.span) == c.written);
  }
  const Modelled nameless("exports/get.json", R"({"LocationConstraint": "eu-west-1"})");
  CHECK(nameless.only<BucketLocation>().bucket.absent());
}

TEST_CASE("bucket and key policies, encryption, public access", "[documents]") {
  const auto bucket = sample("get-bucket-policy/bucket-policy.example-nf-work.json");
  const auto& policy = bucket->only<Policy>();
  CHECK(policy.kind == PolicyKind::resource);
  CHECK(policy.holder.type == Holder::Type::bucket);
  CHECK(policy.holder.name == "example-nf-work");
  CHECK(bucket->at(policy.statements[0].actions[0].span) == R"(\"s3:GetObject\")");
  const auto key = sample("kms-get-key-policy/key-policy.0example.json");
  CHECK(key->only<Policy>().kind == PolicyKind::resource);
  CHECK(key->only<Policy>().holder.type == Holder::Type::key);
  CHECK(key->only<Policy>().holder.name == "0example");
  CHECK(texts(key->only<Policy>().statements[0].actions) == Texts{"kms:*"});
  const auto encryption = sample("get-bucket-encryption/bucket-encryption.example-nf-work.json");
  CHECK(holds(encryption->only<BucketEncryption>().bucket, "example-nf-work"));
  CHECK(holds(encryption->only<BucketEncryption>().algorithm, "aws:kms"));
  CHECK(encryption->at(encryption->only<BucketEncryption>().key.span) ==
        "\"arn:aws:kms:eu-central-1:111122223333:key/0example\"");
  const auto access = sample("get-public-access-block/public-access-block.example-nf-work.json");
  CHECK(access->only<PublicAccessBlock>().blocks_public_policy.value);
  CHECK(access->only<PublicAccessBlock>().restricts_public_buckets.known());
  CHECK_FALSE(access->only<PublicAccessBlock>().restricts_public_buckets.value);
}

TEST_CASE("describe-cluster", "[documents]") {
  const auto file = sample("describe-cluster/cluster.json");
  const auto& cluster = file->only<Cluster>();
  CHECK(holds(cluster.name, "example-nf"));
  CHECK(holds(cluster.arn, "arn:aws:eks:eu-central-1:111122223333:cluster/example-nf"));
  CHECK(holds(cluster.status, "ACTIVE"));
  CHECK(holds(cluster.version, "1.33"));
  CHECK(file->at(cluster.authentication_mode.span) == "\"API_AND_CONFIG_MAP\"");
  CHECK(cluster.issuer.value.starts_with("https://oidc.eks."));
  CHECK(cluster.endpoint_public.known());
  CHECK_FALSE(cluster.endpoint_public.value);
  CHECK(file->at(cluster.endpoint_private.span) == "true");
  CHECK(texts(cluster.public_cidrs) == Texts{"192.0.2.0/24"});
  CHECK(cluster.creator_is_admin.value);
  CHECK(cluster.auto_mode.known());
  CHECK_FALSE(cluster.auto_mode.value);
}

TEST_CASE("access entries: live, as input, and their policies", "[documents]") {
  const auto file = sample("describe-access-entry/entry.json");
  const auto& live = file->only<AccessEntry>();
  CHECK((live.is_entry && live.live && !live.lists_policies));
  CHECK(holds(live.cluster_name, "example-nf"));
  CHECK(file->at(live.principal_arn.span) == "\"arn:aws:iam::111122223333:role/nf/example-platform\"");
  CHECK(holds(live.username, "tower-launcher-user"));
  CHECK(holds(live.type, "STANDARD"));
  CHECK(texts(live.groups) == Texts{"launchers"});
  const auto input = sample("create-access-entry/input.json");
  CHECK(input->only<AccessEntry>().is_entry);
  CHECK_FALSE(input->only<AccessEntry>().live);
  CHECK(input->only<AccessEntry>().username.absent());
  const auto list = sample("list-associated-access-policies/policies.json");
  const auto& policies = list->only<AccessEntry>();
  CHECK((!policies.is_entry && policies.lists_policies));
  CHECK(holds(policies.principal_arn, "arn:aws:iam::111122223333:role/nf/example-platform"));
  REQUIRE(policies.policies.size() == 1);
  CHECK(list->at(policies.policies[0].policy_arn.span) ==
        "\"arn:aws:eks::aws:cluster-access-policy/AmazonEKSEditPolicy\"");
  CHECK(holds(policies.policies[0].scope, "namespace"));
  CHECK(texts(policies.policies[0].namespaces) == Texts{"tower-*"});
}

TEST_CASE("Pod Identity: the list call does not say the role", "[documents]") {
  const auto file = sample("describe-pod-identity-association/association.json");
  const auto& association = file->only<PodIdentityAssociation>();
  CHECK_FALSE(association.listed);
  CHECK(holds(association.ns, "tower-nf"));
  CHECK(holds(association.service_account, "nf-compute-sa"));
  CHECK(file->at(association.role_arn.span) == "\"arn:aws:iam::111122223333:role/example-compute\"");
  CHECK(holds(association.target_role_arn, "arn:aws:iam::444455556666:role/example-target"));
  CHECK(association.session_tags_disabled.value);
  const auto list = sample("list-pod-identity-associations/associations.json");
  CHECK(list->only<PodIdentityAssociation>().listed);
  CHECK(list->only<PodIdentityAssociation>().role_arn.unknown());
  CHECK(holds(list->only<PodIdentityAssociation>().association_id, "a-0example"));
}

TEST_CASE("describe-fargate-profile", "[documents]") {
  const auto file = sample("describe-fargate-profile/profile.json");
  const auto& profile = file->only<FargateProfile>();
  CHECK(holds(profile.cluster_name, "example-nf"));
  REQUIRE(profile.selectors.size() == 2);
  CHECK(holds(profile.selectors[0].ns, "tower-nf"));
  CHECK_FALSE(profile.selectors[0].has_labels);
  CHECK(profile.selectors[1].has_labels);
}
