// A line for each step, and below those that are not proven the frames of their evidence and what to do.
#include <algorithm>

#include "report/character.h"
#include "report/footer.h"
#include "report/frames.h"
#include "report/mask.h"
#include "report/paint.h"
#include "report/trace.h"

namespace celint {
namespace {

constexpr std::size_t kNameWidth = 16;

std::string_view paint_of(Verdict verdict) {
  return verdict == Verdict::proven ? "1;32" : verdict == Verdict::refuted ? "1;31" : "1;33";
}

std::string padded(std::string_view text, std::size_t width) {
  std::string result(text);
  if (result.size() < width) result.append(width - result.size(), ' ');
  return result;
}

void append_advice(std::string& out, const Step& step, const TextStyle& style, std::size_t gutter) {
  const auto line = [&](std::string_view word, const std::string& text) {
    out += std::string(gutter, ' ') + " " + painted(style.colour, kGutterPaint, "=") + " " +
           painted(style.colour, kBold, std::string(word) + ":") + " " + printable(masked(text)) + "\n";
  };
  if (!step.settled_by.empty() && step.verdict == Verdict::unknown) line("needs", step.settled_by);
  if (!step.refuted_by.empty()) line("explain", "celint explain " + std::string(step.refuted_by));
  if (step.how == How::inferred) line("note", "rests on a join that was inferred from content");
}

void append_evidence(std::string& out, const Step& step, SourceTexts& texts, const Subjects& subjects,
                     const TextStyle& style) {
  const std::vector<Mark> marks = marks_of(step.evidence);
  const std::size_t gutter = std::max<std::size_t>(gutter_width(texts, marks), 4);
  append_frames(out, texts, subjects, marks,
                {style.colour, paint_of(step.verdict), line_limit(style, gutter), gutter});
  append_advice(out, step, style, gutter);
}

void append_step(std::string& out, const LaunchPath& path, const Step& step, SourceTexts& texts,
                 const Subjects& subjects, const TextStyle& style) {
  const std::string verdict = std::string(mark_of(step.verdict)) + " " + padded(to_string(step.verdict), 8);
  out += painted(style.colour, paint_of(step.verdict), verdict) +
         painted(style.colour, kBold, padded(name_of(path, step), kNameWidth)) +
         printable(masked(step.claim)) + "\n";
  if (step.verdict == Verdict::proven && !style.verbose && path.environment != nullptr) return;
  append_evidence(out, step, texts, subjects, style);
  out += "\n";
}

void append_path(std::string& out, const Trace& trace, const LaunchPath& path, SourceTexts& texts,
                 const Subjects& subjects, const TextStyle& style) {
  std::string head = path.title;
  if (path.environment != nullptr) head += " (" + trace.world.path_of(path.environment->ce->span) + ")";
  out += painted(style.colour, kBold, printable(masked(head))) + "\n";
  for (const Step& step : path.steps) append_step(out, path, step, texts, subjects, style);
  if (path.environment == nullptr) return;
  const StepCounts counts = count(path.steps);
  out += std::to_string(counts.proven) + " proven, " + std::to_string(counts.refuted) + " refuted, " +
         std::to_string(counts.unknown) + " unknown.\n";
}

}  // namespace

std::string trace_text(const Trace& trace, const TextStyle& style) {
  std::string out;
  SourceTexts texts(trace.sources);
  const Subjects subjects(trace.world);
  for (const LaunchPath& path : trace.paths) {
    if (!out.empty()) out += "\n";
    append_path(out, trace, path, texts, subjects, style);
  }
  return out;
}

}  // namespace celint
