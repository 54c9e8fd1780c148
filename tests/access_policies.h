// Policies for the tests of the access engine, from JSON text. Spans are not set.
#pragma once

#include <deque>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>

#include "access/need.h"
#include "model/policy.h"

namespace celint::testing {

/// A policy with the text it views.
struct OwnedPolicy {
  Policy policy;
  std::unique_ptr<std::deque<std::string>> texts = std::make_unique<std::deque<std::string>>();
  Arena memory = {};

  Str keep(const nlohmann::json& value) {
    return {texts->emplace_back(value.is_string() ? value.get<std::string>() : value.dump()), {}};
  }
  List<Str> keep_list(const nlohmann::json& value) {
    std::vector<Str> result;
    if (!value.is_array()) result.push_back(keep(value));
    if (value.is_array())
      for (const auto& item : value) result.push_back(keep(item));
    return memory.list(result);
  }
};

inline void read_principals(OwnedPolicy& owned, Statement& statement, const nlohmann::json& value) {
  statement.has_principal = true;
  std::vector<Principal> all;
  if (!value.is_object()) all.push_back({{}, owned.keep(value)});
  if (value.is_object())
    for (const auto& [type, names] : value.items())
      for (const Str& name : owned.keep_list(names)) all.push_back({owned.keep(type), name});
  statement.principals = owned.memory.list(all);
}

inline Statement read_statement(OwnedPolicy& owned, const nlohmann::json& json, std::size_t index) {
  Statement statement;
  statement.index = static_cast<std::uint32_t>(index);
  if (json.contains("Sid")) statement.sid = {Presence::known, owned.keep(json["Sid"]).value, {}};
  const std::string effect = json.value("Effect", "");
  if (effect == "Allow") statement.effect = {Presence::known, Effect::allow, {}};
  if (effect == "Deny") statement.effect = {Presence::known, Effect::deny, {}};
  for (const char* key : {"Action", "NotAction"})
    if (json.contains(key)) {
      statement.actions = owned.keep_list(json[key]);
      statement.not_action = key[0] == 'N';
    }
  for (const char* key : {"Resource", "NotResource"})
    if (json.contains(key)) {
      statement.resources = owned.keep_list(json[key]);
      statement.has_resource = true;
      statement.not_resource = key[0] == 'N';
    }
  for (const char* key : {"Principal", "NotPrincipal"})
    if (json.contains(key)) {
      read_principals(owned, statement, json[key]);
      statement.not_principal = key[0] == 'N';
    }
  std::vector<Condition> conditions;
  if (json.contains("Condition"))
    for (const auto& [op, keys] : json["Condition"].items())
      for (const auto& [key, values] : keys.items())
        conditions.push_back({owned.keep(op), owned.keep(key), owned.keep_list(values)});
  statement.conditions = owned.memory.list(conditions);
  return statement;
}

inline OwnedPolicy policy_of(const nlohmann::json& json, PolicyKind kind = PolicyKind::identity) {
  OwnedPolicy owned;
  owned.policy.kind = kind;
  if (json.contains("Version")) {
    const Str version = owned.keep(json["Version"]);
    owned.policy.version = {Presence::known, version.value, {}};
  }
  const nlohmann::json& statements = json["Statement"];
  std::vector<Statement> all;
  if (!statements.is_array()) all.push_back(read_statement(owned, statements, 0));
  if (statements.is_array())
    for (std::size_t i = 0; i < statements.size(); ++i)
      all.push_back(read_statement(owned, statements[i], i));
  owned.policy.statements = owned.memory.list(all);
  return owned;
}

/// A policy of version 2012-10-17 from the JSON of one statement or of a list of them.
inline OwnedPolicy policy_with(const std::string& statements, PolicyKind kind = PolicyKind::identity) {
  return policy_of({{"Version", "2012-10-17"}, {"Statement", nlohmann::json::parse(statements)}}, kind);
}

/// A cluster `example` whose work directory is `s3://example-work/runs`.
inline NeedValues values() {
  NeedValues values;
  values.partition = "aws";
  values.region = "eu-west-1";
  values.account = "111122223333";
  values.cluster = "example";
  values.work_bucket = "example-work";
  values.work_prefix = "runs/";
  return values;
}

}  // namespace celint::testing
