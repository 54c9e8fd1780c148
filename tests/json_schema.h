// Checks a value against the few words of JSON Schema that the schemas of celint's own output use. A word it
// does not know is an error, so that a schema cannot ask for what is not checked.
#pragma once

#include <algorithm>
#include <nlohmann/json.hpp>
#include <regex>
#include <string>
#include <vector>

namespace celint {

class JsonSchema {
 public:
  explicit JsonSchema(nlohmann::json schema) : root_(std::move(schema)) {}

  /// What is wrong, each with its JSON pointer; empty if the value is valid.
  std::vector<std::string> errors(const nlohmann::json& value) const {
    std::vector<std::string> found;
    check(root_, value, "", found);
    return found;
  }

 private:
  using Json = nlohmann::json;
  using Errors = std::vector<std::string>;

  void check(const Json& schema, const Json& value, const std::string& at, Errors& errors) const {
    const auto wrong = [&](const std::string& word) { errors.push_back(at + ": " + word); };
    for (const auto& [word, want] : schema.items()) {
      if (word == "type" && !has_type(value, want)) wrong("type");
      if (word == "const" && value != want) wrong("const");
      if (word == "enum" && std::find(want.begin(), want.end(), value) == want.end()) wrong("enum");
      if (word == "minimum" && !(value >= want)) wrong("minimum");
      if (word == "minLength" && value.get<std::string>().size() < want) wrong("minLength");
      if (word == "pattern" &&
          !std::regex_search(value.get<std::string>(), std::regex(want.get<std::string>())))
        wrong("pattern");
      if (word == "required")
        for (const Json& name : want)
          if (!value.contains(name.get<std::string>())) wrong("lacks " + name.dump());
      if (word == "items")
        for (std::size_t i = 0; i < value.size(); ++i)
          check(want, value[i], at + "/" + std::to_string(i), errors);
      if (word == "$ref")
        check(root_.at(Json::json_pointer(want.get<std::string>().substr(1))), value, at, errors);
      if (!known(word)) wrong("unknown word " + word);
    }
    if (!value.is_object()) return;
    const Json properties = schema.value("properties", Json::object());
    for (const auto& [name, member] : value.items()) {
      if (properties.contains(name)) {
        check(properties[name], member, at + "/" + name, errors);
      } else if (!schema.value("additionalProperties", true)) {
        wrong("knows no " + name);
      }
    }
  }

  /// One of several types if `type` is a list.
  static bool has_type(const Json& value, const Json& type) {
    if (type.is_array())
      return std::any_of(type.begin(), type.end(), [&value](const Json& one) { return has_type(value, one); });
    return type == "object"    ? value.is_object()
           : type == "array"   ? value.is_array()
           : type == "string"  ? value.is_string()
           : type == "integer" ? value.is_number_integer()
           : type == "boolean" ? value.is_boolean()
           : type == "null"    ? value.is_null()
                               : false;
  }

  static bool known(const std::string& word) {
    static const std::vector<std::string> words{
        "$schema",  "title", "description", "$defs",      "type",
        "const",    "enum",  "minimum",     "pattern",    "items",
        "required", "$ref",  "minLength",   "properties", "additionalProperties"};
    return std::find(words.begin(), words.end(), word) != words.end();
  }

  Json root_;
};

}  // namespace celint
