// The launch path as a picture: a lane for who acts, a box for each step, top to bottom. A verdict is a word,
// a sign and the line of its box, not only a colour.
#include <algorithm>
#include <array>

#include "report/page.h"
#include "report/trace.h"

namespace celint {
namespace {

constexpr int kBoxWidth = 252;
constexpr int kBoxHeight = 104;
constexpr int kGapX = 24;
constexpr int kGapY = 28;
constexpr int kTop = 64;
constexpr std::size_t kLineLength = 38;
constexpr std::size_t kMostLines = 4;

constexpr std::array<std::string_view, 4> kLanes{"Seqera Platform", "Head pod", "Task pods",
                                                 "Work directory"};

std::size_t lane_of(StepId id) {
  switch (id) {
    case StepId::credentials:
    case StepId::describe:
    case StepId::authenticate:
    case StepId::authorise:
      return 0;
    case StepId::head_account:
    case StepId::head_role:
    case StepId::head_trust:
    case StepId::head_storage:
      return 1;
    case StepId::compute_role:
    case StepId::compute_trust:
    case StepId::compute_storage:
      return 2;
    case StepId::region:
    case StepId::storage:
    case StepId::read_logs:
      break;
  }
  return 3;
}

std::string_view sign_of(Verdict verdict) {
  return verdict == Verdict::proven ? "\u2713" : verdict == Verdict::refuted ? "\u2717" : "?";
}

std::string number(int value) { return std::to_string(value); }

/// The claim in lines of a box, cut with dots where it is longer.
std::vector<std::string> wrapped(std::string_view text) {
  std::vector<std::string> lines(1);
  while (!text.empty()) {
    const std::size_t blank = std::min(text.find(' '), text.size());
    const std::string_view word = text.substr(0, blank);
    if (!lines.back().empty() && lines.back().size() + 1 + word.size() > kLineLength) lines.emplace_back();
    lines.back().append(lines.back().empty() ? "" : " ").append(word);
    text.remove_prefix(std::min(blank + 1, text.size()));
  }
  if (lines.size() <= kMostLines) return lines;
  lines.resize(kMostLines);
  lines.back() += " \u2026";
  return lines;
}

std::string text_at(int x, int y, std::string_view kind, std::string_view text) {
  return "<text x=\"" + number(x) + "\" y=\"" + number(y) + "\"" +
         (kind.empty() ? "" : " class=\"" + std::string(kind) + "\"") + ">" + html_text(text) + "</text>\n";
}

/// Corners say the verdict too: square, cut, round.
std::string outline(int x, int y, Verdict verdict) {
  if (verdict != Verdict::refuted)
    return "<rect class=\"box\" x=\"" + number(x) + "\" y=\"" + number(y) + "\" width=\"" +
           number(kBoxWidth) + "\" height=\"" + number(kBoxHeight) + "\" rx=\"" +
           (verdict == Verdict::unknown ? "16" : "2") + "\"/>\n";
  constexpr int kCut = 12;
  return "<path class=\"box\" d=\"M" + number(x + kCut) + " " + number(y) + "h" +
         number(kBoxWidth - 2 * kCut) + "l12 12v" + number(kBoxHeight - 2 * kCut) + "l-12 12h-" +
         number(kBoxWidth - 2 * kCut) + "l-12 -12v-" + number(kBoxHeight - 2 * kCut) + "z\"/>\n";
}

std::string arrow(int x, int y) {
  const int middle = x + kBoxWidth / 2;
  const std::string tip = number(middle) + " " + number(y - 2);
  return "<path class=\"arrow\" d=\"M" + number(middle) + " " + number(y - kGapY + 2) + "V" + number(y - 8) +
         "\"/>\n" + "<path class=\"head\" d=\"M" + tip + "l-5 -8h10z\"/>\n";
}

std::string box(const LaunchPath& path, const Step& step, int x, int y, const std::string& link) {
  std::string out = "<g class=\"" + std::string(to_string(step.verdict)) + "\">\n";
  if (!link.empty()) out += "<a href=\"#" + link + "-" + std::string(name_of(path, step)) + "\">\n";
  out += "<title>" +
         html_text(std::string(name_of(path, step)) + ", " + std::string(to_string(step.verdict)) + ": " +
                   step.claim) +
         "</title>\n";
  out += outline(x, y, step.verdict);
  out += text_at(x + 14, y + 22, "name",
                 std::string(sign_of(step.verdict)) + " " + std::string(name_of(path, step)) + ": " +
                     std::string(to_string(step.verdict)));
  int line_y = y + 42;
  for (const std::string& line : wrapped(step.claim)) {
    out += text_at(x + 14, line_y, "", line);
    line_y += 16;
  }
  if (!link.empty()) out += "</a>\n";
  return out + "</g>\n";
}

/// The boxes of a path, lane by lane.
std::string drawing(const LaunchPath& path, const std::string& link, int top, int& bottom) {
  std::string out;
  std::array<int, kLanes.size()> used{};
  for (const Step& step : path.steps) {
    const std::size_t lane = path.environment != nullptr ? lane_of(step.id) : 0;
    const int x = kGapX + static_cast<int>(lane) * (kBoxWidth + kGapX);
    const int y = top + kTop + used[lane] * (kBoxHeight + kGapY);
    if (used[lane] == 0 && path.environment != nullptr) out += text_at(x, y - 12, "name", kLanes[lane]);
    if (used[lane] > 0) out += arrow(x, y);
    out += box(path, step, x, y, link);
    ++used[lane];
    bottom = std::max(bottom, y + kBoxHeight + kGapY);
  }
  return out;
}

int width_of(const LaunchPath& path) {
  const int lanes = path.environment != nullptr ? static_cast<int>(kLanes.size()) : 1;
  return kGapX + lanes * (kBoxWidth + kGapX);
}

std::string open(int width, int height, std::string_view label) {
  return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + number(width) + " " + number(height) +
         "\" role=\"img\" aria-label=\"" + html_text(label) + "\">\n";
}

}  // namespace

std::string path_svg(const LaunchPath& path, const std::string& link) {
  int bottom = 0;
  const std::string body = drawing(path, link, -24, bottom);
  return open(width_of(path), bottom, "Launch path of " + path.title) + body + "</svg>\n";
}

std::string trace_svg(const Trace& trace) {
  int width = kBoxWidth;
  int bottom = 0;
  std::string body;
  for (const LaunchPath& path : trace.paths) {
    const int top = bottom;
    body += text_at(kGapX, top + 26, "name", path.title);
    body += drawing(path, {}, top, bottom);
    width = std::max(width, width_of(path));
  }
  return open(width, std::max(bottom, kTop), "Launch paths") + "<style>" + std::string(kPageStyle.text) +
         "</style>\n" + body + "</svg>\n";
}

}  // namespace celint
