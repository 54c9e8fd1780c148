// A walk over a value and its schema at once. The schemas are read by celint's own JSON reader.
#include "recognise/shape.h"

#include <algorithm>
#include <map>
#include <memory>

#include "parse/parse.h"
#include "read/nearest.h"
#include "recognise/shape_schemas.h"

namespace celint {
namespace {

using Faults = std::vector<ShapeFault>;
using Type = ShapeFault::Type;

/// All schemas, read when the first document asks.
const Node* schema_root(std::string_view name) {
  static const std::map<std::string_view, Document> documents = [] {
    std::map<std::string_view, Document> read;
    for (const SchemaText& schema : kSchemaTexts) {
      std::vector<Document> found = parse_json(Passage{schema.text, 0, nullptr});
      if (!found.empty()) read.emplace(schema.name, std::move(found.front()));
    }
    return read;
  }();
  const auto found = documents.find(name);
  return found != documents.end() ? &found->second.root : nullptr;
}

std::string_view container(Kind kind) {
  if (kind == Kind::map) return "a map";
  return kind == Kind::list ? "a list" : "a single value";
}

Kind kind_of_type(std::string_view type) {
  if (type == "object") return Kind::map;
  return type == "array" ? Kind::list : Kind::string;
}

bool same_container(Kind a, Kind b) { return container(a) == container(b); }

bool is_whole_number(std::string_view text) {
  const std::string_view digits = text.starts_with("-") ? text.substr(1) : text;
  return !digits.empty() && digits.find_first_not_of("0123456789") == std::string_view::npos;
}

/// Whether the consumer takes the scalar for this type: Jackson and the AWS CLI coerce `"true"` and `"8"`.
bool coerces(const Node& node, std::string_view type) {
  const std::string_view text = node.scalar();
  if (type == "boolean") return node.kind == Kind::boolean || text == "true" || text == "false";
  if (type == "integer") return is_whole_number(text);
  if (type == "number") return node.kind == Kind::number || is_whole_number(text);
  return type == "null" ? node.is_null() : true;
}

/// Another program fills this in: a variable, a template, a function of a template.
bool is_filled_in(const Node& node) {
  const std::string_view text = node.scalar();
  return node.tagged || text.find("${") != std::string_view::npos ||
         text.find("{{") != std::string_view::npos || (node.is_string() && text.starts_with("$"));
}

class Walk {
 public:
  Walk(const Node& root, Faults& faults) : root_(root), faults_(faults) {}

  void check(const Node& schema, const Node& value, const Str& key) {
    if (value.is_null() || is_filled_in(value)) return;
    if (const Node* reference = schema.get("$ref")) return check(target(*reference), value, key);
    if (const Node* choices = schema.get("anyOf")) check_choices(*choices, value, key);
    if (!check_type(schema, value, key)) return;
    check_words(schema, value, key);
    if (value.is_map()) check_map(schema, value);
    if (const Node* items = schema.get("items"))
      for (const Node& item : value.items()) check(*items, item, {{}, item.span});
  }

 private:
  /// `#/$defs/name`.
  const Node& target(const Node& reference) const {
    const std::string_view path = reference.scalar();
    const Node* definitions = root_.get("$defs");
    const Node* found = definitions != nullptr ? definitions->get(path.substr(path.rfind('/') + 1)) : nullptr;
    static const Node kAnything;
    return found != nullptr ? *found : kAnything;
  }

  void add(Type type, Span span, const Str& key, std::string message, std::string_view near = {}) {
    faults_.push_back({type, span, key, std::move(message), near});
  }

  std::string subject(const Str& key) const {
    return key.value.empty() ? std::string("This item") : "'" + std::string(key.value) + "'";
  }

  /// The first choice without a fault, else the faults of the first one of the same container.
  void check_choices(const Node& choices, const Node& value, const Str& key) {
    Faults first;
    bool seen = false;
    for (const Node& choice : choices.items()) {
      Faults faults;
      Walk(root_, faults).check(choice, value, key);
      if (faults.empty()) return;
      const bool fits = faults.front().type != Type::wrong_container || faults.front().span != value.span;
      if (!seen || (fits && !first.empty() && first.front().span == value.span)) first = std::move(faults);
      seen = true;
    }
    faults_.insert(faults_.end(), first.begin(), first.end());
  }

  bool check_type(const Node& schema, const Node& value, const Str& key) {
    const Node* type = schema.get("type");
    if (type == nullptr) return true;
    std::vector<std::string_view> types;
    if (type->is_string()) types.push_back(type->scalar());
    for (const Node& item : type->items()) types.push_back(item.scalar());
    std::erase(types, "null");
    const auto same = [&](std::string_view word) { return same_container(kind_of_type(word), value.kind); };
    if (std::none_of(types.begin(), types.end(), same)) {
      add(Type::wrong_container, value.span, key,
          subject(key) + " is " + std::string(container(value.kind)) + " where " +
              std::string(container(kind_of_type(types.front()))) + " belongs.");
      return false;
    }
    if (!value.is_scalar()) return true;
    const auto takes = [&](std::string_view word) { return same(word) && coerces(value, word); };
    if (std::any_of(types.begin(), types.end(), takes)) return true;
    add(Type::wrong_value, value.span, key, subject(key) + " is no " + std::string(types.front()) + ".");
    return false;
  }

  void check_words(const Node& schema, const Node& value, const Str& key) {
    const Node* words = schema.get("enum");
    const Node* constant = schema.get("const");
    const auto is_value = [&](const Node& word) { return word.scalar() == value.scalar(); };
    if (words != nullptr && std::none_of(words->items().begin(), words->items().end(), is_value)) {
      std::string list;
      for (const Node& word : words->items())
        if (!word.is_null()) list += (list.empty() ? "'" : ", '") + std::string(word.scalar()) + "'";
      add(Type::wrong_value, value.span, key, subject(key) + " is none of " + list + ".");
    }
    if (constant != nullptr && !is_value(*constant))
      add(Type::wrong_value, value.span, key,
          subject(key) + " is not '" + std::string(constant->scalar()) + "'.");
  }

  void check_map(const Node& schema, const Node& value) {
    const Node* properties = schema.get("properties");
    const Node* others = schema.get("additionalProperties");
    if (const Node* required = schema.get("required"))
      for (const Node& name : required->items())
        if (const Node* member = value.get(name.scalar()); member == nullptr || member->is_null())
          add(Type::missing_key, value.span, {name.scalar(), value.span},
              "'" + std::string(name.scalar()) + "' is missing.");
    for (const Member& member : value.members()) {
      const Node* known = properties != nullptr ? properties->get(member.key.scalar()) : nullptr;
      if (known != nullptr)
        check(*known, member.value, member.key.str());
      else if (others != nullptr && others->is_map())
        check(*others, member.value, member.key.str());
      else if (others != nullptr && others->scalar() == "false")
        add_unknown(*properties, member.key);
    }
  }

  /// The same letters in another case, else the fewest edits.
  void add_unknown(const Node& properties, const Node& key) {
    std::vector<std::string_view> names;
    for (const Member& property : properties.members()) names.push_back(property.key.scalar());
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
    const auto same = [&](std::string_view name) {
      return std::equal(name.begin(), name.end(), key.scalar().begin(), key.scalar().end(),
                        [&](char a, char b) { return lower(a) == lower(b); });
    };
    const auto twin = std::find_if(names.begin(), names.end(), same);
    const std::string_view near = twin != names.end() ? *twin : nearest(key.scalar(), names);
    std::string message = "There is no field '" + std::string(key.scalar()) + "'";
    message += near.empty() ? "." : ": '" + std::string(near) + "' may be meant.";
    add(Type::unknown_key, key.span, key.str(), std::move(message), near);
  }

  const Node& root_;
  Faults& faults_;
};

}  // namespace

std::vector<ShapeFault> shape_faults(const Node& value, std::string_view schema,
                                     std::string_view definition) {
  const Node* root = schema_root(schema);
  if (root == nullptr) return {};
  const Node* definitions = root->get("$defs");
  const Node* start = definition.empty()       ? root
                      : definitions != nullptr ? definitions->get(definition)
                                               : nullptr;
  if (start == nullptr) return {};
  Faults faults;
  Walk(*root, faults).check(*start, value, {{}, value.span});
  return faults;
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
