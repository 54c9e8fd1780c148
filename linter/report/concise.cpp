#include "report/character.h"
#include "report/headline.h"
#include "report/report.h"
#include "report/source_text.h"

namespace celint {

std::string concise_report(const Report& report) {
  std::string out;
  SourceTexts texts(report.sources);
  for (const Finding& finding : report.findings) {
    const SourceText& text = texts.of(finding.span.source);
    const Position position = text.lines.at(finding.span.begin);
    out += printable(text.source.path) + ":" + std::to_string(position.line) + ":" +
           std::to_string(position.column) + ": " + tag(*finding.rule) + " " +
           printable(headline(finding.message));
    if (!finding.notes.empty()) out += " (+" + std::to_string(finding.notes.size()) + " related)";
    out += "\n";
  }
  return out;
}

}  // namespace celint
