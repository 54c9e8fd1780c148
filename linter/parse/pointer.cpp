#include <string>

#include "parse/parse.h"

namespace celint {
namespace {

bool holds(Span outer, Span inner) {
  return outer.source == inner.source && outer.begin <= inner.begin && inner.end <= outer.end;
}

// RFC 6901: `~` is `~0`, `/` is `~1`.
void append_token(std::string& pointer, std::string_view key) {
  pointer.push_back('/');
  for (const char c : key) {
    if (c == '~') {
      pointer += "~0";
    } else if (c == '/') {
      pointer += "~1";
    } else {
      pointer.push_back(c);
    }
  }
}

// The child of `node` that holds the span, its token appended; null if none does. Aliased nodes stand
// elsewhere.
const Node* step(const Node& node, Span span, std::string& pointer) {
  for (std::size_t i = 0; i < node.items().size(); ++i) {
    const Node& item = node.items()[i];
    if (item.aliased || !holds(item.span, span)) continue;
    append_token(pointer, std::to_string(i));
    return &item;
  }
  for (const Member& member : node.members()) {
    const Span whole{member.key.span.source, member.key.span.begin, member.value.span.end};
    const bool here = member.value.aliased ? holds(member.key.span, span)
                                           : holds(whole, span) || holds(member.value.span, span);
    if (member.key.aliased || !here) continue;
    append_token(pointer, member.key.scalar());
    return &member.value;
  }
  return nullptr;
}

}  // namespace

std::string pointer(const Document& document, Span span) {
  std::string result;
  const Node* node = &document.root;
  while (node != nullptr && !node->aliased) node = step(*node, span, result);
  return result;
}

}  // namespace celint
