// The words that several formats share.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "check/finding.h"
#include "report/report.h"

namespace celint {

/// The first sentence of a message without its full stop, secrets masked. Not escaped.
std::string headline(std::string_view message);

/// What follows the first sentence, secrets masked; often empty. Not escaped.
std::string after_headline(std::string_view message);

/// How sure the finding is, and why less than its rule; empty if it is as sure as can be.
std::string confidence_text(const Finding& finding);

/// It rests on a join that was inferred from content: that alone makes a finding less sure than its rule.
bool rests_on_inference(const Finding& finding);

/// `error[rule-id]`
std::string tag(const Rule& rule);

/// `1 error`, `2 errors`
std::string counted(std::size_t count, std::string_view noun);

HiddenCounts count_hidden(const std::vector<Finding>& findings);

/// `suppressed`, `known`; empty if it is not hidden.
std::string_view hidden_why(const Finding& finding);

/// The user's reason, or what stands for it. Not escaped.
std::string hidden_reason(const Finding& finding);

/// Findings by severity, without those that are hidden.
struct SeverityCounts {
  std::size_t errors = 0;
  std::size_t warnings = 0;
  std::size_t notes = 0;
};

SeverityCounts count(const std::vector<Finding>& findings);

}  // namespace celint
