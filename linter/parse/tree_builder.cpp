#include "parse/tree_builder.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "parse/utf8.h"

namespace celint {
namespace {

// Members are laid out as the key and value nodes that the builder collects.
static_assert(sizeof(Member) == 2 * sizeof(Node) && alignof(Member) == alignof(Node));

}  // namespace

std::string quoted(std::string_view text) {
  constexpr std::size_t kLongest = 40;
  if (text.size() <= kLongest) return "'" + std::string(text) + "'";
  return "'" + std::string(text.substr(0, character_start(text, kLongest))) + "...'";
}

TreeBuilder::TreeBuilder(const Passage& passage, Format format, std::size_t bytes, const ItemTaker* taker)
    : taker_(taker) {
  document_.passage = passage;
  document_.format = format;
  // The nodes of a small document fit into the first piece of memory.
  document_.nodes = Arena(std::clamp<std::size_t>(2 * bytes, 256, 2048));
  nodes_.reserve(32);
  frames_.reserve(16);
}

std::string_view Arena::keep(std::string_view bytes) const {
  if (bytes.empty()) return {};
  char* copy = static_cast<char*>(allocate(bytes.size(), 1));
  std::memcpy(copy, bytes.data(), bytes.size());
  return {copy, bytes.size()};
}

void Document::drop_tree() {
  if (!root.is_scalar()) {
    root.data = nullptr;
    root.size = 0;
  }
  nodes = Arena();
  has_tree = false;
}

bool TreeBuilder::inside_any(Kind kind) const {
  return std::ranges::any_of(frames_, [&](const Frame& frame) { return frame.kind == kind; });
}

void TreeBuilder::close(std::size_t end) {
  const Frame frame = frames_.back();
  if (frame.kind == Kind::map && (nodes_.size() - frame.first) % 2 == 1)
    add(scalar(Kind::null, Style::plain, end, end, {}));
  const std::span<const Node> collected = children();
  Node node;
  node.kind = frame.kind;
  node.span = span(frame.begin, end);
  node.size = frame.kind == Kind::map ? collected.size() / 2 : collected.size();
  const bool in_item = !list_.empty() && frames_.size() > 2;
  if (!collected.empty()) {
    const Arena& memory = in_item ? item_nodes_ : document_.nodes;
    void* block = memory.allocate(collected.size_bytes(), alignof(Node));
    std::memcpy(block, collected.data(), collected.size_bytes());
    node.data = block;
  }
  nodes_.resize(frame.first);
  frames_.pop_back();
  if (in_item && frames_.size() == 2) return hand_on(node);
  if (frames_.size() == 1) list_ = {};
  add(node);
}

// A list or map opens in the root: its key, if it has one, was added last.
void TreeBuilder::enter(Kind kind) {
  if (kind != Kind::list || frames_.front().kind != Kind::map) return;
  const auto wanted = std::ranges::find(taker_->lists, nodes_.back().scalar());
  if (wanted != taker_->lists.end()) list_ = *wanted;
}

void TreeBuilder::hand_on(const Node& item) {
  constexpr std::size_t kItem = std::size_t{1} << 14U;
  document_.parted = true;
  taker_->take(document_, list_, item);
  item_nodes_ = Arena(kItem);
}

void TreeBuilder::problem(std::size_t begin, std::size_t end, std::string message, std::vector<Edit> fix) {
  const std::string_view text = document_.passage.text;
  if (begin >= text.size() && !text.empty()) begin = character_start(text, text.size() - 1);
  end = std::min(text.size(), std::max(end, begin + character_size(text, begin)));
  document_.problems.push_back({span(begin, end), std::move(message), std::move(fix)});
}

Document TreeBuilder::take(std::size_t end) {
  while (!frames_.empty()) close(end);
  if (nodes_.empty()) add(scalar(Kind::null, Style::plain, end, end, {}));
  document_.root = nodes_.front();
  std::ranges::sort(document_.tags, {}, &Located<std::string_view>::span);
  return std::move(document_);
}

}  // namespace celint
