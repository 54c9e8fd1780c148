// What a rule says.
#pragma once

#include <list>
#include <string>
#include <vector>

#include "check/rule.h"
#include "model/suppression.h"

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

/// Whether an earlier report has a finding already. None: there is no earlier report.
enum class BaselineState : std::uint8_t { none, added, unchanged };

/// One fault. Final once `check` returns.
struct Finding {
  const Rule* rule = nullptr;
  Span span;            ///< The exact characters to change or to look at.
  std::string message;  ///< Full sentences; input quoted in single quotes; the first sentence stands alone.
  std::string label;    ///< Beside the primary underline; may be empty.
  std::string help;     ///< What to do, one sentence; may be empty.
  std::vector<Note> notes;
  std::vector<PathPlace> path;  ///< The steps up to the one it is about, in order; filled in by `check`.
  std::vector<Edit> edits;
  FixKind fix = FixKind::none;
  Confidence confidence = Confidence::high;
  std::vector<std::string_view> aliases;     ///< Other tools' codes for the same fault (Access Analyzer's).
  const Suppression* suppression = nullptr;  ///< By which the user says that it is meant to be.
  BaselineState baseline = BaselineState::none;

  /// It is not shown unless asked for, and does not count for the exit status.
  bool hidden() const { return suppression != nullptr || baseline == BaselineState::unchanged; }

  /// Edits that mend it; none if the list is empty.
  void offer(FixKind kind, std::vector<Edit> offered) {
    if (offered.empty()) return;
    edits = std::move(offered);
    fix = kind;
  }
};

/// Collects the findings of one rule. The returned reference stays valid until the rule returns.
class Findings {
 public:
  /// `idle`: for the rule that runs last.
  explicit Findings(const Rule& rule, std::span<const Suppression* const> idle = {})
      : rule_(&rule), idle_(idle) {}

  /// The suppressions that certainly hid nothing.
  std::span<const Suppression* const> idle() const { return idle_; }

  /// Adds a finding with the rule's own confidence.
  Finding& add(Span span, std::string message);

  std::list<Finding> take() { return std::move(findings_); }

 private:
  const Rule* rule_;
  std::span<const Suppression* const> idle_;
  std::list<Finding> findings_;
};

}  // namespace celint
