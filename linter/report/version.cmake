# Writes version.cpp with the version and the commit it was built from.
execute_process(COMMAND git -C ${ROOT} rev-parse --short=12 HEAD OUTPUT_VARIABLE commit OUTPUT_STRIP_TRAILING_WHITESPACE
                ERROR_QUIET RESULT_VARIABLE failed)
if(failed)
  set(commit "unknown")
endif()
file(CONFIGURE OUTPUT ${OUT} @ONLY CONTENT [=[// Generated: do not edit.
#include "report/version.h"

namespace celint {
const std::string_view kVersion = "@VERSION@";
const std::string_view kCommit = "@commit@";
}  // namespace celint
]=])
