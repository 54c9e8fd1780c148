#include "report/sarif_parts.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <optional>

namespace celint {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kLongestDescription = 1024;
constexpr std::size_t kLongestSnippet = 512;

/// `aws-auth-role-path` -> `AwsAuthRolePath`
std::string pascal_case(std::string_view id) {
  std::string name;
  bool word_begins = true;
  for (const char c : id) {
    if (c != '-') name.push_back(word_begins && c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c);
    word_begins = c == '-';
  }
  return name;
}

/// The first paragraph of the page's part on why it matters, on one line; empty if there is none.
std::string why_it_matters(std::string_view page) {
  constexpr std::string_view kHeading = "## Why it matters\n";
  const std::size_t heading = page.find(kHeading);
  if (heading == page.npos) return {};
  const std::size_t begin = page.find_first_not_of('\n', heading + kHeading.size());
  if (begin == page.npos) return {};
  std::string text(page.substr(begin, page.find("\n\n", begin) - begin));
  std::replace(text.begin(), text.end(), '\n', ' ');
  text.erase(text.find_last_not_of(' ') + 1);
  return text;
}

std::string full_description(const Rule& rule) {
  const std::string why = why_it_matters(rule.page);
  std::string text(rule.summary);
  if (!why.empty() && text.size() + why.size() < kLongestDescription) text += " " + why;
  return text;
}

std::string_view problem_severity(Severity severity) {
  return severity == Severity::note ? "recommendation" : to_string(severity);
}

Json properties(const Rule& rule) {
  Json tags = Json::array({rule.module.empty() ? "celint" : rule.module});
  Json result{{"precision", to_string(rule.confidence)}};
  if (rule.security_severity.empty()) {
    result["problem.severity"] = problem_severity(rule.severity);
  } else {
    tags.push_back("security");
    result["security-severity"] = rule.security_severity;
  }
  result["tags"] = std::move(tags);
  return result;
}

/// The bytes of the lines around a span: with one more on each side if that is short enough, else only its
/// own. Nothing if they are too long, or no more than the span itself.
std::optional<Span> context(const SourceText& text, Span shown) {
  const std::uint32_t first = text.lines.at(shown.begin).line;
  const std::uint32_t last = text.lines.at(shown.end).line;
  for (const std::uint32_t more : {1U, 0U}) {
    const std::uint32_t from = first - std::min(more, first - 1);
    const std::uint32_t to = std::min(last + more, text.lines.count());
    const Span lines{shown.source, text.lines.begin(from),
                     to < text.lines.count() ? text.lines.begin(to + 1) : text.lines.end(to)};
    const bool larger = lines.begin < shown.begin || text.lines.end(to) > shown.end;
    if (larger && lines.end - lines.begin <= kLongestSnippet) return lines;
  }
  return std::nullopt;
}

Json context_json(SourceText& text, Span lines) {
  // The end of a line belongs to it; the place behind it, to the next one.
  return {{"startLine", text.lines.at(lines.begin).line},
          {"endLine", text.lines.at(lines.end - 1).line},
          {"snippet", {{"text", text.secrets.excerpt(lines.begin, lines.end)}}}};
}

}  // namespace

std::string uri(std::string_view path) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  constexpr std::string_view kPlain = "-._~/";
  std::string encoded;
  for (const char c : path) {
    const bool alphanumeric = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (alphanumeric || kPlain.find(c) != kPlain.npos) {
      encoded.push_back(c);
    } else {
      const auto byte = static_cast<unsigned char>(c);
      encoded.append({'%', kHex[byte >> 4], kHex[byte & 15]});
    }
  }
  return encoded;
}

Json sarif_rule(const Rule& rule) {
  const std::string_view help = rule.page.empty() ? rule.summary : rule.page;
  const std::string page_path =
      "/blob/main/rules/" + std::string(rule.module) + "/" + std::string(rule.id) + ".md";
  return {{"id", rule.id},
          {"name", pascal_case(rule.id)},
          {"shortDescription", {{"text", rule.summary}}},
          {"fullDescription", {{"text", full_description(rule)}}},
          {"defaultConfiguration", {{"level", to_string(rule.severity)}}},
          {"helpUri", std::string(kProjectUrl) + page_path},
          {"help", {{"text", help}, {"markdown", help}}},
          {"properties", properties(rule)}};
}

Json sarif_artifact(std::string_view path) { return {{"uri", uri(path)}, {"uriBaseId", "SRCROOT"}}; }

Json sarif_region(const SourceText& text, Span span, bool exact) {
  const Extent place =
      exact ? Extent{text.lines.at(span.begin), text.lines.at(span.end)} : extent(text, span);
  return {{"startLine", place.begin.line},
          {"startColumn", place.begin.column},
          {"endLine", place.end.line},
          {"endColumn", place.end.column}};
}

Json sarif_place(SourceText& text, Span span) {
  const Span shown = shown_span(text, span);
  Json region = sarif_region(text, span, false);
  if (shown.begin < shown.end && shown.end - shown.begin <= kLongestSnippet)
    region["snippet"] = {{"text", text.secrets.excerpt(shown.begin, shown.end)}};
  Json place{{"artifactLocation", sarif_artifact(text.source.path)}, {"region", std::move(region)}};
  if (const std::optional<Span> lines = context(text, shown))
    place["contextRegion"] = context_json(text, *lines);
  return place;
}

}  // namespace celint
