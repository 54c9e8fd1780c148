// Texts as parsed documents, for the tests of the parse stage.
#pragma once

#include <catch2/catch.hpp>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "parse/parse.h"

namespace celint {

inline std::vector<Document> yaml_documents(const Passage& passage) {
  std::vector<Document> documents;
  parse_yaml(passage, [&](Document document) { documents.push_back(std::move(document)); });
  return documents;
}

/// A text with the documents read from it; stays where it is, as they view into it.
struct Parsed {
  Parsed(const std::string& path, std::string text) {
    Source source;
    source.path = path;
    source.text = std::move(text);
    sources.push_back(std::move(source));
    documents = parse(sources);
  }
  Parsed(const Parsed&) = delete;
  Parsed& operator=(const Parsed&) = delete;

  /// The root of the only document; fails the test if there are several.
  const Node& root() const {
    REQUIRE(documents.size() == 1);
    return documents.front().root;
  }

  /// The bytes of the file at a span.
  std::string source(Span span) const {
    REQUIRE(span.begin <= span.end);
    REQUIRE(span.end <= sources.front().text.size());
    return sources.front().text.substr(span.begin, span.end - span.begin);
  }

  /// Every Problem of every document as `source text: message`.
  std::vector<std::string> problems() const {
    std::vector<std::string> result;
    for (const Document& document : documents)
      for (const Problem& problem : document.problems)
        result.push_back(source(problem.span) + ": " + problem.message);
    return result;
  }

  std::vector<Source> sources;
  std::vector<Document> documents;
};

/// Calls `visit` for every node under `node`, keys included, but for those reached through an alias.
inline void each_node(const Node& node, const std::function<void(const Node&)>& visit) {
  if (node.aliased) return;
  visit(node);
  for (const Node& item : node.items()) each_node(item, visit);
  for (const Member& member : node.members()) {
    each_node(member.key, visit);
    each_node(member.value, visit);
  }
}

}  // namespace celint
