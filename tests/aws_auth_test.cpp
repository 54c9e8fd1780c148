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
    if (!entry.kept || entry.sso) continue;
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
  for (Model& item : model(result->documents, result->sources))
    if (auto* map = std::get_if<AwsAuth>(&item)) result->maps.push_back(std::move(*map));
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
