#include "read/settings.h"

#include <catch2/catch.hpp>
#include <chrono>
#include <fstream>
#include <nlohmann/json.hpp>
#include <random>
#include <set>

#include "fixture.h"
#include "read/identifiers.h"
#include "read/nearest.h"

namespace celint {
namespace {

constexpr SourceId kId = 7;

SettingsResult settings(const std::string& text, const std::string& path = "celint.yaml") {
  return read_settings({path, text, false, {}}, kId);
}

// The problems as `bytes: message`.
std::vector<std::string> problems(const std::string& text, const std::string& path = "celint.yaml") {
  std::vector<std::string> lines;
  for (const Problem& problem : settings(text, path).problems) {
    CHECK(problem.span.source == kId);
    REQUIRE(problem.span.begin <= problem.span.end);
    REQUIRE(problem.span.end <= text.size());
    lines.push_back(text.substr(problem.span.begin, problem.span.end - problem.span.begin) + ": " +
                    problem.message);
  }
  return lines;
}

using Lines = std::vector<std::string>;

constexpr const char* kFull = R"(# who is who
principals:
  - arn: arn:aws:iam::111122223333:role/team/platform
    trust: iam/trust.json
    policies: [iam/platform.json, "iam/second file.json"]
  - arn: arn:aws-us-gov:iam::111122223333:user/seqera
environments:
  - compute-env: seqera/ce.json
    credentials: seqera/credentials.json
    cluster: arn:aws:eks:eu-west-1:111122223333:cluster/example
    platform-identity: arn:aws:iam::111122223333:role/team/platform
    cluster-creator: arn:aws:iam::111122223333:user/creator
    features: [data-explorer, studios]
    feature-buckets: [example-shared, other.example]
    task-services: [dynamodb, sqs]
  - compute-env: second_ce
accounts: [111122223333, "012345678901", 012345678901]
buckets: {example-work: eu-west-1, other.example: us-gov-east-1}
namespace: seqera
platform-version: 25.10
edition: enterprise
jump-role: arn:aws:iam::111122223333:role/jump
administrators: [arn:aws:iam::111122223333:role/admin]
nextflow-version: 26.04.1-edge
compose-role-arn: true
ignore:
  - rule: excess-permission
    path: "iam/**"
    pointer: /Statement/0
    reason: replaced in March
    expires: 2027-03-31
  - rule: no-such-rule
    path: iam/
)";

std::set<std::string> keys_of(const nlohmann::json& schema) {
  std::set<std::string> keys;
  for (const auto& [key, value] : schema.at("properties").items()) keys.insert(key);
  return keys;
}

// The keys that the message about an unknown key lists.
std::set<std::string> known_keys(const std::string& text) {
  const std::vector<Problem> found = settings(text).problems;
  REQUIRE_FALSE(found.empty());
  const std::string& message = found.back().message;
  std::set<std::string> keys;
  for (std::size_t at = message.find("Known here:"); (at = message.find('\'', at)) != std::string::npos;) {
    const std::size_t end = message.find('\'', at + 1);
    keys.insert(message.substr(at + 1, end - at - 1));
    at = end + 1;
  }
  return keys;
}

}  // namespace

TEST_CASE("every key of celint.yaml is read") {
  const auto [result, found] = settings(kFull, "conf/celint.yaml");
  CHECK(problems(kFull) == Lines{});
  CHECK(result.path == "conf/celint.yaml");
  REQUIRE(result.principals.size() == 2);
  CHECK(result.principals[0].arn == "arn:aws:iam::111122223333:role/team/platform");
  CHECK(result.principals[0].trust == "conf/iam/trust.json");
  CHECK(result.principals[0].policies == Lines{"conf/iam/platform.json", "conf/iam/second file.json"});
  const Span arn = result.principals[1].span;
  CHECK(std::string(kFull).substr(arn.begin, arn.end - arn.begin) ==
        "arn:aws-us-gov:iam::111122223333:user/seqera");
  REQUIRE(result.environments.size() == 2);
  CHECK(result.environments[0].compute_env == "conf/seqera/ce.json");
  CHECK(result.environments[0].credentials == "conf/seqera/credentials.json");
  CHECK(result.environments[0].cluster == "arn:aws:eks:eu-west-1:111122223333:cluster/example");
  CHECK(result.environments[0].platform_identity == "arn:aws:iam::111122223333:role/team/platform");
  CHECK(result.environments[0].features == Lines{"data-explorer", "studios"});
  CHECK(result.environments[1].compute_env == "second_ce");
  CHECK_FALSE(result.environments[1].features.has_value());
  CHECK(result.accounts == Lines{"111122223333", "012345678901", "012345678901"});
  REQUIRE(result.buckets.size() == 2);
  CHECK(result.buckets[1].bucket == "other.example");
  CHECK(result.buckets[1].region == "us-gov-east-1");
  CHECK(result.ns == "seqera");
  CHECK(result.platform_version == "25.10");
  CHECK(result.environments[0].cluster_creator == "arn:aws:iam::111122223333:user/creator");
  CHECK(result.environments[0].feature_buckets == Lines{"example-shared", "other.example"});
  CHECK(result.environments[0].task_services == Lines{"dynamodb", "sqs"});
  CHECK(result.edition == Edition::enterprise);
  CHECK(result.jump_role == "arn:aws:iam::111122223333:role/jump");
  CHECK(result.administrators == Lines{"arn:aws:iam::111122223333:role/admin"});
  CHECK(result.nextflow_version == "26.04.1-edge");
  CHECK(result.compose_role_arn);
  REQUIRE(result.ignored.size() == 2);
  CHECK(result.ignored[0].rule.value == "excess-permission");
  CHECK(result.ignored[0].path == "conf/iam/**");
  CHECK(result.ignored[0].pointer == "/Statement/0");
  CHECK(result.ignored[0].reason == "replaced in March");
  CHECK(result.ignored[0].expires.value == "2027-03-31");
  CHECK(result.ignored[1].path == "conf/iam");
}

TEST_CASE("an empty celint.yaml says nothing") {
  for (const char* text : {"", "\n", "# nothing\n", "---\n", "{}", "\xEF\xBB\xBF", "~"})
    CHECK(problems(text) == Lines{});
}

TEST_CASE("files are relative to celint.yaml and stay below the root") {
  CHECK(settings("environments: [{compute-env: ../a/./ce.json}]", "x/y/celint.yaml")
            .settings.environments[0]
            .compute_env == "x/a/ce.json");
  CHECK(problems("environments: [{compute-env: ../../ce.json}]", "x/celint.yaml") ==
        Lines{"../../ce.json: '../../ce.json' lies outside the folder that all paths are relative to."});
  CHECK(problems("environments: [{compute-env: /ce.json}]") ==
        Lines{"/ce.json: '/ce.json' lies outside the folder that all paths are relative to."});
}

TEST_CASE("an unknown key is shown with what was meant") {
  CHECK(problems("principal: []\n") ==
        Lines{"principal: Unknown key 'principal'. Did you mean 'principals'?"});
  CHECK(problems("\xEF\xBB\xBF\"nmaespace\" : x\r\n") ==
        Lines{"\"nmaespace\": Unknown key 'nmaespace'. Did you mean 'namespace'?"});
  CHECK(problems("environments:\n  - compute-env: ce\n    'region': eu-west-1\n") ==
        Lines{"'region': Unknown key 'region'. Known here: 'compute-env', 'credentials', 'cluster', "
              "'platform-identity', 'cluster-creator', 'features', 'feature-buckets', 'task-services'."});
  const std::string known =
      "Known here: 'principals', 'environments', 'accounts', 'buckets', 'namespace', 'platform-version', "
      "'edition', 'jump-role', 'administrators', 'nextflow-version', 'compose-role-arn', 'ignore'.";
  CHECK(problems("\xC3\xA9\xC3\xA9: 1\nname: 2\n") ==
        Lines{"\xC3\xA9\xC3\xA9: Unknown key '\xC3\xA9\xC3\xA9'. " + known,
              "name: Unknown key 'name'. " + known});
  CHECK(problems("namespace: a\nnamespace: b\n") == Lines{"namespace: The key 'namespace' is here twice."});
  CHECK(problems("[a, b]: 1\n") == Lines{"[a, b]: 1: A key must be a word."});
}

TEST_CASE("a value of the wrong type is shown on the value") {
  CHECK(problems("principals: yes # all\n") == Lines{"yes: 'principals' must be a list of maps."});
  CHECK(problems("principals: # all\nnamespace: x\n") ==
        Lines{"principals: 'principals' must be a list of maps."});
  CHECK(problems("principals:\n  arn: x\n") == Lines{"arn: x: 'principals' must be a list of maps."});
  CHECK(problems("principals: [x]") == Lines{"x: Each element of 'principals' must be a map."});
  CHECK(problems("principals: [{trust: a}]") ==
        Lines{"{trust: a}]: Each element of 'principals' needs 'arn'."});
  CHECK(problems("environments:\n  - cluster: x\n") ==
        Lines{"cluster: x: Each element of 'environments' needs 'compute-env'."});
  CHECK(problems("namespace: [a]\n") ==
        Lines{"[a]: 'namespace' must be the name of a Kubernetes namespace."});
  CHECK(problems("namespace:\n") ==
        Lines{"namespace: 'namespace' must be the name of a Kubernetes namespace."});
  CHECK(problems("buckets: [a]\n") == Lines{"[a]: 'buckets' must be a map of bucket names to regions."});
  CHECK(problems("accounts: [[1]]\n") == Lines{"[1]]: 'accounts' must be an AWS account id of 12 digits."});
  CHECK(problems("- a\n") == Lines{"- a: celint.yaml must be a map."});
  CHECK(problems(",a: 1\n").size() == 1);
  CHECK(problems("platform-version: \"26.1\"\n---\n,a\n").size() == 1);
  CHECK(problems("a: 1\n---\nb: 2\n") == Lines{"b: 2: celint.yaml holds more than one YAML document."});
}

TEST_CASE("a value that cannot be is shown on the value") {
  CHECK(problems("ignore:\n  - path: a\n") == Lines{"path: a: Each element of 'ignore' needs 'rule'."});
  CHECK(problems("ignore: [{rule: x, expires: 31.1.2027}]") ==
        Lines{"31.1.2027: '31.1.2027' is not a date such as 2027-01-31."});
  CHECK(problems("ignore: [{rule: x, pointer: Statement/0}]") ==
        Lines{"Statement/0: 'Statement/0' is not a JSON Pointer such as /Statement/0."});
  CHECK(problems("ignore: [{rule: x, path: ../other/*.json}]").size() == 1);
  CHECK(problems("accounts: [11112222333]\n") ==
        Lines{"11112222333: '11112222333' is not an AWS account id of 12 digits."});
  CHECK(problems("buckets: {b: \"eu west\"}\n") == Lines{"\"eu west\": 'eu west' is not an AWS region."});
  CHECK(problems("principals: [{arn: 'role/x'}]") ==
        Lines{"'role/x': 'role/x' is not the ARN of an IAM user or role."});
  CHECK(problems("environments: [{compute-env: a, features: [studio, data-explorer, x]}]") ==
        Lines{"studio: Unknown feature 'studio'. Did you mean 'studios'?",
              "x: Unknown feature 'x'. Known here: 'bucket-list', 'data-explorer', 'data-explorer-write', "
              "'studios'."});
  CHECK(problems("platform-version: latest\n") ==
        Lines{"latest: 'latest' is not a Seqera Platform version such as 25.2."});
  CHECK(problems("edition: onprem\n") ==
        Lines{"onprem: Unknown edition 'onprem'. Known here: 'cloud', 'enterprise'."});
  CHECK(problems("compose-role-arn: yes\n") ==
        Lines{"yes: Unknown switch 'yes'. Known here: 'true', 'false'."});
  CHECK(problems("nextflow-version: newest\n") ==
        Lines{"newest: 'newest' is not a Nextflow version such as 26.04.1."});
  CHECK(problems("environments: [{compute-env: a, feature-buckets: [A_b], task-services: ['s3:*']}]") ==
        Lines{"A_b: 'A_b' is not the name of a bucket.",
              "'s3:*': 's3:*' is not the prefix of an AWS service, such as dynamodb."});
  CHECK(problems("namespace: >-\n  Two\n  Words\n") ==
        Lines{">-: 'Two Words' is not the name of a Kubernetes namespace."});
}

TEST_CASE("text that is no YAML is shown where it breaks") {
  CHECK(problems("a: [\n") == Lines{": celint.yaml is not valid YAML: end of sequence flow not found."});
  CHECK(problems("\xEF\xBB\xBF"
                 "a: b\r\n  c: @\r\n")
            .size() == 1);
  Source broken{"celint.yaml", "", false, {}};
  broken.problems.push_back({{kId, 0, 0}, "too large", {}});
  CHECK(read_settings(broken, kId).problems.size() == 1);
}

TEST_CASE("shapes of identifiers") {
  CHECK(is_identity_arn("arn:aws-cn:iam::111122223333:user/a/b"));
  for (const char* bad : {"arn:aws:iam::11112222333:role/x", "arn:aws:iam::111122223333:role/",
                          "arn:aws:iam::111122223333:group/x", "arn:aws:sts::111122223333:assumed-role/x/y",
                          "arn:aws:iam::111122223333:root", "arn:aws:iam", ""})
    CHECK_FALSE(is_identity_arn(bad));
  CHECK(is_cluster("example_1"));
  CHECK_FALSE(is_cluster("arn:aws:eks:eu-west-1:111122223333:nodegroup/x"));
  CHECK(has_region_form("ap-southeast-12"));
  for (const char* bad : {"eu-west", "eu-west-1a", "eu-west-", "EU-west-1", "eu--1", "1-2-3", ""})
    CHECK_FALSE(has_region_form(bad));
  for (const char* bad : {"-a", "a-", "A", "a.b", ""}) CHECK_FALSE(is_label(bad));
  CHECK_FALSE(is_label(std::string(64, 'a')));
  for (const char* good : {"2026-01-01", "2024-02-29", "2026-12-31"}) CHECK(is_date(good));
  for (const char* bad : {"2026-02-29", "2026-13-01", "2026-1-1", "26-01-01", "2026/01/01", "2026-01-0x",
                          "2026-01-01 ", "2026-00-10", "----------", "2026-01--1", ""})
    CHECK_FALSE(is_date(bad));
  CHECK(is_version("25.2.1"));
  for (const char* bad : {"25", "25.", "v25.2", "25.2.1.0"}) CHECK_FALSE(is_version(bad));
}

TEST_CASE("the nearest word is found if it is near") {
  constexpr std::string_view kWords[] = {"cluster", "features", "credentials"};
  CHECK(nearest("clutser", kWords) == "cluster");
  CHECK(nearest("feature", kWords) == "features");
  CHECK(nearest("cred", kWords).empty());
  CHECK(nearest("", kWords).empty());
  CHECK(nearest(std::string(1 << 20, 'c'), kWords).empty());
}

TEST_CASE("the schema and the code know the same keys") {
  const auto schema =
      nlohmann::json::parse(std::ifstream(repository() / "schemas/celint-config.schema.json"));
  const auto& properties = schema.at("properties");
  CHECK(keys_of(schema) == known_keys("0123456789: x"));
  CHECK(keys_of(properties.at("principals").at("items")) ==
        known_keys("principals: [{arn: arn:aws:iam::111122223333:user/x, 0123456789: x}]"));
  const auto& environment = properties.at("environments").at("items");
  CHECK(keys_of(environment) == known_keys("environments: [{compute-env: x, 0123456789: x}]"));
  std::set<std::string> features;
  for (const auto& word : environment.at("properties").at("features").at("items").at("enum"))
    features.insert(word);
  CHECK(features == known_keys("environments: [{compute-env: x, features: [0123456789]}]"));
  CHECK(properties.at("principals").at("items").at("required") == nlohmann::json{"arn"});
  CHECK(environment.at("required") == nlohmann::json{"compute-env"});
  const auto& ignored = properties.at("ignore").at("items");
  CHECK(keys_of(ignored) == known_keys("ignore: [{rule: x, 0123456789: x}]"));
  CHECK(ignored.at("required") == nlohmann::json{"rule"});
}

TEST_CASE("no text stops the reader of celint.yaml") {
  const auto start = std::chrono::steady_clock::now();
  std::string many;
  for (int i = 0; i < 60000; ++i) many += "key" + std::to_string(i) + ": x\n";
  for (const std::string& text :
       {std::string(1 << 20, '['), std::string(1 << 20, '{'), std::string(1 << 20, '-'),
        std::string(500000, '?'), std::string(1 << 20, '"'), many, std::string(1 << 21, 'a'),
        std::string("&a [*a, *a]"), std::string("principals: &p [*p]"),
        std::string("environments: &e\n  - compute-env: *e\n")})
    CHECK_FALSE(settings(text).problems.empty());
  CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(20));
  std::mt19937 random(3);
  for (int round = 0; round < 3000; ++round) {
    std::string text = kFull;
    for (int edit = 0; edit < 4; ++edit)
      text.replace(random() % text.size(), random() % 3, 1, "[]{}:,-\"'\n #&*!|>?%@\t\\x0"[random() % 25]);
    problems(text);
  }
}

}  // namespace celint
