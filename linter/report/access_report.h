// What `celint access` prints.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "access/compare.h"
#include "access/simulate.h"
#include "report/source_text.h"

namespace celint {

/// `allowed: s3:GetObject on arn:aws:s3:::b/k`, a line for each deciding statement with its position, a line
/// for each note.
std::string reply_text(SourceTexts& texts, const Question& question, const Reply& reply);

/// One line: `{"action", "resource", "decision", "statements": [{"path", "pointer", "sid", "effect",
/// "region"}]}`. The action and the resource as asked; `sid` is null if the statement has none.
std::string reply_json(SourceTexts& texts, const Question& question, const Reply& reply);

/// The two sides of `--compare`: what each allows and the other does not.
struct Comparison {
  std::string first_name, second_name;  ///< As given on the command line.
  Beyond first;                         ///< Allowed by the first and not by the second.
  Beyond second;
};

/// `a.json and b.json allow the same.`, or one sentence for each side with a request that proves it.
std::string comparison_text(const Comparison& comparison);

/// One line: `{"relation": "equal|wider|narrower|different|unknown", "beyond": [...]}`, seen from the first.
std::string comparison_json(const Comparison& comparison);

/// Grouped by service, then access level.
std::string grants_text(const std::vector<GrantLine>& lines);

/// One line for each service and level.
std::string grants_json(const std::vector<GrantLine>& lines);

}  // namespace celint
