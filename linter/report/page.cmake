# Writes page_data.cpp: page.css and page.js with their hashes, by which the page's own policy lets them in.
foreach(part css js)
  file(READ ${ROOT}/linter/report/page.${part} ${part})
  file(SHA256 ${ROOT}/linter/report/page.${part} ${part}_hash)
endforeach()
file(CONFIGURE OUTPUT ${OUT} @ONLY CONTENT [=[// Generated: do not edit.
#include "report/page.h"

namespace celint {
const PagePart kPageStyle{R"__page__(@css@)__page__", "@css_hash@"};
const PagePart kPageScript{R"__page__(@js@)__page__", "@js_hash@"};
}  // namespace celint
]=])
