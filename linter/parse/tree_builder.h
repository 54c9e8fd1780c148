// Builds one Document bottom-up: the three readers (JSON, lenient JSON, YAML) differ only in what they feed
// it.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "parse/tree.h"

namespace celint {

/// A reader stops after this many Problems in one document: the text is something else.
inline constexpr std::size_t kMaxProblems = 200;

/// Input for a message: in single quotes, cut at 40 bytes.
std::string quoted(std::string_view text);

/// Collects nodes on a stack; closing a container moves its children, in one piece, into the document's
/// memory. Offsets are those of the passage's text.
class TreeBuilder {
 public:
  /// A document of about this many bytes of the passage; items that `taker` wants go to it.
  TreeBuilder(const Passage& passage, Format format, std::size_t bytes, const ItemTaker* taker = nullptr);

  /// A copy of `bytes` in the document's memory.
  std::string_view keep(std::string_view bytes) { return document_.texts.keep(bytes); }
  /// A scalar that stands at [begin, end); `value` must live as long as the document.
  Node scalar(Kind kind, Style style, std::size_t begin, std::size_t end, std::string_view value) const {
    return {span(begin, end), kind, style, false, false, false, value.data(), value.size()};
  }
  /// Adds a complete value, or the key of one.
  void add(const Node& node) { nodes_.push_back(node); }
  /// Opens a list or map.
  void open(Kind kind, std::size_t begin) {
    if (taker_ != nullptr && frames_.size() == 1) enter(kind);
    frames_.push_back({kind, begin, nodes_.size()});
  }
  /// Closes the innermost container and adds it to the one around it. A key without a value gets null.
  void close(std::size_t end);
  /// The number of open containers.
  std::size_t depth() const { return frames_.size(); }
  /// The innermost open container's kind; null at the top.
  Kind inside() const { return frames_.empty() ? Kind::null : frames_.back().kind; }
  /// Whether a container of this kind is open.
  bool inside_any(Kind kind) const;
  /// Offset where the innermost open container begins.
  std::size_t begin() const { return frames_.back().begin; }
  /// The nodes added to the innermost container so far; keys and values alternate in a map.
  std::span<Node> children() { return std::span(nodes_).subspan(frames_.empty() ? 0 : frames_.back().first); }
  /// Takes back the last `count` nodes.
  void drop(std::size_t count) { nodes_.resize(nodes_.size() - count); }

  /// Records what is wrong at [begin, end), widened to one character at least.
  void problem(std::size_t begin, std::size_t end, std::string message, std::vector<Edit> fix = {});
  std::size_t problem_count() const { return document_.problems.size(); }
  /// The bytes of the file that hold [begin, end).
  Span span(std::size_t begin, std::size_t end) const {
    const Passage& passage = document_.passage;
    if (passage.pieces) return passage.span(begin, end);
    return {passage.source, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
  }
  /// Marks the rest of the text as unread.
  void set_broken() { document_.broken = true; }
  void add_tag(const Node& node, std::string_view tag) { document_.tags.push_back({keep(tag), node.span}); }

  /// The document; open containers end at `end`. The builder is spent.
  Document take(std::size_t end);

 private:
  struct Frame {
    Kind kind;
    std::size_t begin;
    std::size_t first;  // index of its first child in nodes_
  };

  void enter(Kind kind);
  void hand_on(const Node& item);

  Document document_;
  std::vector<Node> nodes_;
  std::vector<Frame> frames_;
  const ItemTaker* taker_;
  std::string_view list_;  // the key of the open list whose items are taken; empty: none
  Arena item_nodes_;       // below the item of it that is being read
};

}  // namespace celint
