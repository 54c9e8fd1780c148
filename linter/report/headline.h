// The words that several formats share.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "check/finding.h"

namespace celint {

/// The first sentence of a message without its full stop, secrets masked. Not escaped.
std::string headline(std::string_view message);

/// What follows the first sentence, secrets masked; often empty. Not escaped.
std::string after_headline(std::string_view message);

/// `error[rule-id]`
std::string tag(const Rule& rule);

/// `1 error`, `2 errors`
std::string counted(std::size_t count, std::string_view noun);

/// Findings by severity.
struct SeverityCounts {
  std::size_t errors = 0;
  std::size_t warnings = 0;
  std::size_t notes = 0;
};

SeverityCounts count(const std::vector<Finding>& findings);

}  // namespace celint
