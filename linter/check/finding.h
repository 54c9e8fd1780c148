// What a rule says.
#pragma once

#include <deque>
#include <string>
#include <vector>

#include "check/rule.h"

namespace celint {

/// A further place that belongs to a finding: the cause, the other side of a mismatch.
struct Note {
  Span span;
  std::string message;  ///< Short, lower case, no full stop: it stands beside the underline.
};

/// A place on the launch path that leads to a finding.
struct PathPlace {
  StepId step = StepId::credentials;
  Span span;
  std::string message;  ///< As of a Note.
};

/// One fault. Final once `check` returns.
struct Finding {
  const Rule* rule = nullptr;
  Span span;            ///< The exact characters to change or to look at.
  std::string message;  ///< Full sentences; input quoted in single quotes; the first sentence stands alone.
  std::string label;    ///< Beside the primary underline; may be empty.
  std::string help;     ///< What to do, one sentence; may be empty.
  std::vector<Note> notes;
  std::vector<PathPlace> path;  ///< The steps up to the one it refutes, in order; filled in by `check`.
  std::vector<Edit> edits;
  FixKind fix = FixKind::none;
  Confidence confidence = Confidence::high;
  std::vector<std::string_view> aliases;  ///< Other tools' codes for the same fault (Access Analyzer's).
};

/// Collects the findings of one rule. The returned reference stays valid until the rule returns.
class Findings {
 public:
  explicit Findings(const Rule& rule) : rule_(&rule) {}

  /// Adds a finding with the rule's own confidence.
  Finding& add(Span span, std::string message);

  std::deque<Finding> take() { return std::move(findings_); }

 private:
  const Rule* rule_;
  std::deque<Finding> findings_;
};

}  // namespace celint
