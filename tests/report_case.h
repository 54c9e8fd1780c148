// Builds what a report is made from: files, the World they make, findings about places in them.
#pragma once

#include <catch2/catch.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "link/world.h"
#include "parse/parse.h"
#include "report/report.h"

namespace celint {

inline Rule make_rule(std::string_view id, Severity severity, std::string_view security = "") {
  return {.id = id,
          .summary = "A summary of one sentence.",
          .severity = severity,
          .confidence = Confidence::high,
          .audience = Audience::everyone,
          .security_severity = security,
          .steps = {},
          .fix = FixKind::none,
          .check = [](const World&, Findings&) {},
          .module = "documents",
          .page = {}};
}

struct ReportCase {
  explicit ReportCase(std::vector<Source> files) : sources(std::move(files)), documents(parse(sources)) {
    world.sources = &sources;
    world.trees = std::make_shared<Trees>(sources);
    for (const Document& document : documents) {
      Recognition& recognition = world.recognitions.emplace_back();
      recognition.document = &document;
      recognition.kind = DocumentKind::kubernetes;
    }
    world.coverage.files = sources.size();
    world.coverage.kubernetes = documents.size();
  }
  ReportCase(const ReportCase&) = delete;

  /// Where `needle` stands in a file; it must stand there.
  Span find(SourceId source, std::string_view needle) const {
    const std::size_t at = sources[source].text.find(needle);
    REQUIRE(at != std::string::npos);
    return {source, static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + needle.size())};
  }

  Finding& add(Span span, std::string message, std::string label = {}) {
    Finding& finding = findings.emplace_back();
    finding.rule = &rule;
    finding.span = span;
    finding.message = std::move(message);
    finding.label = std::move(label);
    return finding;
  }

  Report report() const { return {sources, world, rules, findings}; }
  std::string text() const { return text_report(report(), {}); }
  /// The source lines and underlines of the only finding.
  std::string frame_only() const {
    const std::string all = text();
    const std::size_t begin = all.find('\n', all.find("-->")) + 1;
    return all.substr(begin, all.find("= explain") - begin);
  }

  std::vector<Source> sources;
  std::vector<Document> documents;
  World world;
  Rule rule = make_rule("some-rule", Severity::error);
  std::vector<const Rule*> rules{&rule};
  std::vector<Finding> findings;
};

inline Source file(std::string path, std::string text) {
  return {std::move(path), std::move(text), false, {}};
}

}  // namespace celint
