// ConfigMaps: aws-auth, what tries to be it, and others.
#include <algorithm>
#include <array>

#include "model/manifest.h"
#include "read/letters.h"
#include "read/nearest.h"

namespace celint {
namespace {

bool mentions_entries(const Node& node) {
  const std::string_view text = node.scalar();
  if (text.find("rolearn") != std::string_view::npos || text.find("userarn") != std::string_view::npos)
    return true;
  return std::any_of(node.items().begin(), node.items().end(),
                     [](const Node& item) { return item.get("rolearn") || item.get("userarn"); });
}

bool is_aws_auth_key(std::string_view key) {
  return key == "mapRoles" || key == "mapUsers" || key == "mapAccounts";
}

/// Equal but for case, or a slip of the pen.
std::string_view meant_key(std::string_view key) {
  static constexpr std::array<std::string_view, 3> kKeys{"mapRoles", "mapUsers", "mapAccounts"};
  static constexpr std::array<std::string_view, 3> kLowered{"maproles", "mapusers", "mapaccounts"};
  const std::string_view near = nearest(lowered(key), kLowered);
  for (std::size_t i = 0; i < kKeys.size(); ++i)
    if (near == kLowered[i]) return kKeys[i];
  return {};
}

bool holds_entries(const Node& data) {
  return std::any_of(data.members().begin(), data.members().end(), [](const Member& member) {
    return is_aws_auth_key(member.key.scalar()) || mentions_entries(member.value);
  });
}

void read_data(Reading& reading, const Member& member, AwsAuth& map) {
  const std::string_view key = member.key.scalar();
  const bool known = is_aws_auth_key(key);
  note_unquoted(reading, member.value, "data");
  if (known && member.value.is_string()) {
    (key == "mapRoles"   ? map.roles
     : key == "mapUsers" ? map.users
                         : map.accounts) = aws_auth_key(reading, member);
    return;
  }
  if (known && member.value.is_scalar()) return;
  map.unread.push_back({member.key.str(), member.value.span,
                        known ? UnreadAwsAuthKey::Why::not_text : UnreadAwsAuthKey::Why::other_name,
                        mentions_entries(member.value), meant_key(key)});
}

}  // namespace

void model_aws_auth(Reading& reading, const Node& object, ObjectMeta meta) {
  AwsAuth map;
  map.read = !meta.name.known() ||
             (meta.name.value == "aws-auth" && (!meta.ns.known() || meta.ns.value == "kube-system"));
  const bool bare = meta.kind.value.empty();
  map.meta = std::move(meta);
  const Node* data = bare ? &object : map_member(object, "data");
  if (data != nullptr)
    for (const Member& member : data->members()) read_data(reading, member, map);
  if (const Node* binary = map_member(object, "binaryData"))
    for (const Member& member : binary->members())
      map.unread.push_back({member.key.str(), member.value.span, UnreadAwsAuthKey::Why::binary,
                            mentions_entries(member.value), meant_key(member.key.scalar())});
  mark_overridden(map);
  reading.out.push_back(std::move(map));
}

void model_config_map(Reading& reading, const Node& object, ObjectMeta meta) {
  const Node* data = map_member(object, "data");
  const Node* binary = map_member(object, "binaryData");
  const bool holds =
      (data != nullptr && holds_entries(*data)) || (binary != nullptr && holds_entries(*binary));
  if (meta.name.value == "aws-auth" || holds) return model_aws_auth(reading, object, std::move(meta));
  ConfigMap map{std::move(meta), {}};
  std::vector<Str> keys;
  for (const Node* block : {data, binary})
    if (block != nullptr)
      for (const Member& member : block->members()) {
        note_unquoted(reading, member.value, "data");
        keys.push_back(member.key.str());
      }
  map.keys = reading.out.keep(keys);
  reading.out.push_back(std::move(map));
}

}  // namespace celint
