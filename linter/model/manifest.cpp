#include "model/manifest.h"

#include <algorithm>
#include <array>

namespace celint {
namespace {

/// Filled in by the server
/// (https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/object-meta/).
constexpr std::array<std::string_view, 6> kServerMetadata{"uid",      "resourceVersion", "generation",
                                                          "selfLink", "managedFields",   "creationTimestamp"};

bool is_written(const Node& value) {
  return !value.is_null() && !(value.is_scalar() && value.scalar().empty());
}

List<Str> server_fields(Reading& reading, const Node& object, const Node& metadata) {
  std::vector<Str> found;
  for (const Member& member : metadata.members())
    if (std::find(kServerMetadata.begin(), kServerMetadata.end(), member.key.scalar()) !=
            kServerMetadata.end() &&
        is_written(member.value))
      found.push_back(member.key.str());
  for (const Member& member : object.members())
    if (member.key.scalar() == "status" && !(member.value.is_map() && member.value.members().empty()) &&
        is_written(member.value))
      found.push_back(member.key.str());
  return reading.out.keep(found);
}

Str text_of(const Node& map, std::string_view key) {
  const Node* value = map.get(key);
  return value != nullptr && value->is_string() ? value->str() : Str{{}, map.span};
}

}  // namespace

const Node* map_member(const Node& node, std::string_view key) {
  const Node* value = node.get(key);
  return value != nullptr && value->is_map() ? value : nullptr;
}

void note_unquoted(Reading& reading, const Node& value, std::string_view field) {
  const bool other = value.kind == Kind::boolean || value.kind == Kind::number;
  if (reading.document.format != Format::yaml || !other || value.style != Style::plain || value.tagged)
    return;
  reading.recognition.unquoted.push_back({value.str(), value.kind, field});
}

StrField api_string(Reading& reading, const Node& map, std::string_view key, std::string_view field) {
  if (const Node* value = map.get(key)) note_unquoted(reading, *value, field);
  return string_field(reading, map, key);
}

List<Annotation> string_map(Reading& reading, const Node* map, std::string_view field) {
  std::vector<Annotation> result;
  if (map == nullptr) return {};
  for (const Member& member : map->members()) {
    if (member.key.scalar() == "kubectl.kubernetes.io/last-applied-configuration") continue;
    note_unquoted(reading, member.value, field);
    result.push_back({member.key.str(), string_value(reading, member.value)});
  }
  return reading.out.keep(result);
}

List<Annotation> annotations(Reading& reading, const Node& object, std::string_view key) {
  const Node* metadata = map_member(object, "metadata");
  return metadata != nullptr ? string_map(reading, map_member(*metadata, key), key) : List<Annotation>();
}

ObjectMeta object_meta(Reading& reading, const Node& object) {
  ObjectMeta meta;
  meta.document = &reading.document;
  meta.span = object.span;
  meta.api_version = text_of(object, "apiVersion");
  meta.kind = text_of(object, "kind");
  meta.name = {Presence::absent, {}, object.span};
  meta.ns = {Presence::absent, {}, object.span};
  const Node* metadata = map_member(object, "metadata");
  if (metadata == nullptr) return meta;
  meta.name = api_string(reading, *metadata, "name", "metadata.name");
  meta.ns = api_string(reading, *metadata, "namespace", "metadata.namespace");
  meta.exported = metadata->get("uid") != nullptr;
  meta.server_fields = server_fields(reading, object, *metadata);
  return meta;
}

}  // namespace celint
