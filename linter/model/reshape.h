// Resources of Terraform and CloudFormation in the shape of the tool's own export: each kind of thing then
// has one reader. New nodes keep the places of the values they are made of. Private to this stage.
#pragma once

#include <initializer_list>
#include <string_view>
#include <vector>

#include "model/reading.h"

namespace celint {

/// Builds nodes in a document's memory.
class Reshape {
 public:
  explicit Reshape(const Document& document) : document_(document) {}

  Node text(std::string_view value, Span span) const;
  /// A value that the document leaves open: see kUnknownText.
  Node unknown(Span span) const { return text(kUnknownText, span); }
  Node list(std::span<const Node> items, Span span) const;
  Node map(std::span<const Member> members, Span span) const;
  /// A copy of the bytes, as long-lived as the document.
  std::string_view keep(std::string_view bytes) const { return document_.texts.keep(bytes); }

 private:
  const Document& document_;
};

/// Collects the members of a map; absent and null values leave no member.
class MapOf {
 public:
  MapOf(const Reshape& shape, Span span) : shape_(shape), span_(span) {}

  MapOf& put(std::string_view key, const Node* value);
  MapOf& put(std::string_view key, const Node& value) { return put(key, &value); }
  MapOf& text(std::string_view key, std::string_view value) { return put(key, shape_.text(value, span_)); }
  Node node() const { return shape_.map(members_, span_); }

 private:
  const Reshape& shape_;
  Span span_;
  std::vector<Member> members_;
};

/// A list with one map in it is that map: Terraform's nested blocks. Null if there is none.
const Node* block(const Node& map, std::string_view key);

/// Reads `root` in place of the document's.
void read_as(Reading& reading, const Node& root, void (*build)(Reading&));

/// `terraform show -json` of a plan or a state.
void model_terraform(Reading& reading);
/// A CloudFormation template.
void model_cloudformation(Reading& reading);

/// The values of a Kubernetes resource of Terraform as kubectl would send them.
Node kubernetes_object(const Reshape& shape, std::string_view type, const Node& values);

}  // namespace celint
