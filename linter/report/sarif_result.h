// One finding as a SARIF result.
#pragma once

#include <map>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <unordered_map>
#include <vector>

#include "check/finding.h"
#include "report/line_hash.h"
#include "report/source_text.h"
#include "report/subject.h"

namespace celint {

/// What the results of one run share.
struct SarifRun {
  SourceTexts texts;
  Subjects subjects;
  std::unordered_map<const Rule*, std::size_t> rule_index;  ///< Place in the driver's rules.
  std::unordered_map<SourceId, std::vector<LineHash>> hashes;
  std::map<std::string, unsigned> semantic_keys;  ///< How often each was given out.
};

nlohmann::ordered_json sarif_result(SarifRun& run, const Finding& finding);

}  // namespace celint
