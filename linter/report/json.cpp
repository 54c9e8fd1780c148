// Written finding by finding: a tree of the whole report would take many times its size.
#include <nlohmann/json.hpp>

#include "link/world.h"
#include "report/fingerprint.h"
#include "report/footer.h"
#include "report/headline.h"
#include "report/mask.h"
#include "report/report.h"
#include "report/source_text.h"
#include "report/subject.h"

namespace celint {
namespace {

using Json = nlohmann::ordered_json;

/// Broken UTF-8 of an input becomes U+FFFD.
std::string dumped(const Json& value) { return value.dump(-1, ' ', false, Json::error_handler_t::replace); }

Json region_json(const SourceText& text, Span span) {
  const Extent place = extent(text, span);
  return {{"startLine", place.begin.line},
          {"startColumn", place.begin.column},
          {"endLine", place.end.line},
          {"endColumn", place.end.column}};
}

/// Why a finding is not shown unless asked for.
void add_state(Json& json, const Finding& finding) {
  if (finding.baseline != BaselineState::none)
    json["baselineState"] = finding.baseline == BaselineState::added ? "new" : "unchanged";
  if (finding.suppression != nullptr)
    json["suppressed"] = {{"kind", finding.suppression->in_source() ? "inSource" : "external"},
                          {"reason", masked(finding.suppression->reason)}};
}

Json finding_json(const Finding& finding, SourceTexts& texts, const Subjects& subjects, Fingerprints& run) {
  const std::string pointer = subjects.pointer(finding.span);
  const Fingerprint print = fingerprint(run, texts, finding, pointer);
  const SourceText& text = texts.of(finding.span.source);
  Json related = Json::array();
  for (const Note& note : finding.notes) {
    const SourceText& other = texts.of(note.span.source);
    related.push_back({{"path", other.source.path},
                       {"pointer", subjects.pointer(note.span)},
                       {"region", region_json(other, note.span)},
                       {"message", masked(note.message)}});
  }
  Json aliases = Json::array();
  for (const std::string_view alias : finding.aliases) aliases.push_back(alias);
  Json json{{"rule", finding.rule->id},
            {"severity", to_string(finding.rule->severity)},
            {"confidence", to_string(finding.confidence)},
            {"path", text.source.path},
            {"pointer", pointer},
            {"region", region_json(text, finding.span)},
            {"message", masked(finding.message)},
            {"related", std::move(related)},
            {"aliases", std::move(aliases)},
            {"partialFingerprints",
             {{"primaryLocationLineHash", print.line_hash}, {"celintSemantic/v1", print.semantic}}}};
  add_state(json, finding);
  return json;
}

Json launch_paths_json(const World& world) {
  Json paths = Json::array();
  for (const Environment& environment : world.environments) {
    const StepCounts counts = count(environment.steps);
    paths.push_back({{"title", environment.title},
                     {"proven", counts.proven},
                     {"refuted", counts.refuted},
                     {"unknown", counts.unknown}});
  }
  return paths;
}

Json summary_json(const Report& report) {
  const Coverage& coverage = report.world.coverage;
  const SeverityCounts counts = count(report.findings);
  Json skipped = Json::array();
  for (const Coverage::Skipped& file : coverage.skipped)
    skipped.push_back({{"path", file.path}, {"reason", file.reason}});
  return {{"errors", counts.errors},
          {"warnings", counts.warnings},
          {"notes", counts.notes},
          {"suppressed", report.hidden.suppressed},
          {"inBaseline", report.hidden.known},
          {"files", coverage.files},
          {"computeEnvironments", coverage.compute_environments},
          {"iamDocuments", coverage.iam},
          {"kubernetesObjects", coverage.kubernetes},
          {"otherDocuments", coverage.other},
          {"unrecognisedFiles", coverage.unrecognised.size()},
          {"skipped", std::move(skipped)},
          {"launchPaths", launch_paths_json(report.world)}};
}

}  // namespace

std::string json_report(const Report& report) {
  std::string out = "{\"version\":1,\"findings\":[";
  if (!report.findings.empty()) {
    SourceTexts texts(report.sources);
    const Subjects subjects(report.world);
    Fingerprints fingerprints;
    std::string_view separator = "\n";
    for (const Finding& finding : report.findings) {
      out.append(separator).append(dumped(finding_json(finding, texts, subjects, fingerprints)));
      separator = ",\n";
    }
    out += "\n";
  }
  return out + "],\"summary\":" + dumped(summary_json(report)) + "}\n";
}

}  // namespace celint
