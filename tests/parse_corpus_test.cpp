// Real files: each scalar's source decodes to its value, and kubectl's verdicts are ours.
#include <yaml-cpp/yaml.h>

#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "fixture.h"
#include "parse/parse.h"
#include "tests/parsed.h"

using namespace celint;
namespace fs = std::filesystem;

namespace {

std::vector<fs::path> files_under(const fs::path& folder) {
  std::vector<fs::path> files;
  if (!fs::exists(folder)) return files;
  for (const auto& entry : fs::recursive_directory_iterator(folder))
    if (entry.is_regular_file()) files.push_back(entry.path());
  std::ranges::sort(files);
  return files;
}

// The value of a scalar's source, by other readers than the ones under test.
std::string decoded(const Node& node, const std::string& source) {
  switch (node.style) {
    case Style::json_string:
      return nlohmann::json::parse(source).get<std::string>();
    case Style::plain:
      if (source.find('\n') == std::string::npos) return source;
      [[fallthrough]];
    case Style::single_quoted:
    case Style::double_quoted:
      return YAML::Load(source).Scalar();
    case Style::literal:
    case Style::folded:
      return YAML::Load("k: " + source + "\n")["k"].Scalar();
  }
  return {};
}

// Trailing line breaks lie outside a block scalar's span.
std::string trimmed(std::string_view value) {
  return std::string(value.substr(0, value.find_last_not_of("\r\n") + 1));
}

void check_scalars(const Parsed& parsed, const Document& document) {
  each_node(document.root, [&](const Node& node) {
    if (!node.is_scalar()) return;
    const std::string source = parsed.source(node.span);
    INFO(source);
    if (tag(document, node) == "tag:yaml.org,2002:binary") return;
    const bool block = node.style == Style::literal || node.style == Style::folded;
    // Sources of strict JSON and of YAML decode; what the lenient reader met may not.
    if (document.format == Format::yaml || document.problems.empty()) {
      if (block) CHECK(trimmed(decoded(node, source)) == trimmed(node.scalar()));
      if (!block) CHECK(decoded(node, source) == node.scalar());
    }
    const Passage passage = inner_text(document, node);
    CHECK(passage.text == node.scalar());
    std::size_t text = 0;
    for (const Piece& piece : *passage.pieces) {
      REQUIRE(piece.text == text);
      text += piece.text_size;
      const std::string_view value = passage.text.substr(piece.text, piece.text_size);
      const std::string written = parsed.source({node.span.source, piece.file, piece.file + piece.file_size});
      if (piece.text_size != piece.file_size) continue;
      // Copied, but for line breaks that became blanks.
      CHECK(std::ranges::equal(value, written,
                               [](char a, char b) { return a == b || (a == ' ' && b == '\n'); }));
    }
    CHECK(text == node.scalar().size());
  });
}

void check_files(const fs::path& folder) {
  for (const fs::path& path : files_under(folder)) {
    INFO(path.string());
    const Parsed parsed(path.string(), read_file(path));
    for (const Document& document : parsed.documents) check_scalars(parsed, document);
  }
}

// The number as kubectl prints it: base prefixes and underscores are YAML's, the value counts.
nlohmann::json number(std::string text) {
  std::erase(text, '_');
  const bool negative = text.starts_with('-');
  std::string digits = text.substr(negative || text.starts_with('+') ? 1 : 0);
  const bool prefixed = digits.size() > 1 && digits[0] == '0';
  const bool octal = prefixed && digits.find_first_not_of("01234567") == std::string::npos;
  const char letter = prefixed ? digits[1] : ' ';
  double value = 0;
  if (octal || letter == 'o' || letter == 'b' || letter == 'x') {
    if (!octal) digits.erase(0, 2);
    value = static_cast<double>(std::stoull(digits, nullptr, letter == 'x' ? 16 : letter == 'b' ? 2 : 8));
  } else {
    value = std::stod(digits);
  }
  return negative ? -value : value;
}

bool is_true(std::string_view word) {
  return word[0] == 'y' || word[0] == 'Y' || word[0] == 't' || word[0] == 'T' || word == "on" ||
         word == "On" || word == "ON";
}

std::string key_text(const Node& key) {
  if (key.kind == Kind::boolean) return is_true(key.scalar()) ? "true" : "false";
  return std::string(key.scalar());
}

nlohmann::json as_json(const Node& node) {
  switch (node.kind) {
    case Kind::null:
      return nullptr;
    case Kind::boolean:
      return is_true(node.scalar());
    case Kind::number:
      return number(std::string(node.scalar()));
    case Kind::string:
      return std::string(node.scalar());
    case Kind::list: {
      nlohmann::json list = nlohmann::json::array();
      for (const Node& item : node.items()) list.push_back(as_json(item));
      return list;
    }
    case Kind::map: {
      nlohmann::json map = nlohmann::json::object();
      for (const Member& member : node.members()) map[key_text(member.key)] = as_json(member.value);
      return map;
    }
  }
  return nullptr;
}

// kubectl's answer: objects, to which `kubectl annotate zz=1` added an annotation, then perhaps an error.
struct KubectlAnswer {
  std::vector<nlohmann::json> objects;
  std::string error;
};

KubectlAnswer read_answer(const fs::path& path) {
  KubectlAnswer answer;
  std::string text = read_file(path);
  const std::size_t error = text.starts_with("error:") ? 0 : text.find("\nerror:");
  if (error != std::string::npos) {
    answer.error = text.substr(error);
    text.resize(error);
  }
  std::istringstream stream(text);
  while (stream >> std::ws && stream.peek() != EOF) {
    nlohmann::json object;
    stream >> object;
    nlohmann::json& metadata = object["metadata"];
    metadata["annotations"].erase("zz");
    if (metadata["annotations"].empty()) metadata.erase("annotations");
    answer.objects.push_back(object);
  }
  return answer;
}

// The objects of documents, lists unpacked as kubectl does.
std::vector<nlohmann::json> objects_of(const Parsed& parsed) {
  std::vector<nlohmann::json> objects;
  for (const Document& document : parsed.documents) {
    if (!document.problems.empty()) break;
    const nlohmann::json object = as_json(document.root);
    const std::string kind = object.is_object() ? object.value("kind", "") : "";
    if (!kind.ends_with("List")) {
      objects.push_back(object);
      continue;
    }
    for (nlohmann::json item : object["items"]) {
      if (!item.contains("kind")) item["kind"] = kind.substr(0, kind.size() - 4);
      if (!item.contains("apiVersion")) item["apiVersion"] = object["apiVersion"];
      objects.push_back(item);
    }
  }
  return objects;
}

// What the models keep of any object.
struct ModelledObject {
  std::string kind;
  std::string name;
  std::string ns;
  std::map<std::string, std::string> annotations;
  std::set<std::string> keys;
  friend bool operator==(const ModelledObject&, const ModelledObject&) = default;
};

std::map<std::string, std::string> pairs(std::span<const Annotation> entries) {
  std::map<std::string, std::string> result;
  for (const Annotation& entry : entries)
    result[std::string(entry.key.value)] = std::string(entry.value.value);
  return result;
}

std::set<std::string> keys_of(const AwsAuth& map) {
  std::set<std::string> keys;
  for (const auto* key : {&map.roles, &map.users, &map.accounts})
    if (*key) keys.insert(std::string((*key)->key.value));
  for (const UnreadAwsAuthKey& key : map.unread) keys.insert(std::string(key.key.value));
  return keys;
}

std::vector<ModelledObject> objects_in(const World& world) {
  std::vector<std::pair<Span, ModelledObject>> found;
  const auto add = [&found](const ObjectMeta& meta, std::span<const Annotation> annotations,
                            std::set<std::string> keys) {
    found.push_back({meta.span,
                     {std::string(meta.kind.value), std::string(meta.name.value), std::string(meta.ns.value),
                      pairs(annotations), std::move(keys)}});
  };
  for (const ServiceAccount& account : world.service_accounts) add(account.meta, account.annotations, {});
  for (const ConfigMap& map : world.config_maps) {
    std::set<std::string> keys;
    for (const Str& key : map.keys) keys.insert(std::string(key.value));
    add(map.meta, {}, std::move(keys));
  }
  for (const AwsAuth& map : world.aws_auth) add(map.meta, {}, keys_of(map));
  std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<ModelledObject> objects;
  for (auto& [span, object] : found) objects.push_back(std::move(object));
  return objects;
}

ModelledObject modelled_object(const nlohmann::json& object) {
  const nlohmann::json& metadata = object.at("metadata");
  ModelledObject result{
      object.at("kind"), metadata.value("name", ""), metadata.value("namespace", ""), {}, {}};
  if (metadata.contains("annotations")) result.annotations = metadata.at("annotations");
  if (object.contains("data"))
    for (const auto& [key, value] : object.at("data").items()) result.keys.insert(key);
  return result;
}

}  // namespace

TEST_CASE("every scalar's source decodes to its value: fixtures", "[parse]") {
  check_files(repository() / "fixtures");
}

TEST_CASE("every scalar's source decodes to its value: corpus", "[parse]") {
  const char* corpus = std::getenv("CELINT_CORPUS");
  if (corpus == nullptr) {
    WARN("CELINT_CORPUS is unset: the corpus is not read");
    return;
  }
  check_files(corpus);
}

TEST_CASE("manifests are read as kubectl reads them", "[parse]") {
  const char* corpus = std::getenv("CELINT_CORPUS");
  if (corpus == nullptr) {
    WARN("CELINT_CORPUS is unset: kubectl's answers are not compared");
    return;
  }
  int compared = 0;
  for (fs::path path : files_under(fs::path(corpus) / "kubectl-yaml")) {
    if (path.extension() == ".out") continue;
    INFO(path.string());
    const Parsed parsed(path.string(), read_file(path));
    const KubectlAnswer answer = read_answer(path.replace_extension(".out"));
    ++compared;
    // Errors of the object model come after parsing.
    const bool refused = answer.error.find("error parsing") != std::string::npos;
    CHECK(parsed.problems().empty() != refused);
    if (answer.error.empty() || refused) {
      auto objects = objects_of(parsed);
      // At a bad separator kubectl loses the document before it, too.
      if (answer.error.find("document separator") != std::string::npos) objects.resize(answer.objects.size());
      CHECK(objects == answer.objects);
    }
  }
  CHECK(compared > 0);
}

TEST_CASE("the objects of a manifest are modelled as kubectl reads them", "[parse]") {
  if (corpus().empty()) {
    WARN("CELINT_CORPUS is unset: kubectl's answers are not compared");
    return;
  }
  std::size_t compared = 0;
  for (fs::path path : files_under(corpus() / "kubectl-yaml")) {
    if (path.extension() == ".out") continue;
    INFO(path.string());
    const KubectlAnswer answer = read_answer(fs::path(path).replace_extension(".out"));
    // A field of the wrong type: noted as unquoted, and unknown.
    const bool wrong_type = answer.error.find("cannot unmarshal") != std::string::npos &&
                            answer.error.find("into Go struct field ObjectMeta") != std::string::npos;
    if (!answer.error.empty() && !wrong_type) continue;
    const auto result = run(path);
    const std::vector<ModelledObject> objects = objects_in(result->world);
    CHECK(result->world.recognitions.front().unquoted.empty() != wrong_type);
    if (wrong_type) continue;
    REQUIRE(objects.size() == answer.objects.size());
    for (std::size_t i = 0; i < objects.size(); ++i) {
      CHECK(objects[i] == modelled_object(answer.objects[i]));
      ++compared;
    }
  }
  CHECK(compared > 12);
}
