// What yaml.v2 does with the nodes of a document beyond the YAML grammar: anchors and aliases within limits,
// merges, keys that JSON can hold. Knows nothing of libyaml.
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "parse/tree_builder.h"

namespace celint {

/// The anchor and the tag before a node; empty where there is none.
struct Properties {
  std::string_view anchor;
  std::string_view tag;
};

/// Builds the tree of one YAML document. Offsets are those of the passage's text.
class YamlTree {
 public:
  YamlTree(const Passage& passage, std::size_t bytes) : tree_(passage, Format::yaml, bytes) {}

  TreeBuilder& builder() { return tree_; }
  /// Whether what comes next would be a key.
  bool at_key() { return tree_.inside() == Kind::map && tree_.children().size() % 2 == 0; }

  /// Adds a scalar that stands at [begin, end).
  void scalar(Node node, Properties properties, std::size_t begin, std::size_t end);
  /// Adds what `name` stands for; an unknown name or one that holds the alias itself is a Problem and gives
  /// null.
  void alias(std::string_view name, std::size_t begin, std::size_t end);
  /// Opens a list or map; one as a key, or one nested too deep, is a Problem.
  void open(Kind kind, Properties properties, std::size_t begin);
  /// Closes the innermost list or map.
  void close(std::size_t end);

  /// Records a Problem behind which nothing more is to be read.
  void stop(std::size_t begin, std::size_t end, std::string message);
  bool stopped() const { return stopped_; }

 private:
  // What a node costs when it is reached again through an alias.
  struct Weight {
    std::size_t decodes = 1;  // steps of yaml.v2's decoder
    std::size_t height = 0;   // containers nested in each other
  };
  struct Anchor {
    Node node;
    Weight weight;
    bool complete = false;  // else an alias to it stands inside it
  };
  static constexpr std::size_t kNoAnchor = static_cast<std::size_t>(-1);
  struct Container {
    std::size_t anchor = kNoAnchor;
    std::string tag;
    Weight weight;
    bool merged = false;  // a map with a `<<`
  };

  std::size_t new_anchor(std::string_view name);
  Anchor resolve(const std::string& name, std::size_t begin, std::size_t end);
  void weigh(std::size_t decodes, std::size_t aliased, std::size_t begin, std::size_t end);
  void after_value(Weight weight, std::size_t end);
  void merge(std::size_t end);
  bool merge_map(const Node& map);
  void drop_overridden();

  TreeBuilder tree_;
  std::vector<Container> open_;
  std::vector<Anchor> anchors_;
  std::map<std::string, std::size_t, std::less<>> anchor_names_;
  std::size_t decodes_ = 1;  // the document itself
  std::size_t aliased_ = 0;  // those of them inside an alias
  bool stopped_ = false;
};

}  // namespace celint
