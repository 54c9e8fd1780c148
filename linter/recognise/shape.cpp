// A walk over a value and its schema at once.
#include "recognise/shape.h"

#include <algorithm>

#include "read/letters.h"
#include "read/nearest.h"
#include "recognise/schema.h"

namespace celint {
namespace {

using Faults = std::vector<ShapeFault>;
using Type = ShapeFault::Type;

std::string_view container(Kind kind) {
  if (kind == Kind::map) return "a map";
  return kind == Kind::list ? "a list" : "a single value";
}

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
  explicit Walk(Faults& faults) : faults_(faults) {}

  void check(const Schema& schema, const Node& value, const Str& key) {
    if (value.is_null() || value.tagged) return;
    const std::size_t before = faults_.size();
    if (!schema.choices.empty()) check_choices(schema, value, key);
    if (check_type(schema, value, key)) {
      check_words(schema, value, key);
      if (value.is_map()) check_map(schema, value);
      if (schema.items != nullptr)
        for (const Node& item : value.items()) check(*schema.items, item, {{}, item.span});
    }
    if (faults_.size() > before && is_filled_in(value)) faults_.resize(before);
  }

 private:
  void add(Type type, Span span, const Str& key, std::string message, std::string_view near = {}) {
    faults_.push_back({type, span, key, std::move(message), near});
  }

  std::string subject(const Str& key) const {
    return key.value.empty() ? std::string("This item") : "'" + std::string(key.value) + "'";
  }

  /// The first choice without a fault, else the faults of the first one of the same container.
  void check_choices(const Schema& schema, const Node& value, const Str& key) {
    Faults first;
    bool seen = false;
    for (const Schema* choice : schema.choices) {
      Faults faults;
      Walk(faults).check(*choice, value, key);
      if (faults.empty()) return;
      const bool fits = faults.front().type != Type::wrong_container || faults.front().span != value.span;
      if (!seen || (fits && !first.empty() && first.front().span == value.span)) first = std::move(faults);
      seen = true;
    }
    faults_.insert(faults_.end(), first.begin(), first.end());
  }

  bool check_type(const Schema& schema, const Node& value, const Str& key) {
    if (schema.types.empty() || (schema.takes_text && value.is_scalar())) return true;
    const Kind kind = value.is_scalar() ? Kind::string : value.kind;
    if (std::ranges::find(schema.containers, kind) == schema.containers.end()) {
      add(Type::wrong_container, value.span, key,
          subject(key) + " is " + std::string(container(value.kind)) + " where " +
              std::string(container(schema.containers.front())) + " belongs.");
      return false;
    }
    if (!value.is_scalar()) return true;
    for (std::size_t i = 0; i < schema.types.size(); ++i)
      if (schema.containers[i] == kind && coerces(value, schema.types[i])) return true;
    add(Type::wrong_value, value.span, key,
        subject(key) + " is no " + std::string(schema.types.front()) + ".");
    return false;
  }

  void check_words(const Schema& schema, const Node& value, const Str& key) {
    if (!schema.words.empty() && std::ranges::find(schema.words, value.scalar()) == schema.words.end()) {
      std::string list;
      for (const std::string_view word : schema.words)
        list += (list.empty() ? "'" : ", '") + std::string(word) + "'";
      add(Type::wrong_value, value.span, key, subject(key) + " is none of " + list + ".");
    }
    if (schema.constant && *schema.constant != value.scalar())
      add(Type::wrong_value, value.span, key,
          subject(key) + " is not '" + std::string(*schema.constant) + "'.");
  }

  void check_map(const Schema& schema, const Node& value) {
    for (const std::string_view name : schema.required)
      if (const Node* member = value.get(name); member == nullptr || member->is_null())
        add(Type::missing_key, value.span, {name, value.span}, "'" + std::string(name) + "' is missing.");
    // Tools print the members in the schema's order: the next one is tried first.
    std::size_t next = 0;
    const std::span<const Schema::Property> properties = schema.properties;
    for (const Member& member : value.members()) {
      std::size_t tried = 0;
      while (tried < properties.size() && properties[next].name != member.key.scalar()) {
        next = next + 1 < properties.size() ? next + 1 : 0;
        ++tried;
      }
      if (tried < properties.size())
        check(*properties[next].schema, member.value, member.key.str());
      else if (schema.others != nullptr)
        check(*schema.others, member.value, member.key.str());
      else if (schema.closed)
        add_unknown(schema, member.key);
    }
  }

  /// The same letters in another case, else the fewest edits.
  void add_unknown(const Schema& schema, const Node& key) {
    std::vector<std::string_view> names;
    for (const Schema::Property& property : schema.properties) names.push_back(property.name);
    const auto same = [&](std::string_view name) { return equal_ignoring_case(name, key.scalar()); };
    const auto twin = std::ranges::find_if(names, same);
    const std::string_view near = twin != names.end() ? *twin : nearest(key.scalar(), names);
    std::string message = "There is no field '" + std::string(key.scalar()) + "'";
    message += near.empty() ? "." : ": '" + std::string(near) + "' may be meant.";
    add(Type::unknown_key, key.span, key.str(), std::move(message), near);
  }

  Faults& faults_;
};

Faults faults_of(const Schema* schema, const Node& value) {
  Faults faults;
  if (schema != nullptr) Walk(faults).check(*schema, value, {{}, value.span});
  return faults;
}

}  // namespace

std::vector<ShapeFault> shape_faults(const Node& value, std::string_view schema,
                                     std::string_view definition) {
  return faults_of(find_schema(schema, definition), value);
}

std::vector<ShapeFault> item_faults(const Node& item, std::string_view schema, std::string_view list) {
  const Schema* document = find_schema(schema, {});
  if (document == nullptr) return {};
  const auto property = std::ranges::find(document->properties, list, &Schema::Property::name);
  return faults_of(property != document->properties.end() ? property->schema->items : nullptr, item);
}

}  // namespace celint
