// kubernetes_* resources of Terraform (https://registry.terraform.io/providers/hashicorp/kubernetes): the
// API's objects with snake-case names, blocks as lists of one, and repeated blocks in the singular.
#include <algorithm>
#include <array>

#include "model/reshape.h"

namespace celint {
namespace {

struct Renamed {
  std::string_view terraform;
  std::string_view api;
};

constexpr std::array kIrregular{Renamed{"rule", "rules"}, Renamed{"subject", "subjects"},
                                Renamed{"non_resource_urls", "nonResourceURLs"}};

/// Lists of one map that are that map. A rule's `resources` are texts.
constexpr std::array<std::string_view, 4> kBlocks{"metadata", "spec", "role_ref", "resources"};

/// Maps whose keys are the user's.
constexpr std::array<std::string_view, 5> kVerbatim{"annotations", "labels", "data", "limits", "requests"};

template <std::size_t N>
bool holds(const std::array<std::string_view, N>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

char upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }

std::string camel(std::string_view name, bool first_upper) {
  std::string result;
  bool next = first_upper;
  for (const char c : name) {
    if (c != '_') result.push_back(next ? upper(c) : c);
    next = c == '_';
  }
  return result;
}

std::string api_name(std::string_view name) {
  for (const Renamed& entry : kIrregular)
    if (entry.terraform == name) return std::string(entry.api);
  return camel(name, false);
}

Node renamed(const Reshape& shape, const Node& node) {
  if (node.is_list()) {
    std::vector<Node> items;
    for (const Node& item : node.items()) items.push_back(renamed(shape, item));
    return shape.list(items, node.span);
  }
  if (!node.is_map()) return node;
  std::vector<Member> members;
  for (const Member& member : node.members()) {
    const std::string_view name = member.key.scalar();
    if (member.value.is_null()) continue;
    const bool is_block = holds(kBlocks, name) && member.value.is_list() &&
                          (member.value.items().empty() || member.value.items().front().is_map());
    const Node* value = is_block ? block(node, name) : &member.value;
    if (value == nullptr) continue;
    Node key = shape.text(shape.keep(api_name(name)), member.key.span);
    members.push_back({key, holds(kVerbatim, name) ? *value : renamed(shape, *value)});
  }
  return shape.map(members, node.span);
}

/// `ServiceAccount` of `kubernetes_service_account_v1`.
std::string kind_of(std::string_view type) {
  type.remove_prefix(std::min(type.size(), sizeof "kubernetes_" - 1));
  for (const std::string_view suffix : {"_data", "_v1"})
    if (type.ends_with(suffix)) type.remove_suffix(suffix.size());
  return camel(type, true);
}

}  // namespace

Node kubernetes_object(const Reshape& shape, std::string_view type, const Node& values) {
  const std::string kind = kind_of(type);
  const bool rbac = kind.find("Role") != std::string::npos;
  const Node object = renamed(shape, values);
  std::vector<Member> members(object.members().begin(), object.members().end());
  const auto add = [&](std::string_view key, std::string_view value) {
    members.push_back({shape.text(key, values.span), shape.text(value, values.span)});
  };
  add("kind", shape.keep(kind));
  add("apiVersion", rbac ? "rbac.authorization.k8s.io/v1" : "v1");
  return shape.map(members, values.span);
}

}  // namespace celint
