#include "report/sarif_result.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <vector>

#include "report/headline.h"
#include "report/mask.h"
#include "report/sarif_parts.h"

namespace celint {
namespace {

using Json = nlohmann::ordered_json;

/// Code scanning keeps this many locations of one result.
constexpr std::size_t kMostRelated = 100;

/// A related place: what its link says and what is said of it there.
struct Related {
  Span span;
  std::string link;
  std::string text;
};

std::string note_text(const Note& note) {
  return note.message.empty() ? "related place" : masked(note.message);
}

/// The notes, then the steps of the launch path that lead to the finding.
std::vector<Related> related(const Finding& finding) {
  std::vector<Related> places;
  for (const Note& note : finding.notes) places.push_back({note.span, note_text(note), note_text(note)});
  for (const PathPlace& place : finding.path) {
    const std::string step = "step " + std::string(to_string(place.step));
    places.push_back({place.span, step, step + ": " + masked(place.message)});
  }
  if (places.size() > kMostRelated) places.resize(kMostRelated);
  return places;
}

/// Brackets make links in a message, unless escaped (SARIF 2.1.0, section 3.11.6).
std::string without_links(std::string_view text) {
  std::string plain;
  for (const char c : text) {
    if (c == '[' || c == ']') plain.push_back('\\');
    plain.push_back(c);
  }
  return plain;
}

/// The message with a link to each related location: GitHub shows only those that are linked.
std::string message(const Finding& finding) {
  std::string text = without_links(masked(finding.message));
  if (!text.ends_with('.')) text.push_back('.');
  if (rests_on_inference(finding)) text += " This rests on a join that was inferred from content.";
  std::size_t id = 0;
  for (const Related& place : related(finding)) {
    text += id == 0 ? " Related: " : "; ";
    text += "[" + without_links(place.link) + "](" + std::to_string(++id) + ")";
  }
  if (id > 0) text.push_back('.');
  return text;
}

Json related_json(SarifRun& run, const Finding& finding) {
  Json places = Json::array();
  for (const Related& place : related(finding))
    places.push_back({{"id", places.size() + 1},
                      {"message", {{"text", place.text}}},
                      {"physicalLocation", sarif_place(run.texts.of(place.span.source), place.span)}});
  return places;
}

Json flow_step(SarifRun& run, Span span, std::string text, bool essential) {
  return {{"location",
           {{"physicalLocation", sarif_place(run.texts.of(span.source), span)},
            {"message", {{"text", std::move(text)}}}}},
          {"importance", essential ? "essential" : "important"}};
}

/// Along the launch path, if the finding refutes a step of it, then from the causes to the place that is
/// wrong: shown as a path by GitHub and VS Code.
Json code_flow(SarifRun& run, const Finding& finding) {
  std::vector<Related> places = related(finding);
  const std::size_t notes = std::min(finding.notes.size(), places.size());
  std::rotate(places.begin(), places.begin() + static_cast<std::ptrdiff_t>(notes), places.end());
  Json steps = Json::array();
  for (Related& place : places) steps.push_back(flow_step(run, place.span, std::move(place.text), false));
  std::string last = finding.label.empty() ? headline(finding.message) : masked(finding.label);
  steps.push_back(flow_step(run, finding.span, std::move(last), true));
  return {{"threadFlows", Json::array({{{"locations", std::move(steps)}}})}};
}

Json fix_json(SarifRun& run, const Finding& finding) {
  std::map<SourceId, Json> replacements;
  for (const Edit& edit : finding.edits) {
    const SourceText& text = run.texts.of(edit.span.source);
    replacements[edit.span.source].push_back(
        {{"deletedRegion", sarif_region(text, edit.span, true)}, {"insertedContent", {{"text", edit.text}}}});
  }
  Json changes = Json::array();
  for (auto& [source, list] : replacements)
    changes.push_back({{"artifactLocation", sarif_artifact(run.texts.of(source).source.path)},
                       {"replacements", std::move(list)}});
  const std::string what = finding.help.empty() ? "Apply the edit." : masked(finding.help);
  const std::string kind = finding.fix == FixKind::safe ? "Safe fix: " : "Unsafe fix, to be reviewed: ";
  return {{"description", {{"text", kind + what}}}, {"artifactChanges", std::move(changes)}};
}

/// Why a result is not shown unless asked for (SARIF 2.1.0, sections 3.27.23 and 3.35).
void add_state(Json& result, const Finding& finding) {
  if (finding.baseline != BaselineState::none)
    result["baselineState"] = finding.baseline == BaselineState::added ? "new" : "unchanged";
  if (finding.suppression == nullptr) return;
  Json suppression{{"kind", finding.suppression->in_source() ? "inSource" : "external"}};
  if (!finding.suppression->reason.empty())
    suppression["justification"] = masked(finding.suppression->reason);
  result["suppressions"] = Json::array({std::move(suppression)});
}

}  // namespace

Json sarif_result(SarifRun& run, const Finding& finding) {
  const std::string pointer = run.subjects.pointer(finding.span);
  Json location{{"physicalLocation", sarif_place(run.texts.of(finding.span.source), finding.span)}};
  if (!pointer.empty())
    location["logicalLocations"] = Json::array({{{"fullyQualifiedName", pointer}, {"kind", "value"}}});
  Json result{{"ruleId", finding.rule->id},
              {"ruleIndex", run.rule_index.at(finding.rule)},
              {"level", to_string(finding.rule->severity)},
              {"message", {{"text", message(finding)}}},
              {"locations", Json::array({std::move(location)})}};
  if (!finding.notes.empty() || !finding.path.empty()) {
    result["relatedLocations"] = related_json(run, finding);
    result["codeFlows"] = Json::array({code_flow(run, finding)});
  }
  if (!finding.edits.empty()) result["fixes"] = Json::array({fix_json(run, finding)});
  const Fingerprint print = fingerprint(run.fingerprints, run.texts, finding, pointer);
  result["partialFingerprints"] = {{"primaryLocationLineHash", print.line_hash},
                                   {"celintSemantic/v1", print.semantic}};
  add_state(result, finding);
  return result;
}

}  // namespace celint
