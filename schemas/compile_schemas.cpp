// Build tool: schemas/*.schema.json -> a C++ source that holds them as constant data, so that nothing is
// parsed at start.
#include <algorithm>
#include <cstdint>
#include <deque>
#include <fstream>
#include <iostream>
#include <map>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string_view>

namespace {

using Json = nlohmann::ordered_json;

std::string in_braces(const std::vector<std::string>& parts) {
  std::string text = "{";
  for (const std::string& part : parts) text += (text.size() > 1 ? ", " : "") + part;
  return text + "}";
}

/// What scalar() of a tree says of it.
std::string literal(const Json& scalar) {
  return scalar.is_string() ? scalar.dump() : '"' + scalar.dump() + '"';
}

/// The kind that stands for a `type`.
std::string container_of(std::string_view type) {
  if (type == "\"object\"") return "Kind::map";
  return type == "\"array\"" ? "Kind::list" : "Kind::string";
}

class Compiler {
 public:
  void add_file(const std::string& name, const Json& root) {
    root_ = &root;
    add_start(name, "", root);
    if (root.contains("$defs"))
      for (const auto& [definition, schema] : root["$defs"].items()) add_start(name, definition, schema);
  }

  void write(std::ostream& out) const {
    out << "// Generated from schemas/*.schema.json: do not edit.\n#include \"recognise/schema.h\"\n\n"
           "namespace celint {\nnamespace {\n\nextern const Schema kSchemas["
        << schemas_.size() << "];\n"
        << arrays_.str() << "\nconstinit const Schema kSchemas[] = {\n";
    for (const std::string& schema : schemas_) out << schema << ",\n";
    out << "};\n\nconstinit const SchemaStart kStarts[] = {\n"
        << starts_.str()
        << "};\n\n}  // namespace\n\nextern const std::span<const SchemaStart> kSchemaStarts;\n"
           "constinit const std::span<const SchemaStart> kSchemaStarts = kStarts;\n\n}  // namespace "
           "celint\n";
  }

 private:
  void add_start(const std::string& name, const std::string& definition, const Json& schema) {
    starts_ << "{\"" << name << "\", \"" << definition << "\", " << pointer_to(schema) << "},\n";
  }

  /// To a node, or to the definition that it refers to. Schemas may refer to themselves.
  std::string pointer_to(const Json& node) {
    if (node.contains("$ref")) {
      const std::string path = node["$ref"];
      return pointer_to(root_->at("$defs").at(path.substr(path.rfind('/') + 1)));
    }
    // Most are `{"type": "string"}` or the like: one stands for all of them.
    const bool is_leaf = !node.contains("properties") && !node.contains("additionalProperties") &&
                         !node.contains("items") && !node.contains("anyOf");
    std::string fields = is_leaf ? fields_of(node) : std::string();
    const std::string key = is_leaf ? fields : std::to_string(reinterpret_cast<std::uintptr_t>(&node));
    const auto [known, is_new] = numbers_.try_emplace(key, schemas_.size());
    const std::size_t number = known->second;
    if (is_new) {
      schemas_.emplace_back();
      schemas_[number] = is_leaf ? std::move(fields) : fields_of(node);
    }
    return "&kSchemas[" + std::to_string(number) + "]";
  }

  /// The name of an array of these items.
  std::string array(const std::string& type, const std::vector<std::string>& items) {
    const auto [known, is_new] =
        names_.try_emplace(type + in_braces(items), "k" + std::to_string(names_.size()));
    if (is_new)
      arrays_ << "constinit const " << type << ' ' << known->second << "[] = " << in_braces(items) << ";\n";
    return known->second;
  }

  std::string fields_of(const Json& node) {
    std::vector<std::string> fields;
    const auto add = [&](const char* name, const std::string& value) {
      fields.push_back("." + std::string(name) + " = " + value);
    };
    const auto add_texts = [&](const char* name, const std::vector<std::string>& texts) {
      if (!texts.empty()) add(name, array("std::string_view", texts));
    };
    if (node.contains("type")) {
      const std::vector<std::string> types = texts_of(node["type"]);
      add_texts("types", types);
      std::vector<std::string> containers;
      for (const std::string& type : types) containers.push_back(container_of(type));
      if (!containers.empty()) add("containers", array("Kind", containers));
      add("takes_text",
          std::find(types.begin(), types.end(), "\"string\"") != types.end() ? "true" : "false");
    }
    if (node.contains("properties"))
      add("properties", array("Schema::Property", properties_of(node["properties"])));
    if (node.contains("required")) add_texts("required", texts_of(node["required"]));
    if (node.contains("additionalProperties")) {
      const Json& others = node["additionalProperties"];
      if (others.is_object()) add("others", pointer_to(others));
      if (others == false) add("closed", "true");
    }
    if (node.contains("items")) add("items", pointer_to(node["items"]));
    if (node.contains("anyOf")) {
      std::vector<std::string> choices;
      for (const Json& choice : node["anyOf"]) choices.push_back(pointer_to(choice));
      add("choices", array("Schema* const", choices));
    }
    if (node.contains("enum")) add_texts("words", texts_of(node["enum"]));
    if (node.contains("const")) add("constant", literal(node["const"]));
    return in_braces(fields);
  }

  std::vector<std::string> properties_of(const Json& properties) {
    std::vector<std::string> result;
    for (const auto& [name, schema] : properties.items())
      result.push_back("{" + Json(name).dump() + ", " + pointer_to(schema) + "}");
    return result;
  }

  /// One text, or a list of them. Every value may be null: it is left out.
  static std::vector<std::string> texts_of(const Json& node) {
    std::vector<std::string> result;
    for (const Json& item : node.is_array() ? node : Json::array({node}))
      if (!item.is_null() && item != "null") result.push_back(literal(item));
    return result;
  }

  const Json* root_ = nullptr;
  std::map<std::string, std::size_t> numbers_;  ///< By address in the file, or by the fields of a leaf.
  std::map<std::string, std::string> names_;    ///< Of arrays, by their text.
  std::vector<std::string> schemas_;
  std::ostringstream arrays_, starts_;
};

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) {
    std::cerr << "usage: compile_schemas SOURCE SCHEMA...\n";
    return 2;
  }
  Compiler compiler;
  std::deque<Json> schemas;  // All of them stay: the compiler knows their parts by address.
  for (int i = 2; i < argc; ++i) try {
      const std::string path = argv[i];
      const std::string file = path.substr(path.rfind('/') + 1);
      const Json& schema = schemas.emplace_back(Json::parse(std::ifstream(path, std::ios::binary)));
      compiler.add_file(file.substr(0, file.find(".schema.json")), schema);
    } catch (const std::exception& problem) {
      std::cerr << argv[i] << ": " << problem.what() << '\n';
      return 1;
    }
  std::ofstream out(argv[1], std::ios::binary);
  compiler.write(out);
  return out.flush() ? 0 : 1;
}
