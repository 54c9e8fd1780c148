#include "report/html.h"

#include <algorithm>
#include <set>

#include "link/world.h"
#include "report/footer.h"
#include "report/frames.h"
#include "report/headline.h"
#include "report/page.h"

namespace celint {
namespace {

constexpr TextStyle kPlain{};

std::string paragraph(std::string_view word, std::string_view text) {
  if (text.empty()) return {};
  return "<p><span class=\"dim\">" + std::string(word) + ":</span> " + html_text(text) + "</p>\n";
}

std::string frames(SourceTexts& texts, const Subjects& subjects, const std::vector<Mark>& marks) {
  if (marks.empty()) return {};
  const std::size_t gutter = gutter_width(texts, marks);
  std::string out;
  append_frames(out, texts, subjects, marks, {false, {}, line_limit(kPlain, gutter), gutter});
  return "<pre tabindex=\"0\">" + html_lines(out) + "</pre>\n";
}

// ---- Launch paths

std::string step_section(const LaunchPath& path, const Step& step, const std::string& id, SourceTexts& texts,
                         const Subjects& subjects) {
  const std::string verdict(to_string(step.verdict));
  const std::string name(name_of(path, step));
  std::string out = "<details class=\"step " + verdict + "\" id=\"" + id + "-" + name + "\"" +
                    (step.verdict == Verdict::proven ? "" : " open") + ">\n<summary><span class=\"word\">" +
                    verdict + "</span> <strong>" + name + "</strong> " + html_text(step.claim) +
                    "</summary>\n";
  out += frames(texts, subjects, marks_of(step.evidence));
  if (step.verdict == Verdict::unknown) out += paragraph("needs", step.settled_by);
  return out + "</details>\n";
}

std::string path_section(const LaunchPath& path, std::size_t index, SourceTexts& texts,
                         const Subjects& subjects) {
  const std::string id = "path-" + std::to_string(index);
  const StepCounts counts = count(path.steps);
  std::string out = "<section aria-labelledby=\"" + id + "\">\n<h2 id=\"" + id + "\">" +
                    html_text(path.title) + "</h2>\n<p>" + std::to_string(counts.proven) + " proven, " +
                    std::to_string(counts.refuted) + " refuted, " + std::to_string(counts.unknown) +
                    " unknown.</p>\n<figure>\n" + path_svg(path, id) + "</figure>\n";
  for (const Step& step : path.steps) out += step_section(path, step, id, texts, subjects);
  return out + "</section>\n";
}

// ---- Findings

std::set<std::string> files_of(const Finding& finding, const std::vector<Source>& sources) {
  std::set<std::string> files{sources[finding.span.source].path};
  for (const Note& note : finding.notes) files.insert(sources[note.span.source].path);
  return files;
}

std::string finding_section(const Finding& finding, const std::vector<Source>& sources, SourceTexts& texts,
                            const Subjects& subjects) {
  std::vector<Mark> marks{{finding.span, finding.label, true}};
  for (const Note& note : finding.notes) marks.push_back({note.span, note.message, false});
  const std::string severity(to_string(finding.rule->severity));
  std::string files;
  for (const std::string& file : files_of(finding, sources))
    files.append(files.empty() ? "" : "\n").append(html_text(file));
  std::string out = "<article class=\"finding " + severity + "\" data-severity=\"" + severity +
                    "\" data-rule=\"" + std::string(finding.rule->id) + "\" data-file=\"" + files +
                    "\">\n<h3><span class=\"word\">" + severity + "</span> " +
                    html_text(headline(finding.message)) + "</h3>\n<p class=\"dim\"><a href=\"#rule-" +
                    std::string(finding.rule->id) + "\">" + std::string(finding.rule->id) + "</a></p>\n";
  out += frames(texts, subjects, marks);
  out += paragraph("note", after_headline(finding.message));
  out += paragraph("help", finding.help);
  out += paragraph("confidence", confidence_text(finding));
  out += paragraph(hidden_why(finding), hidden_reason(finding));
  return out + "</article>\n";
}

std::string filter(std::string_view name, std::string_view label, const std::set<std::string>& values) {
  std::string out = "<label>" + std::string(label) + "<select name=\"" + std::string(name) +
                    "\"><option value=\"\">all</option>";
  for (const std::string& value : values)
    out += "<option value=\"" + html_text(value) + "\">" + html_text(value) + "</option>";
  return out + "</select></label>\n";
}

std::string filters(const Report& report) {
  std::set<std::string> severities;
  std::set<std::string> rules;
  std::set<std::string> files;
  for (const Finding& finding : report.findings) {
    severities.emplace(to_string(finding.rule->severity));
    rules.emplace(finding.rule->id);
    files.merge(files_of(finding, report.sources));
  }
  return "<form class=\"filters\" aria-label=\"Filter findings\" hidden>\n" +
         filter("severity", "Severity", severities) + filter("rule", "Rule", rules) +
         filter("file", "File", files) + "<p id=\"shown\" role=\"status\"></p>\n</form>\n";
}

std::string rule_pages(const std::vector<Finding>& findings) {
  std::set<const Rule*> rules;
  for (const Finding& finding : findings) rules.insert(finding.rule);
  std::vector<const Rule*> sorted(rules.begin(), rules.end());
  std::sort(sorted.begin(), sorted.end(), [](const Rule* a, const Rule* b) { return a->id < b->id; });
  std::string out = "<h2>Rules</h2>\n";
  for (const Rule* rule : sorted)
    out += "<details id=\"rule-" + std::string(rule->id) + "\"><summary>" + std::string(rule->id) + ": " +
           html_text(rule->summary) + "</summary>\n<pre tabindex=\"0\">" + html_lines(rule->page) +
           "</pre></details>\n";
  return out;
}

std::string findings_section(const Report& report, SourceTexts& texts, const Subjects& subjects) {
  std::string out = "<section aria-labelledby=\"findings\">\n<h2 id=\"findings\">Findings</h2>\n";
  if (report.findings.empty()) return out + "<p>None.</p>\n</section>\n";
  out += filters(report);
  for (const Finding& finding : report.findings)
    out += finding_section(finding, report.sources, texts, subjects);
  return out + rule_pages(report.findings) + "</section>\n";
}

// ---- The page

std::string page(std::string_view title, const std::string& body) {
  return "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
         "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src " +
         hash_source(kPageStyle) + "; script-src " + hash_source(kPageScript) +
         "; base-uri 'none'; form-action 'none'\">\n"
         "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>" +
         html_text(title) + "</title>\n<style>" + std::string(kPageStyle.text) +
         "</style>\n</head>\n<body>\n<main>\n<h1>" + html_text(title) + "</h1>\n" + body +
         "</main>\n<script>" + std::string(kPageScript.text) + "</script>\n</body>\n</html>\n";
}

std::string path_sections(const std::vector<LaunchPath>& paths, SourceTexts& texts,
                          const Subjects& subjects) {
  std::string out;
  for (std::size_t i = 0; i < paths.size(); ++i) out += path_section(paths[i], i + 1, texts, subjects);
  return out;
}

}  // namespace

std::string html_report(const Report& report) {
  SourceTexts texts(report.sources);
  const Subjects subjects(report.world);
  const std::string summary = "<pre tabindex=\"0\">" + html_lines(footer(report, kPlain)) + "</pre>\n";
  return page("celint report", summary + findings_section(report, texts, subjects) +
                                   path_sections(launch_paths(report.world, {}), texts, subjects));
}

std::string trace_html(const Trace& trace) {
  SourceTexts texts(trace.sources);
  const Subjects subjects(trace.world);
  return page("celint launch paths", path_sections(trace.paths, texts, subjects));
}

}  // namespace celint
