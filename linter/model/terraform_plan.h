// The resources that a plan or a state describes, each with its values. Private to this stage.
// Format: https://developer.hashicorp.com/terraform/internals/json-format
#pragma once

#include <deque>
#include <string>
#include <unordered_map>

#include "model/reshape.h"

namespace celint {

struct TerraformResource {
  std::string_view address;
  std::string_view type;
  Node values;  ///< What is known after apply, or sensitive, is unknown.
};

/// What `terraform show -json` prints.
class TerraformPlan {
 public:
  explicit TerraformPlan(const Document& document, const Node& root);

  const std::deque<TerraformResource>& resources() const { return resources_; }

  /// The resource that the configuration of another one's attribute refers to; null if that is not certain.
  const TerraformResource* referred(const TerraformResource& from, std::string_view attribute) const;

  /// The region of the provider that a resource of AWS uses, and where it is written; null if not certain.
  const Node* region(const TerraformResource& resource) const;

 private:
  using ByAddress = std::unordered_map<std::string_view, const Node*>;

  void add_module(const Node& module, const ByAddress& changes, bool data_only, std::size_t depth);
  void add(const Node& resource, const Node& values, const Node* unknown, const Node* sensitive);
  Node overlay(const Node& value, const Node* unknown, const Node* sensitive) const;
  Node overlay_map(const Node& value, const Node* unknown, const Node* sensitive) const;
  Node overlay_list(const Node& value, const Node* unknown, const Node* sensitive) const;
  Node only_unknown(const Node& unknown) const;
  const Node* configured(std::string_view address) const;

  Reshape shape_;
  const Node& root_;
  std::deque<TerraformResource> resources_;
  std::unordered_map<std::string_view, const TerraformResource*> by_address_;
};

}  // namespace celint
