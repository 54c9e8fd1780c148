#include "report/baseline.h"

#include <map>
#include <nlohmann/json.hpp>

#include "report/fingerprint.h"
#include "report/sarif_parts.h"
#include "report/subject.h"

namespace celint {
namespace {

using Json = nlohmann::ordered_json;

/// Without the count: which of several equal findings is the new one cannot be told.
std::string without_count(const std::string& print) { return print.substr(0, print.find(':')); }

std::string line_key(std::string_view rule, const std::string& file, const std::string& hash) {
  return std::string(rule) + "\n" + file + "\n" + without_count(hash);
}

bool is_suppressed(const Json& finding) {
  return finding.contains("suppressed") || finding.contains("suppressions") ||
         finding.value("baselineState", "") == "absent";
}

/// How many findings of a baseline wait under each key.
using Waiting = std::map<std::string, std::vector<std::size_t>, std::less<>>;

/// The next of them that stands for no finding yet, taken.
bool take(Waiting& waiting, const std::string& key, std::vector<bool>& taken) {
  const auto entry = waiting.find(key);
  if (entry == waiting.end()) return false;
  for (const std::size_t i : entry->second) {
    if (taken[i]) continue;
    taken[i] = true;
    return true;
  }
  return false;
}

}  // namespace

Baseline::Baseline(std::string_view report) {
  try {
    const Json json = Json::parse(report);
    const bool sarif = json.contains("runs");
    const Json& findings = sarif ? json.at("runs").at(0).at("results") : json.at("findings");
    for (const Json& finding : findings) {
      if (is_suppressed(finding)) continue;
      const Json& prints = finding.at("partialFingerprints");
      const std::string file =
          sarif ? finding.at("locations").at(0).at("physicalLocation").at("artifactLocation").at("uri")
                : Json(uri(finding.at("path").get<std::string>()));
      known_.push_back({without_count(prints.at("celintSemantic/v1")),
                        line_key(finding.at(sarif ? "ruleId" : "rule").get<std::string>(), file,
                                 prints.at("primaryLocationLineHash"))});
    }
  } catch (const Json::exception&) {
    throw CannotRun("the baseline is not a report that celint wrote as JSON or SARIF");
  }
}

void Baseline::mark(std::vector<Finding>& findings, const World& world) const {
  Waiting by_place;
  Waiting by_line;
  for (std::size_t i = 0; i < known_.size(); ++i) {
    by_place[known_[i].semantic].push_back(i);
    by_line[known_[i].line].push_back(i);
  }
  SourceTexts texts(*world.sources);
  const Subjects subjects(world);
  Fingerprints run;
  std::vector<bool> taken(known_.size());
  std::vector<std::string> lines(findings.size());
  for (std::size_t i = 0; i < findings.size(); ++i) {
    Finding& finding = findings[i];
    finding.baseline = BaselineState::added;
    if (finding.suppression != nullptr) continue;
    const Fingerprint print = fingerprint(run, texts, finding, subjects.pointer(finding.span));
    lines[i] = line_key(finding.rule->id, uri(world.path_of(finding.span)), print.line_hash);
    if (take(by_place, without_count(print.semantic), taken)) finding.baseline = BaselineState::unchanged;
  }
  for (std::size_t i = 0; i < findings.size(); ++i)
    if (!findings[i].hidden() && take(by_line, lines[i], taken))
      findings[i].baseline = BaselineState::unchanged;
}

}  // namespace celint
