// The parts of a SARIF log that stand for rules and places.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

#include "check/rule.h"
#include "report/source_text.h"

namespace celint {

/// Home of the project: rule pages and the tool's own address are under it.
inline constexpr std::string_view kProjectUrl = "https://github.com/example/celint";

/// Code scanning keeps this many results of one run.
inline constexpr std::size_t kMostSarifResults = 5000;

/// The notification that only `kept` of `all` findings are results.
nlohmann::ordered_json results_cut(std::size_t kept, std::size_t all);

/// A relative path as a URI reference: RFC 3986, everything but unreserved characters and `/`
/// percent-encoded.
std::string uri(std::string_view path);

/// reportingDescriptor of a rule, with its page as help.
nlohmann::ordered_json sarif_rule(const Rule& rule);

/// artifactLocation of a source.
nlohmann::ordered_json sarif_artifact(std::string_view path);

/// region without a snippet; `exact` keeps an empty span empty, as an insertion needs it.
nlohmann::ordered_json sarif_region(const SourceText& text, Span span, bool exact);

/// physicalLocation with snippet and contextRegion where they are short; secrets masked.
nlohmann::ordered_json sarif_place(SourceText& text, Span span);

}  // namespace celint
