#include "fix/fix.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <tuple>

namespace celint {
namespace {

/// More rounds than any chain of fixes needs; a fix that brings itself back ends here.
constexpr std::size_t kMostRounds = 100;

using Counts = std::map<const Rule*, std::size_t>;
/// A fix that was tried in vain, by what it would do.
using Refused = std::set<std::tuple<std::string_view, Span, std::string>>;

Counts count(const std::vector<Finding>& findings) {
  Counts counts;
  for (const Finding& finding : findings) ++counts[finding.rule];
  return counts;
}

std::tuple<std::string_view, Span, std::string> key(const Finding& finding) {
  return {finding.rule->id, finding.span, finding.message};
}

/// Two edits that touch: insertions at one place would have no order.
bool overlap(const Edit& a, const Edit& b) {
  return a.span.source == b.span.source && a.span.begin <= b.span.end && b.span.begin <= a.span.end;
}

bool fits(const Finding& finding, const std::vector<const Finding*>& batch) {
  return std::none_of(batch.begin(), batch.end(), [&](const Finding* other) {
    return std::any_of(other->edits.begin(), other->edits.end(), [&](const Edit& theirs) {
      return std::any_of(finding.edits.begin(), finding.edits.end(),
                         [&](const Edit& ours) { return overlap(ours, theirs); });
    });
  });
}

std::vector<const Finding*> next_batch(const std::vector<Finding>& findings, FixKind least,
                                       const Refused& refused, std::size_t most) {
  std::vector<const Finding*> batch;
  for (const Finding& finding : findings) {
    if (batch.size() == most) break;
    if (finding.edits.empty() || finding.fix < least || refused.contains(key(finding))) continue;
    if (fits(finding, batch)) batch.push_back(&finding);
  }
  return batch;
}

std::vector<Source> with_edits(const std::vector<Source>& sources, const std::vector<const Finding*>& batch) {
  std::map<SourceId, std::vector<Edit>> edits;
  for (const Finding* finding : batch)
    for (const Edit& edit : finding->edits) edits[edit.span.source].push_back(edit);
  std::vector<Source> result = sources;
  for (auto& [id, of_source] : edits) result[id].text = edited(sources[id], id, of_source);
  return result;
}

/// How many findings of the batch's rules are gone; none unless each of them finds less and no rule finds
/// more. Lesser things may show once what hid them is mended, and a step may be open.
std::size_t mended(const Counts& before, Counts after, const std::vector<const Finding*>& batch) {
  Severity least = Severity::error;
  std::set<const Rule*> rules;
  for (const Finding* finding : batch) {
    least = std::min(least, finding->rule->severity);
    rules.insert(finding->rule);
  }
  for (const auto& [rule, number] : after) {
    const auto known = before.find(rule);
    const bool counts = rule->severity >= least && rule->id != "launch-step-unproven";
    if (counts && number > (known == before.end() ? 0 : known->second)) return 0;
  }
  std::size_t gone = 0;
  for (const Rule* rule : rules) {
    if (after[rule] >= before.at(rule)) return 0;
    gone += before.at(rule) - after[rule];
  }
  return gone;
}

}  // namespace

std::string edited(const Source& source, SourceId id, std::vector<Edit> edits) {
  std::erase_if(edits, [id](const Edit& edit) { return edit.span.source != id; });
  std::sort(edits.begin(), edits.end(), [](const Edit& a, const Edit& b) { return a.span < b.span; });
  std::string text;
  std::size_t at = 0;
  for (const Edit& edit : edits) {
    text.append(source.text, at, edit.span.begin - at).append(edit.text);
    at = edit.span.end;
  }
  return text.append(source.text, at, std::string::npos);
}

Fixed fix(const std::vector<Source>& sources, FixKind least, const Analysis& analysis) {
  Fixed result{sources, 0};
  std::vector<Finding> findings = analysis(sources);
  Refused refused;
  std::size_t most = SIZE_MAX;
  for (std::size_t round = 0; round < kMostRounds; ++round) {
    const std::vector<const Finding*> batch = next_batch(findings, least, refused, most);
    if (batch.empty()) break;
    std::vector<Source> candidate = with_edits(result.sources, batch);
    std::vector<Finding> after = analysis(candidate);
    if (const std::size_t gone = mended(count(findings), count(after), batch)) {
      result.fixes += gone;
      result.sources = std::move(candidate);
      findings = std::move(after);
      refused.clear();  // Spans have moved.
      most = SIZE_MAX;
    } else if (batch.size() == 1) {
      refused.insert(key(*batch.front()));
    } else {
      most = 1;  // One of them does harm: look for it.
    }
  }
  return result;
}

}  // namespace celint
