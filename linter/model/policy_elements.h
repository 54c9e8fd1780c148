// The elements of a policy statement by their names. Private to this stage.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "parse/tree.h"

namespace celint {

/// An element stands before its complement.
enum class Element : std::uint8_t {
  sid,
  effect,
  principal,
  not_principal,
  action,
  not_action,
  resource,
  not_resource,
  condition,
};

/// In the order of Element.
inline constexpr std::array<std::string_view, 9> kElementNames{"Sid",          "Effect",      "Principal",
                                                               "NotPrincipal", "Action",      "NotAction",
                                                               "Resource",     "NotResource", "Condition"};

inline std::string_view name_of(Element element) { return kElementNames[static_cast<std::size_t>(element)]; }

inline Element complement_of(Element element) {
  return static_cast<Element>(static_cast<std::uint8_t>(element) + 1);
}

/// The members of one statement.
struct Elements {
  std::array<const Node*, kElementNames.size()> values{};  ///< The last one of the name; null: not written.
  bool others = false;                                     ///< Some member has none of the names.

  const Node* operator[](Element element) const { return values[static_cast<std::size_t>(element)]; }
  /// The element or its complement, whichever is written.
  const Node* either(Element element) const {
    const Node* plain = (*this)[element];
    return plain != nullptr ? plain : (*this)[complement_of(element)];
  }
};

inline Elements elements_of(const Node& statement) {
  Elements result;
  for (const Member& member : statement.members()) {
    std::size_t at = 0;
    while (at < kElementNames.size() && kElementNames[at] != member.key.scalar()) ++at;
    if (at < kElementNames.size())
      result.values[at] = &member.value;
    else
      result.others = true;
  }
  return result;
}

}  // namespace celint
