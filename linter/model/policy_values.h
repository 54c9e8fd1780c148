// The values of a policy's elements: their JSON types and shapes. Private to this stage.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
#pragma once

#include <array>
#include <cstddef>
#include <memory_resource>
#include <set>
#include <string>
#include <string_view>

#include "model/policy.h"
#include "parse/tree.h"
#include "parse/tree_builder.h"

namespace celint {

using Part = PolicyFault::Part;

/// One policy document being judged.
struct Grammar {
  PolicyKind kind;
  const Holder& holder;
  std::vector<PolicyFault> faults;
  std::array<std::byte, 1024> room = {};  ///< For the usual number of Sids.
  std::pmr::monotonic_buffer_resource memory{room.data(), room.size()};
  std::pmr::set<std::string_view> sids{&memory};

  void add(Part part, Span span, std::string message, std::string_view code, std::vector<Edit> fix = {}) {
    faults.push_back({part, {span, std::move(message), std::move(fix)}, code});
  }
  void element(Span span, std::string message, std::string_view code) {
    add(Part::element, span, std::move(message), code);
  }
};

/// Reports a value of the wrong JSON type, unless a template tool fills it in.
void wrong_type(Grammar& out, Part part, const Node& node, std::string_view what, std::string_view wanted);

/// A string or a list of strings: Action, Resource, the principals of one type.
void check_strings(Grammar& out, Part part, const Node& node, std::string_view what,
                   std::string_view empty_code);

/// The value of Principal or NotPrincipal.
void check_principal(Grammar& out, const Node& node);

/// The value of Condition.
void check_condition(Grammar& out, const Node& node);

}  // namespace celint
