// One self-contained page: launch paths drawn, their steps with evidence, findings with code frames.
#pragma once

#include <string>

#include "report/report.h"
#include "report/trace.h"

namespace celint {

/// The page of `check`: every launch path and every finding. Its Content-Security-Policy lets in its own
/// style and script by their hashes and nothing else: no request leaves it.
std::string html_report(const Report& report);

/// The page of `trace`: the paths alone.
std::string trace_html(const Trace& trace);

}  // namespace celint
