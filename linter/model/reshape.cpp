#include "model/reshape.h"

#include <memory>

namespace celint {
namespace {

template <typename T>
Node container(const Document& document, Kind kind, std::span<const T> items, Span span) {
  Node node;
  node.kind = kind;
  node.span = span;
  node.size = items.size();
  if (items.empty()) return node;
  T* copy = static_cast<T*>(document.nodes.allocate(items.size_bytes(), alignof(T)));
  std::uninitialized_copy(items.begin(), items.end(), copy);
  node.data = copy;
  return node;
}

}  // namespace

Node Reshape::text(std::string_view value, Span span) const {
  Node node;
  node.kind = Kind::string;
  node.span = span;
  node.data = value.data();
  node.size = value.size();
  return node;
}

Node Reshape::list(std::span<const Node> items, Span span) const {
  return container(document_, Kind::list, items, span);
}

Node Reshape::map(std::span<const Member> members, Span span) const {
  return container(document_, Kind::map, members, span);
}

MapOf& MapOf::put(std::string_view key, const Node* value) {
  if (value != nullptr && !value->is_null()) members_.push_back({shape_.text(key, value->span), *value});
  return *this;
}

const Node* block(const Node& map, std::string_view key) {
  const Node* value = map.get(key);
  if (value == nullptr || value->is_map()) return value;
  return value->items().empty() ? nullptr : &value->items().front();
}

void read_as(Reading& reading, const Node& root, void (*build)(Reading&)) {
  Reading inner{reading.document, root, reading.source, reading.recognition, reading.out};
  build(inner);
}

}  // namespace celint
