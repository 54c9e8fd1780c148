// The models of one file, for tests that assert what a document was taken for and what it says.
#pragma once

#include <catch2/catch.hpp>
#include <memory>
#include <string>
#include <vector>

#include "fixture.h"
#include "model/model.h"
#include "parse/parse.h"

/// Owns everything its models point into; stays where it is.
struct Modelled {
  Modelled(const std::string& path, std::string text) {
    sources.push_back({path, std::move(text), true, {}});
    documents = celint::parse(sources);
    models = celint::model(documents, sources);
  }
  Modelled(const Modelled&) = delete;
  Modelled& operator=(const Modelled&) = delete;

  template <typename T>
  std::vector<const T*> all() const {
    std::vector<const T*> found;
    for (const T& model : models.of<T>()) found.push_back(&model);
    return found;
  }

  /// The only model of this type; fails the test if there are none or several.
  template <typename T>
  const T& only() const {
    const std::vector<const T*> found = all<T>();
    REQUIRE(found.size() == 1);
    return *found.front();
  }

  /// The bytes of the file at a span.
  std::string at(celint::Span span) const {
    REQUIRE(span.begin <= span.end);
    REQUIRE(span.end <= sources.front().text.size());
    return sources.front().text.substr(span.begin, span.end - span.begin);
  }

  std::vector<celint::Source> sources;
  std::vector<celint::Document> documents;
  mutable celint::Models models;
};

/// A sample of `fixtures/documents`, modelled.
inline std::unique_ptr<Modelled> sample(const std::string& path) {
  return std::make_unique<Modelled>(path, read_file(repository() / "fixtures/documents" / path));
}
