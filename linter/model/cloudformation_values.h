// Values of a CloudFormation template with its functions worked out as far as the template alone tells.
// Private to this stage. Functions:
// https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference.html
#pragma once

#include <optional>
#include <string>

#include "model/reshape.h"

namespace celint {

/// A function of a template: `!Sub x` and `{"Fn::Sub": x}` alike.
struct Intrinsic {
  std::string_view name;  ///< `Ref`, `Sub`, `GetAtt`, ...
  Node argument;
};

class Template {
 public:
  Template(const Document& document, const Node& root) : document_(document), shape_(document), root_(root) {}

  /// The value with every function replaced by what it gives. What only the deployed stack knows is unknown:
  /// kUnknownText, alone or as a part of a text. `AWS::NoValue` gives null.
  Node resolve(const Node& value) const;

  /// The logical id that a value refers to with Ref or GetAtt, if a resource has it; else empty.
  std::string_view referred(const Node& value) const;

  /// The resource with this logical id; null if there is none.
  const Node* resource(std::string_view logical_id) const;

  /// The name that the resource gives itself, if it is certain.
  std::optional<std::string> name(const Node& resource) const;

  const Reshape& shape() const { return shape_; }

 private:
  std::optional<Intrinsic> intrinsic(const Node& node) const;
  Node apply(const Intrinsic& call, Span span, std::size_t depth) const;
  Node resolve(const Node& value, std::size_t depth) const;
  Node resolve_parts(const Node& value, std::size_t depth) const;
  Node text(const std::string& value, Span span) const { return shape_.text(shape_.keep(value), span); }
  std::optional<std::string> parameter(std::string_view name) const;
  std::string reference(std::string_view name, std::size_t depth) const;
  std::string attribute(std::string_view logical_id, std::string_view name, std::size_t depth) const;
  std::string substitute(const Node& argument, std::size_t depth) const;
  Node join(const Node& argument, Span span, std::size_t depth) const;
  Node select(const Node& argument, Span span, std::size_t depth) const;
  Node find_in_map(const Node& argument, Span span, std::size_t depth) const;
  std::optional<std::string> name(const Node& resource, std::size_t depth) const;

  const Document& document_;
  Reshape shape_;
  const Node& root_;
  mutable std::size_t calls_left_ = 200'000;  ///< A hostile template calls a function from itself, twice.
};

}  // namespace celint
