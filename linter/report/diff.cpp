// A unified diff of one hunk: from the first line that changes to the last one.
#include <algorithm>
#include <vector>

#include "report/character.h"
#include "report/mask.h"
#include "report/report.h"

namespace celint {
namespace {

constexpr std::size_t kContext = 3;

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    lines.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

void append(std::string& out, char mark, std::string_view line) {
  if (line.ends_with('\r')) line.remove_suffix(1);
  out.push_back(mark);
  out += line.find('\t') == std::string_view::npos ? printable(line) : std::string(line);
  out.push_back('\n');
}

}  // namespace

std::string unified_diff(std::string_view path, std::string_view before, std::string_view after) {
  const std::string masked_before = masked(before);
  const std::string masked_after = masked(after);
  const std::vector<std::string_view> old_lines = lines_of(masked_before);
  const std::vector<std::string_view> new_lines = lines_of(masked_after);
  const std::size_t shorter = std::min(old_lines.size(), new_lines.size());
  std::size_t head = 0;
  while (head < shorter && old_lines[head] == new_lines[head]) ++head;
  std::size_t tail = 0;
  while (tail < shorter - head &&
         old_lines[old_lines.size() - 1 - tail] == new_lines[new_lines.size() - 1 - tail])
    ++tail;
  const std::size_t begin = head - std::min(head, kContext);
  const std::size_t below = std::min(tail, kContext);
  const std::size_t old_end = old_lines.size() - tail, new_end = new_lines.size() - tail;
  const std::string name = printable(path);
  std::string out = "--- a/" + name + "\n+++ b/" + name + "\n@@ -" + std::to_string(begin + 1) + "," +
                    std::to_string(old_end + below - begin) + " +" + std::to_string(begin + 1) + "," +
                    std::to_string(new_end + below - begin) + " @@\n";
  for (std::size_t i = begin; i < head; ++i) append(out, ' ', old_lines[i]);
  for (std::size_t i = head; i < old_end; ++i) append(out, '-', old_lines[i]);
  for (std::size_t i = head; i < new_end; ++i) append(out, '+', new_lines[i]);
  for (std::size_t i = old_end; i < old_end + below; ++i) append(out, ' ', old_lines[i]);
  return out;
}

}  // namespace celint
