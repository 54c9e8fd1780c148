// By what a finding is known again in a later report.
#pragma once

#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include "check/finding.h"
#include "report/line_hash.h"
#include "report/source_text.h"

namespace celint {

/// Both end in `:1`, `:2`, ... which tells equal ones apart.
struct Fingerprint {
  std::string semantic;  ///< Stays when lines move: of rule, file, place in the document and text.
  std::string
      line_hash;  ///< Stays when other parts of the document come and go: of the line and what follows.
};

/// What the fingerprints of one run share.
struct Fingerprints {
  std::unordered_map<SourceId, std::vector<LineHash>> hashes;
  std::map<std::string, unsigned> semantic;  ///< How often each was given out.
};

/// `pointer` is that of the finding.
Fingerprint fingerprint(Fingerprints& run, SourceTexts& texts, const Finding& finding,
                        const std::string& pointer);

}  // namespace celint
