// Tries the few slips people make in aws-auth one by one; a repair counts only if the whole text then parses
// to a list of entries with known fields.
#include "model/aws_auth_repair.h"

#include <algorithm>
#include <array>

#include "parse/parse.h"
#include "read/letters.h"

namespace celint {
namespace {

/// A replacement in the text, not in the file.
struct Change {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::string text;
};

struct Line {
  std::size_t begin = 0;
  std::string_view text;  ///< Without its break and trailing blanks.
  std::size_t indent = 0;
  std::string_view rest;  ///< After the indentation.
};

std::vector<Line> lines_of(std::string_view text) {
  std::vector<Line> lines;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    Line line{at, text.substr(at, end - at), 0, {}};
    line.text = line.text.substr(0, line.text.find_last_not_of(" \r") + 1);
    line.indent = std::min(line.text.find_first_not_of(' '), line.text.size());
    line.rest = line.text.substr(line.indent);
    lines.push_back(line);
    at = end + 1;
  }
  return lines;
}

bool is_field(std::string_view name) {
  static constexpr std::array kFields{"rolearn", "userarn", "username", "groups"};
  return std::any_of(kFields.begin(), kFields.end(),
                     [name](const char* field) { return equal_ignoring_case(name, field); });
}

/// The text after `- `.
std::string_view without_dash(std::string_view rest) {
  return rest.starts_with("- ") ? rest.substr(2) : rest;
}

bool begins_with_field(std::string_view rest) { return is_field(rest.substr(0, rest.find(':'))); }

bool is_entry(const Node& item) {
  bool named = false;
  for (const Member& member : item.members()) {
    if (!is_field(member.key.scalar())) return false;
    named = named || equal_ignoring_case(member.key.scalar(), "rolearn") ||
            equal_ignoring_case(member.key.scalar(), "userarn");
  }
  return named;
}

std::string changed(std::string_view text, const std::vector<Change>& changes) {
  std::string result(text);
  for (auto change = changes.rbegin(); change != changes.rend(); ++change)
    result.replace(change->begin, change->end - change->begin, change->text);
  return result;
}

bool gives_entries(std::string_view text, const std::vector<Change>& changes) {
  const std::string repaired = changed(text, changes);
  const Document document = parse_yaml_value({repaired, 0, nullptr});
  const auto items = document.root.items();
  return document.problems.empty() && !items.empty() && std::all_of(items.begin(), items.end(), is_entry);
}

/// Quotes around every value that starts with `{{`.
std::vector<Change> quoted_templates(const std::vector<Line>& lines) {
  std::vector<Change> changes;
  for (const Line& line : lines) {
    std::string_view value = without_dash(line.rest);
    const std::size_t colon = value.find(": ");
    if (colon != std::string_view::npos && begins_with_field(value)) value.remove_prefix(colon + 2);
    while (value.starts_with(' ')) value.remove_prefix(1);
    if (!value.starts_with("{{") || value.find('\'') != std::string_view::npos) continue;
    const std::size_t begin = line.begin + line.text.size() - value.size();
    changes.push_back({begin, begin + value.size(), "'" + std::string(value) + "'"});
  }
  return changes;
}

/// The column of the fields of the entry that a line begins or goes on.
std::size_t field_column(const Line& line) { return line.indent + (line.rest.starts_with("- ") ? 2 : 0); }

/// Fields that stand deeper than the first field of their entry move back into its column, and what is below
/// them with them.
std::vector<Change> aligned_fields(const std::vector<Line>& lines) {
  std::vector<Change> changes;
  std::size_t column = 0;
  std::size_t surplus = 0;
  for (const Line& line : lines) {
    if (line.rest.empty()) continue;
    const bool begins = line.rest.starts_with("- ") && begins_with_field(without_dash(line.rest));
    if (begins) {
      column = field_column(line);
      surplus = 0;
      continue;
    }
    if (begins_with_field(line.rest)) surplus = line.indent > column ? line.indent - column : 0;
    const std::size_t cut = std::min(surplus, line.indent);
    if (cut > 0) changes.push_back({line.begin, line.begin + cut, ""});
  }
  return changes;
}

bool any_line(const std::vector<Line>& lines, bool (*holds)(const Line&)) {
  return std::any_of(lines.begin(), lines.end(), holds);
}

bool has_tab(const Line& line) { return line.rest.starts_with('\t'); }

bool lacks_blank(const Line& line) {
  const std::string_view rest = without_dash(line.rest);
  const std::size_t colon = rest.find(':');
  return begins_with_field(rest) && colon + 1 < rest.size() && rest[colon + 1] != ' ';
}

/// A field in the column of the dashes.
bool has_outer_field(const std::vector<Line>& lines) {
  return std::any_of(lines.begin(), lines.end(), [&lines](const Line& line) {
    return begins_with_field(line.rest) && !lines.empty() && line.indent == lines.front().indent &&
           lines.front().rest.starts_with("- ");
  });
}

/// In the file, if the bytes stand there as they are.
std::vector<Edit> edits_of(const Passage& passage, const std::vector<Change>& changes) {
  std::vector<Edit> edits;
  for (const Change& change : changes) {
    const Span span = passage.span(change.begin, change.end);
    if (span.end - span.begin != change.end - change.begin) return {};
    edits.push_back({span, change.text});
  }
  return edits;
}

}  // namespace

AwsAuthSlip find_slip(const Passage& passage) {
  constexpr std::size_t kLargest = 64 * 1024;
  if (passage.text.size() > kLargest) return {};
  const std::vector<Line> lines = lines_of(passage.text);
  if (const auto changes = quoted_templates(lines); !changes.empty() && gives_entries(passage.text, changes))
    return {"a value that starts with '{{' needs quotes", edits_of(passage, changes)};
  if (const auto changes = aligned_fields(lines); !changes.empty() && gives_entries(passage.text, changes))
    return {"a field stands deeper than the first field of its entry", edits_of(passage, changes)};
  if (any_line(lines, has_tab)) return {"a line is indented by a tab", {}};
  if (any_line(lines, lacks_blank)) return {"a blank is missing after a colon", {}};
  if (has_outer_field(lines)) return {"a field stands in the column of the dashes", {}};
  return {};
}

}  // namespace celint
