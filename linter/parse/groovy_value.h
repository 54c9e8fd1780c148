// Groovy's literals. Private to the Groovy reader.
#pragma once

#include <cstddef>
#include <string_view>

#include "parse/groovy.h"

namespace celint {

/// Reads values out of one passage.
class GroovyValues {
 public:
  explicit GroovyValues(const Passage& passage) : passage_(&passage), text_(passage.text) {}

  /// The value at `at`, up to the end of its statement; moves `at` behind it, to kNoOffset if it has no end.
  GroovyValue read(std::size_t& at) const;

 private:
  GroovyValue element(std::size_t& at, std::size_t depth) const;
  GroovyValue literal(std::size_t& at, std::size_t depth) const;
  GroovyValue list_or_map(std::size_t& at, std::size_t depth) const;
  bool entry_key(std::size_t& at, GroovyEntry& entry) const;
  bool entry(std::size_t& at, std::size_t depth, GroovyValue& map) const;
  void word(std::size_t& at, GroovyValue& value) const;
  void number(std::size_t& at, GroovyValue& value) const;
  Span span(std::size_t begin, std::size_t end) const { return passage_->span(begin, end); }

  const Passage* passage_;
  std::string_view text_;
};

}  // namespace celint
