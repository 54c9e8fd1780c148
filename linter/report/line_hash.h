// The fingerprint by which code scanning knows an alert again after lines have moved.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace celint {

/// `primaryLocationLineHash` of one line.
struct LineHash {
  std::uint64_t hash = 0;
  std::uint32_t occurrence = 0;  ///< From 1: how many lines up to here have this hash.
};

/// One for each line: a rolling hash over the 100 UTF-16 units from its start, spaces and tabs left out, CR
/// and CRLF as LF. Algorithm: https://github.com/github/codeql-action, src/fingerprints.ts.
std::vector<LineHash> line_hashes(std::string_view text);

/// `93edf6a407f73bc:1`
std::string to_string(const LineHash& hash);

}  // namespace celint
