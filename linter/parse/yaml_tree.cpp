#include "parse/yaml_tree.h"

#include <algorithm>
#include <unordered_set>
#include <utility>

#include "parse/parse.h"

namespace celint {
namespace {

// yaml.v2's measure against alias bombs: how much of the decoding may happen inside aliases
// (https://github.com/go-yaml/yaml/blob/v2/decode.go, allowedAliasRatio).
bool excessive(std::size_t aliased, std::size_t decodes) {
  constexpr double kLow = 400'000;
  constexpr double kHigh = 4'000'000;
  if (aliased <= 100 || decodes <= 1000) return false;
  const double steps = std::clamp(static_cast<double>(decodes), kLow, kHigh);
  const double allowed = 0.99 - 0.89 * (steps - kLow) / (kHigh - kLow);
  return static_cast<double>(aliased) / static_cast<double>(decodes) > allowed;
}

bool is_merge_key(const Node& key) {
  return key.is_string() && key.style == Style::plain && !key.tagged && !key.aliased && key.scalar() == "<<";
}

}  // namespace

void YamlTree::stop(std::size_t begin, std::size_t end, std::string message) {
  tree_.problem(begin, end, std::move(message));
  tree_.set_broken();
  stopped_ = true;
}

// Counts steps of the decoder; a document that spends too many of them in aliases is read no further.
void YamlTree::weigh(std::size_t decodes, std::size_t aliased, std::size_t begin, std::size_t end) {
  decodes_ += decodes;
  aliased_ += aliased;
  if (aliased_ > 0 && excessive(aliased_, decodes_))
    stop(begin, end, "This document expands to too much text through its aliases; kubectl refuses it.");
}

std::size_t YamlTree::new_anchor(std::string_view name) {
  if (name.empty()) return kNoAnchor;
  anchors_.emplace_back();
  anchor_names_.insert_or_assign(std::string(name), anchors_.size() - 1);
  return anchors_.size() - 1;
}

void YamlTree::scalar(Node node, Properties properties, std::size_t begin, std::size_t end) {
  if (at_key() && node.is_null()) tree_.problem(begin, end, "A key must not be null.");
  node.tagged = !properties.tag.empty();
  if (node.tagged) tree_.add_tag(node, properties.tag);
  if (const std::size_t anchor = new_anchor(properties.anchor); anchor != kNoAnchor)
    anchors_[anchor] = {node, {}, true};
  weigh(1, 0, begin, end);
  tree_.add(node);
  after_value({}, end);
  if (tree_.problem_count() >= kMaxProblems) stop(begin, end, "This document holds too many faults.");
}

YamlTree::Anchor YamlTree::resolve(const std::string& name, std::size_t begin, std::size_t end) {
  const auto found = anchor_names_.find(name);
  if (found == anchor_names_.end()) {
    tree_.problem(begin, end, "No anchor in this document is named " + celint::quoted(name) + ".");
  } else if (!anchors_[found->second].complete) {
    tree_.problem(begin, end,
                  "The anchor " + celint::quoted(name) + " stands for a value that holds this alias.");
  } else {
    Anchor anchor = anchors_[found->second];
    anchor.node.aliased = true;
    return anchor;
  }
  Anchor nothing;
  nothing.node = tree_.scalar(Kind::null, Style::plain, begin, end, {});
  nothing.node.aliased = true;
  return nothing;
}

void YamlTree::alias(std::string_view name, std::size_t begin, std::size_t end) {
  const Anchor target = resolve(std::string(name), begin, end);
  const std::size_t decodes = target.weight.decodes;
  if (tree_.depth() + target.weight.height > kMaxDepth)
    return stop(begin, end,
                "This alias nests lists and maps more than " + std::to_string(kMaxDepth) + " deep.");
  if (at_key() && !target.node.is_scalar()) tree_.problem(begin, end, "A list or map cannot be a key.");
  weigh(1 + decodes, decodes, begin, end);
  if (stopped_) return;
  tree_.add(target.node);
  after_value({1 + decodes, target.weight.height}, end);
  if (tree_.problem_count() >= kMaxProblems) stop(begin, end, "This document holds too many faults.");
}

void YamlTree::open(Kind kind, Properties properties, std::size_t begin) {
  if (tree_.depth() == kMaxDepth)
    return stop(begin, begin, "Lists and maps are nested more than " + std::to_string(kMaxDepth) + " deep.");
  if (at_key()) tree_.problem(begin, begin, "A list or map cannot be a key.");
  open_.push_back({new_anchor(properties.anchor), std::string(properties.tag), {}, false});
  tree_.open(kind, begin);
  weigh(1, 0, begin, begin);
}

void YamlTree::close(std::size_t end) {
  const Container container = std::move(open_.back());
  open_.pop_back();
  if (container.merged) drop_overridden();
  tree_.close(end);
  Node& node = tree_.children().back();
  node.tagged = !container.tag.empty();
  if (node.tagged) tree_.add_tag(node, container.tag);
  const Weight weight{container.weight.decodes, container.weight.height + 1};
  if (container.anchor != kNoAnchor) anchors_[container.anchor] = {node, weight, true};
  after_value(weight, end);
}

// Accounts for a value that was just added, and expands it if its key says so.
void YamlTree::after_value(Weight weight, std::size_t end) {
  if (open_.empty()) return;
  Weight& sum = open_.back().weight;
  sum.decodes += weight.decodes;
  sum.height = std::max(sum.height, weight.height);
  const std::span<const Node> nodes = tree_.children();
  const bool pair = tree_.inside() == Kind::map && nodes.size() % 2 == 0;
  if (pair && is_merge_key(nodes[nodes.size() - 2])) merge(end);
}

bool YamlTree::merge_map(const Node& map) {
  for (const Member& member : map.members()) {
    for (Node node : {member.key, member.value}) {
      node.aliased = true;
      tree_.add(node);
    }
  }
  return map.is_map();
}

// Replaces `<<` by the members it stands for. Of a list of maps the first wins: it comes last.
void YamlTree::merge(std::size_t end) {
  const Node value = tree_.children().back();
  tree_.drop(2);
  open_.back().merged = true;
  bool maps = true;
  if (value.is_list() && !value.aliased) {
    for (std::size_t i = value.items().size(); i > 0; --i) maps &= merge_map(value.items()[i - 1]);
  } else {
    maps = merge_map(value);
  }
  if (!maps) tree_.problem(end - 1, end, "Only a map or a list of maps can be merged with '<<'.");
}

// Merged members that a later member overrides go. An explicit member stays; yaml.v2 lets a later `<<`
// override it.
void YamlTree::drop_overridden() {
  const std::span<Node> nodes = tree_.children();
  std::unordered_set<std::string_view> later;
  std::size_t kept = nodes.size();
  for (std::size_t i = nodes.size() / 2; i > 0; --i) {
    const Node key = nodes[2 * i - 2];
    const Node value = nodes[2 * i - 1];
    const bool overridden = !later.insert(key.scalar()).second;
    if (overridden && key.aliased) continue;
    nodes[--kept] = value;
    nodes[--kept] = key;
  }
  std::move(nodes.begin() + static_cast<std::ptrdiff_t>(kept), nodes.end(), nodes.begin());
  tree_.drop(kept);
}

}  // namespace celint
