#include <unordered_map>

#include "report/character.h"
#include "report/headline.h"
#include "report/report.h"
#include "report/source_text.h"

namespace celint {

std::string concise_report(const Report& report) {
  std::string out;
  SourceTexts texts(report.sources);
  std::unordered_map<std::string_view, std::string> headlines;  // Many findings say the same.
  for (const Finding& finding : report.findings) {
    const SourceText& text = texts.of(finding.span.source);
    const Position position = text.lines.at(finding.span.begin);
    out.append(printable(text.source.path)).append(":");
    out.append(std::to_string(position.line))
        .append(":")
        .append(std::to_string(position.column))
        .append(": ");
    const auto [line, added] = headlines.try_emplace(finding.message);
    if (added) line->second = printable(headline(finding.message));
    out.append(tag(*finding.rule)).append(" ").append(line->second);
    if (!finding.notes.empty())
      out.append(" (+").append(std::to_string(finding.notes.size())).append(" related)");
    if (finding.hidden()) out.append(" (").append(hidden_why(finding)).append(")");
    out += "\n";
  }
  return out;
}

}  // namespace celint
