// Written result by result: a tree of the whole log would take many times its size.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "link/world.h"
#include "report/report.h"
#include "report/sarif_parts.h"
#include "report/sarif_result.h"
#include "report/version.h"

namespace celint {
namespace {

using Json = nlohmann::ordered_json;

/// The notifications a run can hold, in the order of their index.
enum class Notice : std::size_t { input_skipped, results_cut };

/// Broken UTF-8 of an input becomes U+FFFD.
std::string dumped(const Json& value) { return value.dump(-1, ' ', false, Json::error_handler_t::replace); }

Json notice_rule(std::string_view id, std::string_view name, std::string_view text, std::string_view help) {
  return {{"id", id},
          {"name", name},
          {"shortDescription", {{"text", text}}},
          {"fullDescription", {{"text", text}}},
          {"help", {{"text", help}}}};
}

Json driver(const std::vector<const Rule*>& rules) {
  Json descriptors = Json::array();
  for (const Rule* rule : rules) descriptors.push_back(sarif_rule(*rule));
  return {{"name", "celint"},
          {"fullName",
           "celint " + std::string(kVersion) + ", linter for Seqera compute environments on Amazon EKS"},
          {"semanticVersion", kVersion},
          {"informationUri", kProjectUrl},
          {"rules", std::move(descriptors)},
          {"notifications",
           {notice_rule("input-skipped", "InputSkipped",
                        "A recognised file was not analysed, so findings may be missing.",
                        "Correct the file, or leave it out of the check."),
            notice_rule("results-cut", "ResultsCut",
                        "There were more findings than code scanning takes; the most severe were kept.",
                        "Check fewer files or rules at once, each under its own category.")}}};
}

Json notification(Notice notice, std::string_view id, const std::string& text) {
  return {{"descriptor", {{"id", id}, {"index", static_cast<std::size_t>(notice)}}},
          {"level", "warning"},
          {"message", {{"text", text}}}};
}

Json invocation(const Report& report, std::size_t results) {
  Json notifications = Json::array();
  for (const Coverage::Skipped& file : report.world.coverage.skipped) {
    Json entry = notification(Notice::input_skipped, "input-skipped",
                              "Skipped '" + file.path + "': " + file.reason + ".");
    entry["locations"] =
        Json::array({{{"physicalLocation", {{"artifactLocation", sarif_artifact(file.path)}}}}});
    notifications.push_back(std::move(entry));
  }
  if (results < report.findings.size()) notifications.push_back(results_cut(results, report.findings.size()));
  Json result{{"executionSuccessful", true}};
  if (!notifications.empty()) result["toolExecutionNotifications"] = std::move(notifications);
  return result;
}

/// The most severe findings that code scanning takes, in their order.
std::vector<const Finding*> kept(const std::vector<Finding>& findings) {
  std::vector<const Finding*> chosen;
  for (const Finding& finding : findings) chosen.push_back(&finding);
  if (chosen.size() <= kMostSarifResults) return chosen;
  std::stable_sort(chosen.begin(), chosen.end(),
                   [](const Finding* a, const Finding* b) { return a->rule->severity > b->rule->severity; });
  chosen.resize(kMostSarifResults);
  std::sort(chosen.begin(), chosen.end());  // All point into one vector: its order again.
  return chosen;
}

std::string results(const Report& report, const std::vector<const Finding*>& findings) {
  if (findings.empty()) return {};
  SarifRun run{SourceTexts(report.sources), Subjects(report.world), {}, {}};
  for (std::size_t i = 0; i < report.rules.size(); ++i) run.rule_index.emplace(report.rules[i], i);
  std::string out;
  for (const Finding* finding : findings)
    out.append(out.empty() ? "\n" : ",\n").append(dumped(sarif_result(run, *finding)));
  return out + "\n";
}

}  // namespace

Json results_cut(std::size_t kept, std::size_t all) {
  Json notice = notification(Notice::results_cut, "results-cut",
                             "Kept " + std::to_string(kept) + " of " + std::to_string(all) +
                                 " findings: the most severe, in the order of files.");
  notice["properties"] = {{"findings", all}};
  return notice;
}

std::string sarif_report(const Report& report, std::string_view category, bool with_rules) {
  const std::vector<const Finding*> findings = kept(report.findings);
  const Json root{{"description", {{"text", "The root of the checked-out repository."}}}};
  std::string out =
      R"({"$schema":"https://json.schemastore.org/sarif-2.1.0.json","version":"2.1.0","runs":[{)";
  out += R"("tool":)" + dumped({{"driver", driver(with_rules ? report.rules : std::vector<const Rule*>())}});
  out += R"(,"automationDetails":)" + dumped({{"id", "celint/" + std::string(category) + "/"}});
  out += R"(,"invocations":[)" + dumped(invocation(report, findings.size())) + "]";
  out += R"(,"originalUriBaseIds":)" + dumped({{"SRCROOT", root}});
  out += R"(,"columnKind":"utf16CodeUnits","results":[)" + results(report, findings) + "]}]}\n";
  return out;
}

}  // namespace celint
