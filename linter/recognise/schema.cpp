// The schemas are read by celint's own JSON reader.
#include "recognise/schema.h"

#include <algorithm>
#include <map>
#include <memory>
#include <mutex>

#include "parse/parse.h"
#include "recognise/shape_schemas.h"

namespace celint {
namespace {

Kind container_of_type(std::string_view type) {
  if (type == "object") return Kind::map;
  return type == "array" ? Kind::list : Kind::string;
}

/// One file, read when a document asks for it.
class SchemaFile {
 public:
  explicit SchemaFile(std::string_view text) : text_(text) {}

  const Schema* find(std::string_view definition) {
    std::call_once(read_, [this] { read(); });
    if (definition.empty()) return whole_;
    const auto found = definitions_.find(definition);
    return found != definitions_.end() ? schema(*found->second) : nullptr;
  }

 private:
  void read() {
    documents_ = parse_json(Passage{text_, 0, nullptr});
    if (documents_.empty()) return;
    const Node& root = documents_.front().root;
    if (const Node* definitions = root.get("$defs"))
      for (const Member& member : definitions->members())
        definitions_.emplace(member.key.scalar(), &member.value);
    whole_ = schema(root);
    for (const auto& [name, node] : definitions_) schema(*node);
  }

  /// Of a node, or of the definition that it refers to. Schemas may refer to themselves.
  const Schema* schema(const Node& node) {
    if (const Node* reference = node.get("$ref")) {
      const std::string_view path = reference->scalar();
      const auto found = definitions_.find(path.substr(path.rfind('/') + 1));
      return found != definitions_.end() ? schema(*found->second) : &anything_;
    }
    std::unique_ptr<Schema>& made = schemas_[&node];
    if (!made) {
      made = std::make_unique<Schema>();
      fill(*made, node);
    }
    return made.get();
  }

  void fill(Schema& result, const Node& node) {
    if (const Node* type = node.get("type")) {
      if (type->is_string()) result.types.push_back(type->scalar());
      for (const Node& item : type->items())
        if (item.scalar() != "null") result.types.push_back(item.scalar());
      for (const std::string_view name : result.types) result.containers.push_back(container_of_type(name));
      result.takes_text = std::ranges::find(result.types, "string") != result.types.end();
    }
    if (const Node* properties = node.get("properties"))
      for (const Member& property : properties->members())
        result.properties.emplace_back(property.key.scalar(), schema(property.value));
    if (const Node* required = node.get("required")) result.required = required->items();
    if (const Node* others = node.get("additionalProperties")) {
      if (others->is_map()) result.others = schema(*others);
      result.closed = others->scalar() == "false";
    }
    if (const Node* items = node.get("items")) result.items = schema(*items);
    if (const Node* choices = node.get("anyOf"))
      for (const Node& choice : choices->items()) result.choices.push_back(schema(choice));
    result.words = node.get("enum");
    result.constant = node.get("const");
  }

  std::string_view text_;
  std::once_flag read_;
  std::vector<Document> documents_;
  std::map<std::string_view, const Node*> definitions_;
  std::map<const Node*, std::unique_ptr<Schema>> schemas_;
  const Schema* whole_ = nullptr;
  const Schema anything_;
};

}  // namespace

const Schema* find_schema(std::string_view name, std::string_view definition) {
  static std::map<std::string_view, SchemaFile> files = [] {
    std::map<std::string_view, SchemaFile> all;
    for (const SchemaText& schema : kSchemaTexts) all.try_emplace(schema.name, schema.text);
    return all;
  }();
  const auto found = files.find(name);
  return found != files.end() ? found->second.find(definition) : nullptr;
}

std::vector<std::string_view> schema_names() {
  std::vector<std::string_view> names;
  for (const SchemaText& schema : kSchemaTexts) names.push_back(schema.name);
  return names;
}

std::string_view schema_text(std::string_view name) {
  for (const SchemaText& schema : kSchemaTexts)
    if (schema.name == name) return schema.text;
  return {};
}

}  // namespace celint
