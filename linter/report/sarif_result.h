// One finding as a SARIF result.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <unordered_map>

#include "check/finding.h"
#include "report/fingerprint.h"
#include "report/source_text.h"
#include "report/subject.h"

namespace celint {

/// What the results of one run share.
struct SarifRun {
  SourceTexts texts;
  Subjects subjects;
  std::unordered_map<const Rule*, std::size_t> rule_index;  ///< Place in the driver's rules.
  Fingerprints fingerprints;
};

nlohmann::ordered_json sarif_result(SarifRun& run, const Finding& finding);

}  // namespace celint
