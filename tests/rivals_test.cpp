// Two inputs that say of one thing what cannot both be: no step rests on either, the places are named, and
// `conflicting-definitions` speaks where the catalogue has it speak. What means the same is no conflict.
#include "decided_step.h"

using namespace celint;

namespace {

constexpr const char* kRole = "arn:aws:iam::111122223333:role/";
constexpr const char* kConflict = "conflicting-definitions";

std::string trust_of_head() {
  return read_file(repository() / "fixtures/environments/healthy/roles/example-nf-head/trust.json");
}

std::string with(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

std::string get_role(const std::string& name, const std::string& trust) {
  return "{\"Role\": {\"RoleName\": \"" + name + "\", \"Arn\": \"" + kRole + name +
         "\", \"AssumeRolePolicyDocument\": " + trust + "}}";
}

std::string inline_policy(const std::string& action) {
  return "{\"RoleName\": \"example-nf-head\", \"PolicyName\": \"work\", \"PolicyDocument\": {\"Version\": "
         "\"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"" +
         action + "\", \"Resource\": \"*\"}]}}";
}

/// An export of the account with the head's role, a managed policy attached to it or not.
std::string details(const std::string& attached, const std::string& action) {
  return "{\"UserDetailList\": [], \"GroupDetailList\": [], \"RoleDetailList\": [{\"RoleName\": "
         "\"example-nf-head\", \"Arn\": \"" +
         std::string(kRole) + "example-nf-head\", \"RolePolicyList\": [], \"AttachedManagedPolicies\": [" +
         attached +
         "]}], \"Policies\": [{\"PolicyName\": \"work\", \"Arn\": \"arn:aws:iam::111122223333:policy/work\", "
         "\"PolicyVersionList\": [{\"VersionId\": \"v1\", \"IsDefaultVersion\": false, \"Document\": {}}, "
         "{\"VersionId\": \"v2\", \"IsDefaultVersion\": true, \"Document\": {\"Version\": \"2012-10-17\", "
         "\"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"" +
         action + "\", \"Resource\": \"*\"}]}}]}]}";
}

constexpr const char* kAttached =
    "{\"PolicyName\": \"work\", \"PolicyArn\": \"arn:aws:iam::111122223333:policy/work\"}";

}  // namespace

TEST_CASE("rivals: of two trust policies that differ neither is taken, and both are named") {
  const std::string placed = "roles/example-nf-head/trust.json: \"Statement\"";
  const std::string other = with(trust_of_head(), "tower-launcher-sa", "another-sa");
  for (const char* file : {"a.json", "z.json"}) {
    const Decided rivals(StepId::head_trust, {{file, "", get_role("example-nf-head", other)}});
    CHECK(rivals.step->verdict == Verdict::unknown);
    CHECK(
        rivals.step->settled_by ==
        "which of the 2 trust policies is in force for role 'example-nf-head': aws iam get-role --role-name "
        "example-nf-head");
    const std::string exported = std::string(file) + ": \"Statement\"";
    CHECK(rivals.at() == (file[0] == 'a' ? Places{exported, placed} : Places{placed, exported}));
    CHECK(rivals.finds(kConflict));
    CHECK_FALSE(rivals.finds("subject-mismatch"));
  }
  const Decided platform(
      StepId::credentials,
      {{"a.json", "", get_role("seqera-platform", "{\"Version\": \"2012-10-17\", \"Statement\": []}")}});
  CHECK(platform.step->verdict == Verdict::unknown);
  CHECK(platform.at() == Places{"a.json: \"Statement\"", "iam/platform-trust.json: \"Statement\""});
  CHECK_FALSE(platform.finds("platform-identity-untrusted"));
}

TEST_CASE("rivals: trust policies that mean the same are one") {
  std::string same =
      with(trust_of_head(), "\"sts:AssumeRoleWithWebIdentity\"", "[\"STS:assumerolewithwebidentity\"]");
  same = with(same, "\"Effect\"", "\"Sid\": \"Pods\",\n \"Effect\"");
  const Decided equal(StepId::head_trust, {{"a.json", "", get_role("example-nf-head", same)}});
  CHECK(equal.step->verdict == Verdict::proven);
  CHECK_FALSE(equal.finds(kConflict));
  const std::string open = with(trust_of_head(), "tower-launcher-sa", "${ACCOUNT}");
  const Decided unknown(StepId::head_trust, {{"a.json", "", get_role("example-nf-head", open)}});
  CHECK(unknown.step->verdict == Verdict::proven);
  CHECK_FALSE(unknown.finds(kConflict));
}

TEST_CASE("rivals: policies of one name, and lists of policies, that differ make the identity unknown") {
  const std::vector<std::vector<Edited>> differing{
      {{"a.json", "", inline_policy("s3:*")}, {"b.json", "", inline_policy("s3:Get*")}},
      {{"a.json", "", details(kAttached, "s3:*")}, {"b.json", "", details(kAttached, "s3:Get*")}},
      {{"a.json", "", details(kAttached, "s3:*")}, {"b.json", "", details("", "s3:*")}}};
  for (std::vector<Edited> edits : differing) {
    edits.push_back({"roles/example-nf-head/work-bucket.json", "", ""});
    const Decided rivals(StepId::head_storage, edits);
    CHECK(rivals.step->verdict == Verdict::unknown);
    CHECK(rivals.step->settled_by.starts_with("which of the inputs that differ holds the policies of role"));
    REQUIRE(rivals.at().size() == 2);
    CHECK(rivals.at()[0].starts_with("a.json: "));
    CHECK(rivals.at()[1].starts_with("b.json: "));
    CHECK(rivals.finds(kConflict));
  }
  for (const std::string& second : {inline_policy("S3:*"), details(kAttached, "s3:*")}) {
    const std::string first = second[2] == 'R' ? inline_policy("s3:*") : second;
    const Decided equal(
        StepId::head_storage,
        {{"roles/example-nf-head/work-bucket.json", "", ""}, {"a.json", "", first}, {"b.json", "", second}});
    CHECK(equal.step->verdict == Verdict::proven);
    CHECK_FALSE(equal.finds(kConflict));
  }
}

TEST_CASE("rivals: what two inputs say of a bucket differently is not known") {
  const Decided location(StepId::region, {{"old/bucket-location.example-nf-work.json", "",
                                           "{\"LocationConstraint\": \"eu-west-1\"}"}});
  CHECK(location.step->verdict == Verdict::unknown);
  const Decided bound(
      StepId::region,
      {{"celint.yaml", "environments:", "buckets: {example-nf-work: eu-west-1}\nenvironments:"}});
  CHECK(bound.step->verdict == Verdict::unknown);
  const Decided policy(StepId::head_storage,
                       {{"old/bucket-policy.example-nf-work.json", "",
                         "{\"Policy\": \"{\\\"Version\\\": \\\"2012-10-17\\\", \\\"Statement\\\": "
                         "[{\\\"Effect\\\": \\\"Deny\\\", \\\"Principal\\\": \\\"*\\\", \\\"Action\\\": "
                         "\\\"s3:*\\\", \\\"Resource\\\": \\\"*\\\"}]}\"}"}},
                       "healthy-customer-key");
  CHECK(policy.step->verdict == Verdict::unknown);
  CHECK(policy.step->settled_by.find("aws s3api get-bucket-policy --bucket example-nf-work") !=
        std::string::npos);
  CHECK(policy.at().size() == 2);
}

TEST_CASE("rivals: credentials of one id that differ") {
  const std::string file = "seqera/credential.json";
  const std::string text = read_file(repository() / "fixtures/environments/healthy" / file);
  const Decided rivals(StepId::credentials, {{"a.json", "", with(text, "id-7f3a", "id-0000")}});
  CHECK(rivals.step->verdict == Verdict::unknown);
  CHECK(rivals.step->settled_by ==
        "the externalId of the credential: GET /credentials/{id} of the Platform API");
}

TEST_CASE("rivals: exports of one cluster that differ are a conflict; another region is another cluster") {
  const std::string file = "aws/describe-cluster.json";
  const std::string text = read_file(repository() / "fixtures/environments/healthy" / file);
  const Decided mode(StepId::authenticate, {{"a.json", "", with(text, "CONFIG_MAP", "API")}});
  CHECK(mode.step->verdict == Verdict::unknown);
  CHECK(mode.finds(kConflict));
  const Decided status(StepId::describe, {{"a.json", "", with(text, "\"ACTIVE\"", "\"UPDATING\"")}});
  CHECK(status.step->verdict == Verdict::proven);
  CHECK_FALSE(status.finds(kConflict));
  std::string west = text;
  while (west.find("eu-central-1") != std::string::npos) west = with(west, "eu-central-1", "eu-west-1");
  const Decided region(StepId::head_trust, {{"a.json", "", west}});
  CHECK(region.step->verdict == Verdict::proven);
  CHECK_FALSE(region.finds(kConflict));
}

TEST_CASE("rivals: access entries of one principal that differ leave open who it becomes") {
  const std::string file = "aws/describe-access-entry.json";
  const std::string text = read_file(repository() / "fixtures/environments/healthy-access-entries" / file);
  const std::vector<Edited> differ{{"a.json", "", with(text, "tower-launcher-user", "another")}};
  CHECK(Decided(StepId::authenticate, differ, "healthy-access-entries").step->verdict == Verdict::proven);
  CHECK(Decided(StepId::authorise, differ, "healthy-access-entries").step->verdict == Verdict::unknown);
  std::string west = with(text, "nf-launchers", "nobody");
  west = with(west, "eks:eu-central-1", "eks:eu-west-1");
  const std::vector<Edited> elsewhere{{"a.json", "", west}};
  CHECK(Decided(StepId::authorise, elsewhere, "healthy-access-entries").step->verdict == Verdict::proven);
}

TEST_CASE("rivals: the association that says the role is taken, of its cluster and if there is only one") {
  const char* set = "healthy-pod-identity";
  const std::string file = "aws/pod-identity-head.json";
  const std::string text = read_file(repository() / "fixtures/environments" / set / file);
  const std::string listed =
      "{\"associations\": [{\"clusterName\": \"example-nf\", \"namespace\": \"tower-nf\", "
      "\"serviceAccount\": "
      "\"tower-launcher-sa\", \"associationId\": \"a-examplehead0001\"}]}";
  CHECK(Decided(StepId::head_role, {{"a.json", "", listed}}, set).step->verdict == Verdict::proven);
  const std::string other = with(text, "example-nf-head", "another");
  CHECK(Decided(StepId::head_role, {{"a.json", "", other}}, set).step->verdict == Verdict::unknown);
  const std::string west = with(other, "eks:eu-central-1", "eks:eu-west-1");
  CHECK(Decided(StepId::head_role, {{"a.json", "", west}}, set).step->verdict == Verdict::proven);
  CHECK(Decided(StepId::head_storage, {{"a.json", "", west}}, set).step->verdict == Verdict::proven);
  const std::string target =
      with(text, "\"tags\"", "\"targetRoleArn\": \"" + std::string(kRole) + "x\", \"tags\"");
  const Decided chained(StepId::head_storage, {{file, "", ""}, {"a.json", "", target}}, set);
  CHECK(chained.step->verdict == Verdict::unknown);
  CHECK(chained.step->settled_by.find(std::string("--policy-source-arn ") + kRole + "x") !=
        std::string::npos);
}

TEST_CASE("rivals: of two candidates for a role an inferred trust policy goes to neither") {
  const std::string account =
      "apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: tower-launcher-sa\n  namespace: tower-nf\n"
      "  annotations: {eks.amazonaws.com/role-arn: \"arn:aws:iam::111122223333:role/other\"}\n";
  const std::vector<Edited> one{{"roles/example-nf-head/trust.json", "", ""},
                                {"x.json", "", trust_of_head()}};
  const Decided inferred(StepId::head_trust, one);
  CHECK(inferred.step->verdict == Verdict::proven);
  CHECK(inferred.step->how == How::inferred);
  std::vector<Edited> two = one;
  two.push_back({"clusters/other/account.yaml", "", account});
  const Decided open(StepId::head_trust, two);
  CHECK(open.step->verdict == Verdict::unknown);
  CHECK(open.result->world.coverage.unbound == std::vector<std::string_view>{"x.json"});
}
