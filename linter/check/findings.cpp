#include <utility>

#include "check/finding.h"

namespace celint {

Finding& Findings::add(Span span, std::string message) {
  Finding& finding = findings_.emplace_back();
  finding.rule = rule_;
  finding.span = span;
  finding.message = std::move(message);
  finding.confidence = rule_->confidence;
  return finding;
}

}  // namespace celint
