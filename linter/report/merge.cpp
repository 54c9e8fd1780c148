// Both formats have one finding a line between a head and a tail: lines are kept as they are, only head and
// tail are taken apart.
#include "report/merge.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <utility>

#include "report/sarif_parts.h"

namespace celint {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::array kSeverities{Severity::note, Severity::warning, Severity::error};

struct Line {
  std::string path;
  Severity severity = Severity::note;
  std::string_view text;
  bool hidden = false;  ///< Counts for nothing.
};

/// A report taken apart.
struct Parts {
  Json frame;  ///< All but the findings.
  std::vector<Line> lines;
};

Json parsed(std::string_view text) {
  Json json = Json::parse(text, nullptr, false);
  if (json.is_discarded()) throw CannotRun("not a report that celint wrote as JSON or SARIF");
  return json;
}

Severity severity_of(std::string_view word) {
  const auto found = std::find_if(kSeverities.begin(), kSeverities.end(),
                                  [word](Severity severity) { return to_string(severity) == word; });
  if (found == kSeverities.end()) throw CannotRun("'" + std::string(word) + "' is no severity");
  return *found;
}

bool is_hidden(const Json& finding) {
  return finding.contains("suppressed") || finding.contains("suppressions") ||
         finding.value("baselineState", "") == "unchanged";
}

Line line_of(std::string_view text) {
  if (text.ends_with(',')) text.remove_suffix(1);
  const Json json = parsed(text);
  const bool hidden = is_hidden(json);
  if (json.contains("path"))
    return {json.at("path"), severity_of(json.at("severity").get<std::string>()), text, hidden};
  const Json& place = json.at("locations").at(0).at("physicalLocation").at("artifactLocation");
  return {place.at("uri"), severity_of(json.at("level").get<std::string>()), text, hidden};
}

Parts take_apart(std::string_view report) {
  Parts parts;
  std::string frame;
  while (!report.empty()) {
    const std::size_t end = std::min(report.find('\n'), report.size());
    const std::string_view line = report.substr(0, end);
    report.remove_prefix(std::min(end + 1, report.size()));
    // The head opens the list of findings, the tail closes it.
    if (frame.empty() || line.starts_with(']'))
      frame += line;
    else
      parts.lines.push_back(line_of(line));
  }
  parts.frame = parsed(frame);
  return parts;
}

void sort_list(Json& list) {
  std::sort(list.begin(), list.end(), [](const Json& a, const Json& b) { return a.dump() < b.dump(); });
}

/// Numbers are added, lists joined.
void add(Json& sum, const Json& other) {
  for (const auto& [key, value] : other.items()) {
    if (value.is_number())
      sum[key] = sum.value(key, std::size_t{0}) + value.get<std::size_t>();
    else if (value.is_array())
      for (const Json& item : value) sum[key].push_back(item);
  }
}

std::string joined(const std::vector<Line>& lines) {
  std::string out;
  for (const Line& line : lines) out.append(out.empty() ? "\n" : ",\n").append(line.text);
  return out.empty() ? out : out + "\n";
}

std::string json_of(std::vector<Parts>& all, const std::vector<Line>& lines) {
  Json summary = all.front().frame.at("summary");
  for (std::size_t i = 1; i < all.size(); ++i) add(summary, all[i].frame.at("summary"));
  for (auto& [key, value] : summary.items())
    if (value.is_array()) sort_list(value);
  return "{\"version\":1,\"findings\":[" + joined(lines) + "],\"summary\":" + summary.dump() + "}\n";
}

/// The notifications of a SARIF run but for the one on cut results; adds to `all` how many findings there
/// were.
Json notices(const Json& run, std::size_t results, std::size_t& all) {
  Json kept = Json::array();
  const Json& invocation = run.at("invocations").at(0);
  std::size_t found = results;
  for (const Json& notice : invocation.value("toolExecutionNotifications", Json::array())) {
    if (notice.at("descriptor").at("id") != "results-cut")
      kept.push_back(notice);
    else
      found = notice.at("properties").at("findings").get<std::size_t>();
  }
  all += found;
  return kept;
}

/// The most severe of the lines that code scanning takes, in their order.
std::vector<Line> most_severe(std::vector<Line> lines) {
  if (lines.size() <= kMostSarifResults) return lines;
  std::vector<std::size_t> order(lines.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return lines[a].severity > lines[b].severity; });
  order.resize(kMostSarifResults);
  std::sort(order.begin(), order.end());
  std::vector<Line> kept;
  for (const std::size_t i : order) kept.push_back(std::move(lines[i]));
  return kept;
}

void hold_to_same_tool(const Json& run, const Json& other) {
  const bool same_tool =
      other.at("tool").at("driver").at("rules").empty() || other.at("tool") == run.at("tool");
  if (!same_tool || other.at("automationDetails") != run.at("automationDetails"))
    throw CannotRun("the reports are of different versions, rules or categories");
}

std::string sarif_of(std::vector<Parts>& all, std::vector<Line> lines) {
  Json& run = all.front().frame.at("runs").at(0);
  Json notifications = Json::array();
  std::size_t findings = 0;
  for (const Parts& parts : all) {
    const Json& other = parts.frame.at("runs").at(0);
    hold_to_same_tool(run, other);
    for (const Json& notice : notices(other, parts.lines.size(), findings)) notifications.push_back(notice);
  }
  sort_list(notifications);
  lines = most_severe(std::move(lines));
  if (lines.size() < findings) notifications.push_back(results_cut(lines.size(), findings));
  Json& invocation = run.at("invocations").at(0);
  invocation.erase("toolExecutionNotifications");
  if (!notifications.empty()) invocation["toolExecutionNotifications"] = std::move(notifications);
  const std::string frame = all.front().frame.dump();
  constexpr std::string_view kTail = "]}]}";
  return frame.substr(0, frame.size() - kTail.size()) + joined(lines) + std::string(kTail) + "\n";
}

Merged merged(const std::vector<std::string>& reports) {
  std::vector<Parts> all;
  for (const std::string& report : reports) all.push_back(take_apart(report));
  const bool sarif = all.front().frame.contains("runs");
  Merged result{{}, std::vector<std::size_t>(kSeverities.size())};
  std::vector<Line> lines;
  for (Parts& parts : all) {
    if (parts.frame.contains("runs") != sarif) throw CannotRun("the reports are of different formats");
    lines.insert(lines.end(), parts.lines.begin(), parts.lines.end());
  }
  std::stable_sort(lines.begin(), lines.end(), [](const Line& a, const Line& b) { return a.path < b.path; });
  for (const Line& line : lines)
    if (!line.hidden) ++result.findings[static_cast<std::size_t>(line.severity)];
  result.report = sarif ? sarif_of(all, std::move(lines)) : json_of(all, lines);
  return result;
}

}  // namespace

Merged merge_reports(const std::vector<std::string>& reports) {
  try {
    return merged(reports);
  } catch (const Json::exception&) {
    throw CannotRun("not a report that celint wrote as JSON or SARIF");
  }
}

}  // namespace celint
