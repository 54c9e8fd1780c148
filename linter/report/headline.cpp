#include "report/headline.h"

#include "report/mask.h"

namespace celint {
namespace {

/// Where the first sentence ends: behind the full stop before a capital letter, a quote or the end.
std::size_t sentence_end(std::string_view message) {
  for (std::size_t stop = message.find(". "); stop != message.npos; stop = message.find(". ", stop + 1)) {
    const char next = stop + 2 < message.size() ? message[stop + 2] : 'A';
    if ((next >= 'A' && next <= 'Z') || next == '\'') return stop + 1;
  }
  return message.size();
}

}  // namespace

std::string headline(std::string_view message) {
  std::string text = masked(message.substr(0, sentence_end(message)));
  if (text.ends_with('.') && !text.ends_with("..")) text.pop_back();
  return text;
}

std::string after_headline(std::string_view message) {
  const std::size_t end = sentence_end(message);
  return end < message.size() ? masked(message.substr(end + 1)) : std::string();
}

bool rests_on_inference(const Finding& finding) {
  return finding.confidence != Confidence::high && finding.rule->confidence == Confidence::high;
}

std::string confidence_text(const Finding& finding) {
  if (finding.confidence == Confidence::high) return {};
  return std::string(to_string(finding.confidence)) +
         (rests_on_inference(finding) ? ", as it rests on a join that was inferred from content" : "");
}

std::string tag(const Rule& rule) {
  return std::string(to_string(rule.severity)).append("[").append(rule.id).append("]");
}

std::string counted(std::size_t count, std::string_view noun) {
  std::string text = std::to_string(count).append(" ").append(noun);
  if (count != 1) text.push_back('s');
  return text;
}

HiddenCounts count_hidden(const std::vector<Finding>& findings) {
  HiddenCounts counts;
  for (const Finding& finding : findings) {
    if (finding.suppression != nullptr)
      ++counts.suppressed;
    else if (finding.hidden())
      ++counts.known;
  }
  return counts;
}

std::string_view hidden_why(const Finding& finding) {
  if (finding.suppression != nullptr) return "suppressed";
  return finding.hidden() ? "known" : "";
}

std::string hidden_reason(const Finding& finding) {
  if (finding.suppression == nullptr) return finding.hidden() ? "the baseline has it" : "";
  return finding.suppression->reason.empty() ? "no reason given" : masked(finding.suppression->reason);
}

SeverityCounts count(const std::vector<Finding>& findings) {
  SeverityCounts counts;
  for (const Finding& finding : findings) {
    if (finding.hidden()) continue;
    switch (finding.rule->severity) {
      case Severity::error:
        ++counts.errors;
        break;
      case Severity::warning:
        ++counts.warnings;
        break;
      case Severity::note:
        ++counts.notes;
        break;
    }
  }
  return counts;
}

}  // namespace celint
