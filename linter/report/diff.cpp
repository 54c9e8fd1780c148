// A unified diff: lines that both texts hold in order stay, those between them go or come.
#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

#include "report/character.h"
#include "report/mask.h"
#include "report/report.h"

namespace celint {
namespace {

constexpr std::size_t kContext = 3;
/// Beyond this many pairs of lines the longest common sequence is not looked for.
constexpr std::size_t kMostPairs = 4'000'000;

using Lines = std::vector<std::string_view>;

struct Line {
  char mark = ' ';  ///< Of a diff: stays, goes (`-`), comes (`+`).
  std::string_view text;
};

/// Each with its line feed, if it has one.
Lines lines_of(std::string_view text) {
  Lines lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
    lines.push_back(text.substr(0, end));
    text.remove_prefix(end);
  }
  return lines;
}

void append(std::string& out, char mark, std::string_view line) {
  const bool ended = line.ends_with('\n');
  if (ended) line.remove_suffix(1);
  if (line.ends_with('\r')) line.remove_suffix(1);
  out.push_back(mark);
  out += line.find('\t') == std::string_view::npos ? printable(line) : std::string(line);
  out += ended ? "\n" : "\n\\ No newline at end of file\n";
}

/// Adds what makes one run of lines of the other, by the longest sequence that they share.
void add_changes(const std::span<const std::string_view> before,
                 const std::span<const std::string_view> after, std::vector<Line>& out) {
  const bool small = before.size() * after.size() <= kMostPairs;
  const std::size_t width = after.size() + 1;
  std::vector<std::uint32_t> shared(small ? (before.size() + 1) * width : 0);  // From this pair to the ends.
  if (small)
    for (std::size_t i = before.size(); i-- > 0;)
      for (std::size_t j = after.size(); j-- > 0;)
        shared[i * width + j] = before[i] == after[j]
                                    ? shared[(i + 1) * width + j + 1] + 1
                                    : std::max(shared[(i + 1) * width + j], shared[i * width + j + 1]);
  std::size_t i = 0, j = 0;
  while (i < before.size() || j < after.size()) {
    const bool both = small && i < before.size() && j < after.size();
    if (both && before[i] == after[j]) {
      out.push_back({' ', before[i++]});
      ++j;
    } else if (i < before.size() && (!both || shared[(i + 1) * width + j] >= shared[i * width + j + 1])) {
      out.push_back({'-', before[i++]});
    } else {
      out.push_back({'+', after[j++]});
    }
  }
}

/// All lines of both texts, marked.
std::vector<Line> compared(const Lines& before, const Lines& after) {
  const std::size_t shorter = std::min(before.size(), after.size());
  std::size_t head = 0, tail = 0;
  while (head < shorter && before[head] == after[head]) ++head;
  while (tail < shorter - head && before[before.size() - 1 - tail] == after[after.size() - 1 - tail]) ++tail;
  std::vector<Line> lines;
  for (std::size_t i = 0; i < head; ++i) lines.push_back({' ', before[i]});
  add_changes(std::span(before).subspan(head, before.size() - tail - head),
              std::span(after).subspan(head, after.size() - tail - head), lines);
  for (std::size_t i = before.size() - tail; i < before.size(); ++i) lines.push_back({' ', before[i]});
  return lines;
}

/// Where the hunk that begins here ends: changes with little between them stand together.
std::size_t end_of_hunk(const std::vector<Line>& lines, std::size_t at) {
  std::size_t end = at;
  for (std::size_t same = 0; at < lines.size() && same <= 2 * kContext; ++at) {
    same = lines[at].mark == ' ' ? same + 1 : 0;
    if (same == 0) end = at + 1;
  }
  return std::min(end + kContext, lines.size());
}

/// `12,7`: the first line and how many; unified diffs count an empty range from the line before it.
std::string range(std::size_t lines_before, std::size_t number) {
  return std::to_string(lines_before + (number > 0 ? 1 : 0)) + "," + std::to_string(number);
}

}  // namespace

std::string unified_diff(std::string_view path, std::string_view before, std::string_view after) {
  const std::string masked_before = masked(before);
  const std::string masked_after = masked(after);
  const std::vector<Line> lines = compared(lines_of(masked_before), lines_of(masked_after));
  const std::string name = printable(path);
  std::string out = "--- a/" + name + "\n+++ b/" + name + "\n";
  std::size_t done = 0, old_done = 0, new_done = 0;
  const auto pass = [&](std::size_t end) {
    for (; done < end; ++done) {
      old_done += lines[done].mark != '+' ? 1 : 0;
      new_done += lines[done].mark != '-' ? 1 : 0;
    }
  };
  for (std::size_t at = 0; at < lines.size(); ++at) {
    if (lines[at].mark == ' ') continue;
    const std::size_t begin = std::max(done, at - std::min(at, kContext)), end = end_of_hunk(lines, at);
    pass(begin);
    const std::size_t old_begin = old_done, new_begin = new_done;
    pass(end);
    out += "@@ -" + range(old_begin, old_done - old_begin) + " +" + range(new_begin, new_done - new_begin) +
           " @@\n";
    for (std::size_t i = begin; i < end; ++i) append(out, lines[i].mark, lines[i].text);
    at = end - 1;
  }
  return out;
}

}  // namespace celint
