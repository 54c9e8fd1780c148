// Where the user says that a finding is meant to be: comments, annotations, celint.yaml.
#pragma once

#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "parse/tree.h"
#include "read/settings.h"

namespace celint {

/// Hides findings of one rule. A comment at the end of a line covers that line; one on a line of its own
/// covers the entry of a map or list below it, and the whole document if that is its first. An annotation
/// covers its object.
struct Suppression {
  Located<std::string> rule;           ///< Its id as written; may be none of any rule.
  Span covers;                         ///< Findings that begin there, unless it is of celint.yaml.
  const Document* document = nullptr;  ///< That it covers a part of; null: of celint.yaml, or of none.
  const IgnoreEntry* entry = nullptr;  ///< Of celint.yaml: says what it covers.
  std::string reason;                  ///< May be empty.
  Located<std::string> expires;        ///< The last day it counts; empty: for ever.
  std::string fault;                   ///< Why it cannot count, a sentence; empty: it can.
  std::optional<Span> removal;         ///< The bytes to delete to be rid of it.

  bool in_source() const { return entry == nullptr; }
};

/// A quick look at a file: false for most.
bool may_hold_suppression(std::string_view text);

/// Those of the documents of one file, which have their trees, by comment or annotation.
void add_suppressions(const std::vector<const Document*>& documents, std::string_view text,
                      std::deque<Suppression>& out);

/// Those of celint.yaml; `config` is its text. Entries are those of `settings`.
void add_suppressions(const Settings& settings, const Source& config, SourceId id,
                      std::deque<Suppression>& out);

}  // namespace celint
