// The JSON Schemas: they use only keywords that the shape check supports, and find what they should.
#include <filesystem>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>

#include "modelled.h"
#include "recognise/schema.h"

using namespace celint;
using nlohmann::json;

namespace {

const std::vector<std::string> kKeywords{
    "$schema", "$defs", "$ref",     "title",      "description",         "type", "enum", "const",
    "anyOf",   "items", "required", "properties", "additionalProperties"};

/// The schemas of documents, by name; not those of celint's own files.
std::map<std::string, json> schemas() {
  std::map<std::string, json> all;
  for (const auto& entry : std::filesystem::directory_iterator(repository() / "schemas")) {
    const std::string file = entry.path().filename().string();
    if (!file.ends_with(".schema.json")) continue;
    const std::string name = file.substr(0, file.find('.'));
    if (name != "celint-config" && name != "report" && name != "trace")
      all.emplace(name, json::parse(std::ifstream(entry.path())));
  }
  return all;
}

void each_schema(const json& schema, const std::function<void(const json&)>& visit) {
  if (!schema.is_object()) return;
  visit(schema);
  for (const char* word : {"properties", "$defs"})
    if (schema.contains(word))
      for (const auto& [name, inner] : schema[word].items()) each_schema(inner, visit);
  for (const char* word : {"items", "additionalProperties"})
    if (schema.contains(word)) each_schema(schema[word], visit);
  if (schema.contains("anyOf"))
    for (const json& inner : schema["anyOf"]) each_schema(inner, visit);
}

std::vector<std::string> keywords_unknown(const json& schema) {
  std::vector<std::string> found;
  each_schema(schema, [&](const json& inner) {
    for (const auto& [word, value] : inner.items())
      if (std::find(kKeywords.begin(), kKeywords.end(), word) == kKeywords.end()) found.push_back(word);
    if (inner.contains("$ref") && inner.size() > 1 && !inner.contains("$schema"))
      found.push_back("$ref beside");
  });
  return found;
}

std::vector<std::string> messages(const std::string& text, const char* schema, const char* definition = "") {
  const Source source{"x.json", text, true, {}};
  const std::vector<Source> sources{source};
  const std::vector<Document> documents = parse(sources);
  REQUIRE(documents.size() == 1);
  std::vector<std::string> found;
  for (const ShapeFault& fault : shape_faults(documents[0].root, schema, definition))
    found.push_back(text.substr(fault.span.begin, fault.span.end - fault.span.begin) + ": " + fault.message);
  return found;
}

}  // namespace

TEST_CASE("the schemas use only what the shape check supports", "[schemas]") {
  CHECK(schemas().size() >= 18);
  for (const auto& [name, schema] : schemas()) {
    INFO(name);
    CHECK(find_schema(name, "") != nullptr);
    CHECK(schema.at("$schema") == "https://json-schema.org/draft/2020-12/schema");
    CHECK_FALSE(schema.at("title").get<std::string>().empty());
    CHECK(keywords_unknown(schema).empty());
  }
  CHECK(keywords_unknown(json::parse(R"({"items": {"pattern": "x"}})")) ==
        std::vector<std::string>{"pattern"});
}

TEST_CASE("every reference inside a schema leads somewhere", "[schemas]") {
  for (const auto& [name, root] : schemas()) {
    const json& schema = root;
    each_schema(schema, [&](const json& inner) {
      if (!inner.contains("$ref")) return;
      const std::string path = inner["$ref"];
      INFO(name << " " << path);
      REQUIRE(path.starts_with("#/$defs/"));
      CHECK(schema["$defs"].contains(path.substr(8)));
    });
  }
}

TEST_CASE("a config: unknown keys with the one that is meant, wrong shapes, coerced values", "[schemas]") {
  const char* ce = "compute-environment";
  CHECK(messages(R"({"region": "r", "fusionEnabled": true})", ce, "config") ==
        std::vector<std::string>{
            "\"fusionEnabled\": There is no field 'fusionEnabled': 'fusion2Enabled' may be meant."});
  CHECK(messages(R"({"computeServiceaccount": "x"})", ce, "config") ==
        std::vector<std::string>{"\"computeServiceaccount\": There is no field 'computeServiceaccount': "
                                 "'computeServiceAccount' may be meant."});
  CHECK(messages(R"({"clusterName": ["a"]})", ce, "config") ==
        std::vector<std::string>{"[\"a\"]: 'clusterName' is a list where a single value belongs."});
  CHECK(messages(R"({"environment": {"A": "b"}})", ce, "config") ==
        std::vector<std::string>{"{\"A\": \"b\"}: 'environment' is a map where a list belongs."});
  CHECK(messages(R"({"waveEnabled": "yes"})", ce, "config") ==
        std::vector<std::string>{"\"yes\": 'waveEnabled' is no boolean."});
  CHECK(messages(R"({"podCleanup": "ON_SUCCESS"})", ce, "config") ==
        std::vector<std::string>{"\"ON_SUCCESS\": 'podCleanup' is none of 'on_success', 'always', 'never'."});
  CHECK(messages(R"({"waveEnabled": "true", "headJobCpus": "8", "podCleanup": null, "workDir": "${X}",
                     "environment": [{"name": "a", "value": 1}]})",
                 ce, "config")
            .empty());
}

TEST_CASE("choices give the faults of the one that is meant", "[schemas]") {
  CHECK(messages(R"({"Version": "2012-10-17", "Statement": [{"Effect": "allow", "Action": {}}]})",
                 "identity-policy") ==
        std::vector<std::string>{"\"allow\": 'Effect' is none of 'Allow', 'Deny'.",
                                 "{}: 'Action' is a map where a single value belongs."});
  CHECK(messages(R"({"cluster": {"arn": "x"}})", "cluster") ==
        std::vector<std::string>{"{\"arn\": \"x\"}: 'name' is missing."});
}

TEST_CASE("the samples have the shape of their schema", "[schemas]") {
  for (const auto& [path, schema] : std::vector<std::pair<std::string, const char*>>{
           {"api-get/compute-env.json", "compute-environment"},
           {"tw-json-view/compute-env.json", "compute-environment"},
           {"tw-json-export/compute-env.json", "compute-environment"},
           {"api-create/compute-env.json", "compute-environment"},
           {"api-list/compute-envs.json", "compute-environment"},
           {"api-list/full.json", "compute-environment"},
           {"credential/credential.json", "credential"},
           {"credential/list.json", "credential"},
           {"terraform-plan/plan.json", "terraform"},
           {"terraform-state/state.json", "terraform"},
           {"cloudformation/template.json", "cloudformation"},
           {"cloudformation/template.yaml", "cloudformation"}}) {
    INFO(path);
    const auto file = sample(path);
    for (const ShapeFault& fault : shape_faults(file->documents[0].root, schema)) FAIL_CHECK(fault.message);
  }
}
