// `celint inventory`: what each file was taken for, held to the columns of the corpus indexes.
#include "report/inventory.h"

#include <catch2/catch.hpp>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "fixture.h"
#include "temp_folder.h"

using namespace celint;
using nlohmann::json;

namespace {

namespace fs = std::filesystem;

// The files of an inventory, by their path.
std::map<std::string, json> inventory(const fs::path& path) {
  const auto result = run(path);
  std::map<std::string, json> files;
  const json whole = json::parse(inventory_json(result->world));
  for (const json& file : whole.at("files")) files[file.at("path").get<std::string>()] = file;
  return files;
}

std::vector<std::string> cells(const std::string& line) {
  std::vector<std::string> result;
  std::istringstream stream(line);
  for (std::string cell; std::getline(stream, cell, '\t');) result.push_back(cell);
  return result;
}

// Rows of a tab-separated index, without its first line.
std::vector<std::vector<std::string>> index_rows(const fs::path& path) {
  std::vector<std::vector<std::string>> rows;
  std::istringstream stream(read_file(path));
  std::string line;
  std::getline(stream, line);
  while (std::getline(stream, line)) rows.push_back(cells(line));
  return rows;
}

const json* find(const std::map<std::string, json>& files, const std::string& path) {
  const auto found = files.find(path);
  return found == files.end() ? nullptr : &found->second;
}

bool is_kind(const json& file, const std::string& kind) {
  const std::string word = file.at("kind");
  return kind.ends_with('/') ? word.starts_with(kind) : word == kind;
}

}  // namespace

TEST_CASE("every file of the Kubernetes corpus is taken for what its index says", "[inventory]") {
  if (corpus().empty()) {
    WARN("CELINT_CORPUS is unset: skipped");
    return;
  }
  const std::map<std::string, std::string> words{
      {"aws-auth", "aws-auth"}, {"irsa", "kubernetes/ServiceAccount"}, {"rbac-seqera", "kubernetes/"}};
  const auto files = inventory(corpus() / "k8s");
  const auto rows = index_rows(corpus() / "k8s/INDEX.tsv");
  REQUIRE(rows.size() > 50);
  for (const auto& row : rows) {
    INFO(row[0]);
    const json* file = find(files, row[0]);
    REQUIRE(file != nullptr);
    // A sample of the index that holds no aws-auth object: its last column says so.
    const bool negative = row.size() > 7 && row[7].starts_with("no aws-auth ConfigMap");
    CHECK(is_kind(*file, words.at(row[1])) != negative);
  }
}

TEST_CASE("every document of the Seqera corpus is taken for what its class says", "[inventory]") {
  if (corpus().empty()) {
    WARN("CELINT_CORPUS is unset: skipped");
    return;
  }
  const std::map<std::string, std::string> words{
      {"aws-auth-fragment", "aws-auth"}, {"identity-policy", "identity-policy"},
      {"irsa-trust", "trust-policy"},    {"identity-policy-fragment", "policy-fragment"},
      {"role-trust", "trust-policy"},    {"k8s-manifest", "kubernetes/"}};
  const auto files = inventory(corpus() / "seqera");
  std::size_t checked = 0;
  for (const auto& row : index_rows(corpus() / "seqera/INDEX.tsv")) {
    INFO(row[0]);
    const auto word = words.find(row[3]);
    // Manifests inside shell scripts are not looked for.
    if (word == words.end() || row[0].ends_with(".sh")) continue;
    const json* file = find(files, row[0]);
    REQUIRE(file != nullptr);
    CHECK(is_kind(*file, word->second));
    ++checked;
  }
  CHECK(checked > 60);
}

TEST_CASE("AWS's managed policies are identity policies without a fault of syntax", "[inventory]") {
  if (corpus().empty()) {
    WARN("CELINT_CORPUS is unset: skipped");
    return;
  }
  const auto result = run(corpus() / "managed-policies");
  std::size_t policies = 0;
  const json whole = json::parse(inventory_json(result->world));
  for (const json& file : whole.at("files")) {
    INFO(file.at("path"));
    // One file of the corpus holds nothing at all.
    const bool empty = fs::file_size(corpus() / "managed-policies" / file.at("path").get<std::string>()) == 0;
    if (empty) continue;
    CHECK(file.at("kind") == "identity-policy");
    CHECK(file.at("entities").size() == 1);
    ++policies;
  }
  CHECK(policies == 381);
  CHECK(result->world.syntax_problems.empty());
}

TEST_CASE("aws-auth entities print what the authenticator makes of them", "[inventory]") {
  if (corpus().empty()) {
    WARN("CELINT_CORPUS is unset: skipped");
    return;
  }
  const auto files = inventory(corpus() / "k8s");
  std::size_t checked = 0;
  const json answers = json::parse(read_file(corpus() / "aws-auth-oracle/corpus.json"));
  for (const json& item : answers) {
    const json* file = find(files, item.at("file"));
    if (file == nullptr) continue;
    INFO(item.at("file"));
    const json& entities = file->at("entities");
    const auto entity = std::find_if(entities.begin(), entities.end(), [&item](const json& other) {
      return other.at("kind") == "aws-auth" && other.value("name", "") == item.value("name", "");
    });
    REQUIRE(entity != entities.end());
    for (const char* key : {"roles", "users", "accounts"}) CHECK(entity->at(key) == item.at(key));
    ++checked;
  }
  CHECK(checked >= 38);
}

TEST_CASE("each sample of fixtures/documents has the kind its form asks for", "[inventory]") {
  const std::map<std::string, std::string> words{
      {"account-details", "account-details"},
      {"aws-auth", "aws-auth"},
      {"create-access-entry", "access-entry"},
      {"describe-access-entry", "access-entry"},
      {"describe-cluster", "cluster"},
      {"describe-fargate-profile", "fargate-profile"},
      {"describe-pod-identity-association", "pod-identity-association"},
      {"get-bucket-encryption", "bucket-encryption"},
      {"get-bucket-location", "bucket-location"},
      {"get-bucket-policy", "resource-policy"},
      {"get-group-policy", "identity-policy"},
      {"get-open-id-connect-provider", "oidc-provider"},
      {"get-policy", "account-details"},
      {"get-policy-version", "identity-policy"},
      {"get-public-access-block", "public-access-block"},
      {"get-role", "trust-policy"},
      {"get-role-policy", "identity-policy"},
      {"get-user", "account-details"},
      {"get-user-policy", "identity-policy"},
      {"helm-values", "kubernetes/ServiceAccount"},
      {"kms-get-key-policy", "resource-policy"},
      {"kubernetes-list", "kubernetes/ServiceAccount"},
      {"kubernetes-multi-document", "kubernetes/ServiceAccount"},
      {"kubernetes-storage", "kubernetes/PersistentVolumeClaim"},
      {"kubernetes-typed-list", "kubernetes/RoleBinding"},
      {"kubernetes-workloads", "kubernetes/DaemonSet"},
      {"list-associated-access-policies", "access-entry"},
      {"list-attached-role-policies", "account-details"},
      {"list-attached-user-policies", "account-details"},
      {"list-open-id-connect-providers", "oidc-provider"},
      {"list-pod-identity-associations", "pod-identity-association"},
      {"list-role-policies", "account-details"},
      {"list-user-policies", "account-details"},
      {"template", "template"}};
  std::set<std::string> seen;
  for (const auto& [path, file] : inventory(repository() / "fixtures/documents")) {
    const std::string folder = path.substr(0, path.find('/'));
    const auto word = words.find(folder);
    if (word == words.end()) continue;
    INFO(path);
    CHECK(file.at("kind") == word->second);
    const bool skipped = folder == "template" || folder == "helm-values";
    CHECK(file.contains("skipped") == skipped);
    CHECK(file.at("entities").empty() == skipped);
    seen.insert(folder);
  }
  CHECK(seen.size() == words.size());
}

TEST_CASE("an inventory says whose a document is, how that was decided, and what is missing", "[inventory]") {
  const auto result = run(repository() / "fixtures/environments/healthy");
  const json whole = json::parse(inventory_json(result->world));
  std::set<std::string> decided;
  std::size_t policies = 0;
  for (const json& file : whole.at("files"))
    for (const json& entity : file.at("entities")) {
      if (!entity.at("kind").get<std::string>().ends_with("-policy")) continue;
      ++policies;
      CHECK(entity.contains("belongsTo"));
      decided.insert(entity.value("decided", ""));
    }
  CHECK(policies > 3);
  CHECK_FALSE(decided.contains(""));

  const TempFolder folder;
  folder.write("ce.json", R"({"name": "example", "platform": "eks-platform", "credentialsId": "c", "config":
    {"discriminator": "eks-platform", "region": "eu-central-1", "clusterName": "example-nf",
     "workDir": "s3://example-nf-work/w", "namespace": "tower-nf", "headServiceAccount": "head",
     "fusion2Enabled": true, "waveEnabled": true}})");
  folder.write("notes.json", R"({"just": "notes"})");
  const auto lone = run(folder.path());
  const json lonely = json::parse(inventory_json(lone->world));
  CHECK(lonely.at("files").at(0).at("entities").at(0).at("workDir") == "s3://example-nf-work/w");
  CHECK(lonely.at("files").at(1).at("kind") == "unrecognised");
  CHECK(lonely.at("files").at(1).contains("skipped"));
  std::string commands;
  for (const json& missing : lonely.at("missing"))
    commands += missing.at("document").get<std::string>() + "\n";
  CHECK(commands.find("aws eks describe-cluster --name example-nf") != std::string::npos);
  const std::string text = inventory_text(lone->world);
  CHECK(text.starts_with("FILE        KIND "));
  CHECK(text.find("ce.json     compute-environment  example") != std::string::npos);
  CHECK(text.find("notes.json: no kind of document that celint reads") != std::string::npos);
  CHECK(text.find("Missing for a full check:") != std::string::npos);
}

TEST_CASE("an inventory tells a bucket that its document names from one that its file names", "[inventory]") {
  const auto rows = [](const char* set, const std::string& kind) {
    const auto result = run(repository() / "fixtures/environments" / set);
    std::istringstream lines(inventory_text(result->world));
    std::vector<std::string> found;
    for (std::string line; std::getline(lines, line);)
      if (line.find(kind) != std::string::npos) found.push_back(line.substr(line.rfind(' ') + 1));
    return found;
  };
  using Words = std::vector<std::string>;
  CHECK(rows("healthy", "bucket-location  ") == Words{"placed"});
  CHECK(rows("healthy-customer-key", "resource-policy  ") == Words{"placed", "placed"});
  CHECK(rows("healthy-terraform", "bucket-location  ") == Words{"named"});
}

TEST_CASE("an inventory never prints a secret", "[inventory]") {
  const TempFolder folder;
  const std::string secret = "c2VjcmV0LWV4YW1wbGUtdG9rZW4";
  folder.write("credential.json", R"({"credentials": {"id": "c", "name": "n", "keys": {"accessKey": ")" +
                                      secret + R"(", "secretKey": ")" + secret + R"(", "externalId": ")" +
                                      secret + R"("}}})");
  folder.write("secret.yaml",
               "apiVersion: v1\nkind: Secret\nmetadata: {name: s}\ndata: {token: " + secret + "}\n");
  folder.write("pod.yaml",
               "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  containers:\n  - name: c\n"
               "    image: i\n    env: [{name: KEY, value: " +
                   secret + "}]\n");
  const auto result = run(folder.path());
  const std::string printed = inventory_json(result->world) + inventory_text(result->world);
  CHECK(printed.find(secret) == std::string::npos);
  CHECK(printed.find("\"hasAccessKey\":true") != std::string::npos);
}
