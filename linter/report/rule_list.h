// The rules themselves as output: `celint rules` and `celint explain`.
#pragma once

#include <string>
#include <vector>

#include "check/rule.h"

namespace celint {

/// A table for people, by module.
std::string rules_text(const std::vector<Rule>& rules);

/// The table of docs/rules.md, with links to the pages.
std::string rules_markdown(const std::vector<Rule>& rules);

/// An array of objects: id, module, severity, confidence, audience, security_severity, step, fix, summary;
/// all strings, `-` where a rule has none, steps joined by commas.
std::string rules_json(const std::vector<Rule>& rules);

/// The rule's page.
std::string explanation(const Rule& rule);

}  // namespace celint
