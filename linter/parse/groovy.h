// Nextflow configuration, which is Groovy: read, never run. Literals are values, all else is computed.
// Language: https://docs.seqera.io/nextflow/config and https://groovy-lang.org/syntax.html
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "parse/tree.h"

namespace celint {

struct GroovyEntry;

/// A value as written. `computed` is anything but a literal: a variable, a closure, an interpolated string.
struct GroovyValue {
  /// `measure` is a number with a unit: `8.GB`, `2.h`.
  enum class Kind : std::uint8_t { computed, null, boolean, number, measure, string, list, map };
  Kind kind = Kind::computed;
  Span span;
  std::string text;                  ///< Decoded text of a string; other scalars and expressions as written.
  std::vector<GroovyValue> items;    ///< Of a list.
  std::vector<GroovyEntry> entries;  ///< Of a map, in written order.

  bool is_string() const { return kind == Kind::string; }
  bool is_list() const { return kind == Kind::list; }
  bool is_map() const { return kind == Kind::map; }
  /// Whether it or anything inside it is computed.
  bool has_computed() const;
  /// The value of the last entry with this key; null if there is none.
  const GroovyValue* get(std::string_view key) const;
};

/// One entry of a map.
struct GroovyEntry {
  Located<std::string> key;
  GroovyValue value;
};

/// `a.b.c = value`, the scopes around it included.
struct GroovyAssignment {
  std::string path;               ///< Dotted, without selectors and profiles: `process.executor`.
  std::vector<std::string> name;  ///< The same as its parts.
  std::string selector;           ///< `withName:...` or `withLabel:...` around it; empty if none.
  bool certain = true;            ///< False in a profile, under a condition.
  Span key;                       ///< The name in the assignment itself, without the scopes around it.
  GroovyValue value;
  Span line;  ///< What to delete to take it back: the lines it fills alone, else the statement.
};

/// What a configuration says.
struct GroovyConfig {
  std::vector<GroovyAssignment> assignments;  ///< In written order.
  /// Index behind the last assignment that a statement celint cannot follow (`includeConfig`, a call) may
  /// override; nothing if there is no such statement, so that what is not assigned is not set.
  std::optional<std::size_t> opaque;
};

/// Reads a configuration. Never fails: text that cannot be read ends the reading as an opaque statement.
GroovyConfig parse_groovy(const Passage& passage);

}  // namespace celint
