// The model of aws-auth against the answers of the upstream parser.
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "fixture.h"

using namespace celint;
using nlohmann::json;

namespace {

json entries(const std::optional<AwsAuthKey>& key, const char* arn) {
  json list = json::array();
  if (!key) return list;
  for (const IdentityMapping& entry : key->entries) {
    if (!entry.kept) continue;
    json groups = nullptr;
    if (entry.has_groups) {
      groups = json::array();
      for (const Str& group : entry.groups) groups.push_back(std::string(group.value));
    }
    list.push_back({{arn, std::string(entry.arn.value)},
                    {"username", std::string(entry.username.value)},
                    {"groups", groups}});
  }
  return list;
}

json accounts(const std::optional<AwsAuthKey>& key) {
  json list = json::array();
  if (!key) return list;
  for (const Str& account : key->accounts) list.push_back(std::string(account.value));
  return list;
}

bool has_error(const std::optional<AwsAuthKey>& key) {
  if (!key) return false;
  bool dropped = false;
  for (const IdentityMapping& entry : key->entries) dropped = dropped || !entry.kept;
  return !key->unparsable.empty() || !key->type_errors.empty() || dropped;
}

/// The ConfigMaps of one text, modelled.
struct Modelled {
  std::vector<Source> sources;
  std::vector<Document> documents;
  std::vector<AwsAuth> maps;
};

std::unique_ptr<Modelled> modelled(std::string name, std::string text) {
  auto result = std::make_unique<Modelled>();
  result->sources.push_back({std::move(name), std::move(text), true, {}});
  result->documents = parse(result->sources);
  const Models models = model(result->documents, result->sources);
  result->maps.assign(models.aws_auth.begin(), models.aws_auth.end());
  return result;
}

void agree(const AwsAuth& map, const json& expected) {
  const auto of = [&expected](const char* key) {
    return expected.contains(key) && !expected[key].is_null() ? expected[key] : json::array();
  };
  CHECK(entries(map.roles, "rolearn") == of("roles"));
  CHECK(entries(map.users, "userarn") == of("users"));
  CHECK(accounts(map.accounts) == of("accounts"));
  const bool error = expected.contains("error") || expected.contains("parseMapError");
  CHECK((has_error(map.roles) || has_error(map.users) || has_error(map.accounts)) == error);
}

std::string config_map(const std::string& key, const std::string& text) {
  return json{{"apiVersion", "v1"},
              {"kind", "ConfigMap"},
              {"metadata", {{"name", "aws-auth"}, {"namespace", "kube-system"}}},
              {"data", {{key, text}}}}
      .dump();
}

}  // namespace

TEST_CASE("mapRoles, mapUsers, mapAccounts: the model agrees with the authenticator's parser") {
  if (corpus().empty()) {
    WARN("CELINT_CORPUS is unset: skipped");
    return;
  }
  const json cases = json::parse(read_file(corpus() / "aws-auth-oracle/cases.json"));
  REQUIRE(cases.size() > 30);
  for (const json& item : cases) {
    INFO(item["dataKey"] << " " << item["name"] << " " << item["input"]);
    const auto result = modelled("aws-auth.json", config_map(item["dataKey"], item["input"]));
    REQUIRE(result->maps.size() == 1);
    agree(result->maps.front(), item);
  }
}

TEST_CASE("public aws-auth files: the model agrees with the authenticator's parser") {
  if (corpus().empty()) {
    WARN("CELINT_CORPUS is unset: skipped");
    return;
  }
  const json cases = json::parse(read_file(corpus() / "aws-auth-oracle/corpus.json"));
  REQUIRE(cases.size() > 30);
  for (const json& item : cases) {
    const std::string file = item["file"];
    INFO(file << " document " << item["doc"]);
    const auto path = corpus() / "k8s" / file;
    if (!std::filesystem::exists(path)) continue;
    const auto result = modelled(file, read_file(path));
    const auto found = std::find_if(result->maps.begin(), result->maps.end(), [&item](const AwsAuth& map) {
      return map.meta.name.value == item.value("name", "");
    });
    REQUIRE(found != result->maps.end());
    agree(*found, item);
  }
}

TEST_CASE("spans inside a block scalar are those of the file") {
  const std::string text =
      "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: aws-auth, namespace: kube-system}\ndata:\n  "
      "mapRoles: |\n"
      "    - rolearn: arn:aws:iam::111122223333:role/Example\n      username: u\n";
  const auto result = modelled("aws-auth.yaml", text);
  REQUIRE(result->maps.size() == 1);
  REQUIRE(result->maps.front().roles->entries.size() == 1);
  const Str arn = result->maps.front().roles->entries.front().arn;
  CHECK(text.substr(arn.span.begin, arn.span.end - arn.span.begin) ==
        "arn:aws:iam::111122223333:role/Example");
}

namespace {

// What the authenticator makes of a text, by its own code: sigs.k8s.io/yaml (yaml.v2, then encoding/json) for
// mapRoles and mapUsers, yaml.v2 alone for mapAccounts.
struct Oddity {
  const char* what;
  const char* key;
  const char* text;
  const char* entries;  // as JSON
  bool error;
};

const Oddity kOddities[] = {
    {"numbers, booleans and null are no groups", "mapRoles", "- rolearn: r\n  groups: [1, yes, ~, ok]",
     R"([{"rolearn":"r","username":"","groups":["","","","ok"]}])", true},
    {"hexadecimal username", "mapRoles", "- rolearn: r\n  username: 0x1F",
     R"([{"rolearn":"r","username":"","groups":null}])", true},
    {"date username", "mapRoles", "- rolearn: r\n  username: 2024-01-01",
     R"([{"rolearn":"r","username":"2024-01-01","groups":null}])", false},
    {"base-60 stays text", "mapRoles", "- rolearn: r\n  username: 190:20:30",
     R"([{"rolearn":"r","username":"190:20:30","groups":null}])", false},
    {"tagged string", "mapRoles", "- rolearn: !!str r\n  username: !!str 123",
     R"([{"rolearn":"r","username":"123","groups":null}])", false},
    {"binary", "mapRoles", "- rolearn: !!binary aGVsbG8=\n  username: u",
     R"([{"rolearn":"hello","username":"u","groups":null}])", false},
    {"a tag that does not fit loses the key", "mapRoles", "- rolearn: r\n- rolearn: !!int x", "[]", true},
    {"infinity has no JSON", "mapRoles", "- rolearn: r\n  username: .inf", "[]", true},
    {"a null key loses the key", "mapRoles", "- rolearn: r\n  ~: x", "[]", true},
    {"a later merge overrides, in yaml.v2", "mapRoles",
     "- &a {rolearn: a, username: u}\n- rolearn: b\n  <<: *a",
     R"([{"rolearn":"a","username":"u","groups":null},{"rolearn":"a","username":"u","groups":null}])", false},
    {"an earlier merge is overridden", "mapRoles", "- &a {rolearn: a, username: u}\n- <<: *a\n  rolearn: b",
     R"([{"rolearn":"a","username":"u","groups":null},{"rolearn":"b","username":"u","groups":null}])", false},
    {"of merged maps the first wins", "mapRoles",
     "- &a {rolearn: a}\n- &b {rolearn: b, username: u}\n- <<: [*a, *b]",
     R"([{"rolearn":"a","username":"","groups":null},{"rolearn":"b","username":"u","groups":null},
         {"rolearn":"a","username":"u","groups":null}])",
     false},
    {"an aliased list", "mapRoles", "- rolearn: a\n  groups: &g [x, z]\n- rolearn: b\n  groups: *g",
     R"([{"rolearn":"a","username":"","groups":["x","z"]},{"rolearn":"b","username":"","groups":["x","z"]}])",
     false},
    {"another spelling keeps what it does not set", "mapRoles",
     "- rolearn: r\n  Groups: [a, b, c]\n  groups: [~, x]",
     R"([{"rolearn":"r","username":"","groups":["a","x"]}])", false},
    {"of spellings the lower-case one wins", "mapRoles", "- rolearn: r\n  username: low\n  userName: mixed",
     R"([{"rolearn":"r","username":"low","groups":null}])", false},
    {"a spelling without a string leaves the other", "mapRoles", "- ROLEARN: r\n  rolearn: 5",
     R"([{"rolearn":"r","username":"","groups":null}])", true},
    {"groups as a map", "mapRoles", "- rolearn: r\n  groups: {a: b}",
     R"([{"rolearn":"r","username":"","groups":null}])", true},
    {"empty groups", "mapRoles", "- rolearn: r\n  groups: []",
     R"([{"rolearn":"r","username":"","groups":[]}])", false},
    {"userid is a string field", "mapRoles", "- rolearn: r\n  userid: 5",
     R"([{"rolearn":"r","username":"","groups":null}])", true},
    {"a well-formed sso block is kept", "mapRoles",
     "- sso: {permissionSetName: Admin, accountID: \"111122223333\"}\n  username: u",
     R"([{"rolearn":"","username":"u","groups":null}])", false},
    {"an sso block that is null counts as none", "mapRoles", "- rolearn: r\n  sso: ~",
     R"([{"rolearn":"r","username":"","groups":null}])", false},
    {"deep nesting in an unknown field", "mapRoles",
     "- rolearn: r\n  x: [[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]",
     R"([{"rolearn":"r","username":"","groups":null}])", false},
    {"only blanks, no-break ones too", "mapRoles", "\xc2\xa0 \n", "[]", false},
    {"a directive of YAML 1.2", "mapRoles", "%YAML 1.2\n---\n- rolearn: r", "[]", true},
    {"JSON with a comment is no JSON", "mapRoles", "{\"a\": 1} // x", "[]", true},
    {"a JSON list is YAML", "mapUsers", "[{\"userarn\": \"a\", \"groups\": null}]",
     R"([{"userarn":"a","username":"","groups":null}])", false},
    {"a literal block", "mapUsers", "- userarn: |-\n    a\n  username: >-\n    x\n    y",
     R"([{"userarn":"a","username":"x y","groups":null}])", false},
    {"an empty list", "mapUsers", "[]", "[]", false},
    {"accounts keep their text", "mapAccounts", "[012345678912, 0x10, yes, 1e3, 2024-01-01, .inf]",
     R"(["012345678912","0x10","yes","1e3","2024-01-01",".inf"])", false},
    {"a null account is empty", "mapAccounts", "- ~\n- \"111122223333\"", R"(["","111122223333"])", false},
    {"accounts as a map", "mapAccounts", "a: b", "[]", true},
    {"accounts after a second marker", "mapAccounts", "- a\n---\n- b", R"(["a"])", false},
    {"an alias among accounts", "mapAccounts", "- &a x\n- *a\n- [y]", R"(["x","x"])", true},
};

}  // namespace

TEST_CASE("odd texts of aws-auth") {
  for (const Oddity& odd : kOddities) {
    INFO(odd.what << ": " << odd.text);
    const auto result = modelled("aws-auth.json", config_map(odd.key, odd.text));
    REQUIRE(result->maps.size() == 1);
    const AwsAuth& map = result->maps.front();
    const std::string key = odd.key;
    const json found = key == "mapAccounts" ? accounts(map.accounts)
                       : key == "mapUsers"  ? entries(map.users, "userarn")
                                            : entries(map.roles, "rolearn");
    CHECK(found == json::parse(odd.entries));
    CHECK((has_error(map.roles) || has_error(map.users) || has_error(map.accounts)) == odd.error);
  }
}
