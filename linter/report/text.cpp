#include <algorithm>

#include "link/world.h"
#include "report/character.h"
#include "report/footer.h"
#include "report/frames.h"
#include "report/headline.h"
#include "report/paint.h"
#include "report/report.h"
#include "report/subject.h"

namespace celint {
namespace {

std::vector<Mark> marks_of(const Finding& finding) {
  std::vector<Mark> marks{{finding.span, finding.label, true}};
  for (const Note& note : finding.notes) marks.push_back({note.span, note.message, false});
  return marks;
}

std::string in_quotes(std::string_view text) {
  constexpr std::size_t kMost = 120;
  const bool cut = text.size() > kMost;
  if (cut) text = text.substr(0, character_begin(text, kMost));
  return "'" + printable(masked(text)) + (cut ? "..." : "") + "'";
}

std::string fix_text(const Finding& finding, SourceTexts& texts) {
  std::string text(to_string(finding.fix));
  if (finding.edits.size() != 1) return text + ", " + counted(finding.edits.size(), "edit");
  const Edit& edit = finding.edits.front();
  const std::string before = texts.of(edit.span.source).secrets.excerpt(edit.span.begin, edit.span.end);
  if (before.empty()) return text + ", insert " + in_quotes(edit.text);
  if (edit.text.empty()) return text + ", remove " + in_quotes(before);
  return text + ", replace " + in_quotes(before) + " by " + in_quotes(edit.text);
}

void append_closing(std::string& out, const Finding& finding, SourceTexts& texts, const FrameStyle& style) {
  const std::string lead =
      std::string(style.gutter, ' ') + " " + painted(style.colour, kGutterPaint, "=") + " ";
  const auto line = [&](std::string_view word, std::string_view text) {
    if (!text.empty())
      out += lead + painted(style.colour, kBold, std::string(word) + ":") + " " + printable(text) + "\n";
  };
  line("note", after_headline(finding.message));
  line("help", masked(finding.help));
  if (!finding.edits.empty()) line("fix", fix_text(finding, texts));
  line("confidence", confidence_text(finding));
  if (finding.hidden()) line(hidden_why(finding), hidden_reason(finding));
  line("explain", "celint explain " + std::string(finding.rule->id));
}

void append_finding(std::string& out, const Finding& finding, SourceTexts& texts, const Subjects& subjects,
                    const TextStyle& style) {
  const std::vector<Mark> marks = marks_of(finding);
  const std::size_t gutter = gutter_width(texts, marks);
  const std::string_view paint = paint_of(finding.rule->severity);
  const FrameStyle frame_style{style.colour, paint, line_limit(style, gutter), gutter};
  out += painted(style.colour, paint, tag(*finding.rule)) +
         painted(style.colour, kBold, ": " + printable(headline(finding.message))) + "\n";
  append_frames(out, texts, subjects, marks, frame_style);
  append_closing(out, finding, texts, frame_style);
  out += "\n";
}

}  // namespace

std::string text_report(const Report& report, const TextStyle& style) {
  std::string out;
  if (!report.findings.empty()) {
    SourceTexts texts(report.sources);
    const Subjects subjects(report.world);
    for (const Finding& finding : report.findings) append_finding(out, finding, texts, subjects, style);
  }
  return out + footer(report, style);
}

std::string problem_frame(const Source& source, const Problem& problem, const TextStyle& style) {
  SourceText text{source, Lines(source.text), MaskedText(source.text)};
  const std::size_t gutter = std::to_string(text.lines.at(problem.span.begin).line).size();
  const FrameStyle frame_style{style.colour, paint_of(Severity::error), line_limit(style, gutter), gutter};
  return painted(style.colour, paint_of(Severity::error), "error") +
         painted(style.colour, kBold, ": " + printable(masked(problem.message))) + "\n" +
         std::string(gutter, ' ') + painted(style.colour, kGutterPaint, "-->") + " " +
         place(text, problem.span) + "\n" + frame(text, {{problem.span, {}, true}}, frame_style);
}

}  // namespace celint
