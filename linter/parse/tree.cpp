#include "parse/tree.h"

namespace celint {

const Node* Node::get(std::string_view key) const {
  const Node* found = nullptr;
  for (const Member& member : members())
    if (member.key.scalar() == key) found = &member.value;
  return found;
}

}  // namespace celint
