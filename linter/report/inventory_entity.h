// The models of one run as entries of the inventory. Private to `celint inventory`.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "link/world.h"

namespace celint {

/// A thing a document holds.
struct InventoryEntity {
  const Document* document = nullptr;
  Span span;
  std::string kind;     ///< One of the kind words.
  std::string name;     ///< `role example-head`, `tower-nf/launcher`; empty if it says none.
  std::string decided;  ///< named, bound, placed or inferred; empty if it belongs to nothing else.
  std::string json;     ///< `{"kind": ...}`, secrets masked.
};

/// Policies, users, roles, groups, managed policies, OIDC providers.
void add_iam(const World& world, std::vector<InventoryEntity>& out);
void add_kubernetes(const World& world, std::vector<InventoryEntity>& out);
/// Compute environments, credentials, clusters, access entries, associations, buckets.
void add_platform(const World& world, std::vector<InventoryEntity>& out);

/// A value of the input: a string with secrets masked.
nlohmann::ordered_json text_json(std::string_view text);
nlohmann::ordered_json list_json(std::span<const Str> values);

/// An absent field is left out, an unknown one is null.
void put(nlohmann::ordered_json& object, const char* name, const StrField& field);
void put(nlohmann::ordered_json& object, const char* name, const Field<bool>& field);

/// The JSON of one entity in one line; broken UTF-8 becomes U+FFFD.
std::string dumped(const nlohmann::ordered_json& object);

}  // namespace celint
