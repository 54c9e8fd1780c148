#include "read/settings_reading.h"

#include "read/nearest.h"
#include "read/value_end.h"

namespace celint::settings_reading {

std::string in_quotes(std::string_view text) { return "'" + std::string(text) + "'"; }

// yaml-cpp counts bytes, but not those of a BOM.
std::uint32_t offset(const Context& context, const YAML::Mark& mark) {
  const std::size_t bom = context.source.text.starts_with("\xEF\xBB\xBF") ? 3 : 0;
  const std::size_t at = mark.is_null() ? 0 : static_cast<std::size_t>(std::max(mark.pos, 0));
  return static_cast<std::uint32_t>(std::min(at + bom, context.source.text.size()));
}

// yaml-cpp says only where a value begins.
Span span_of(const Context& context, const YAML::Node& node) {
  const std::uint32_t begin = offset(context, node.Mark());
  const std::size_t end = value_end(context.source.text, begin, node.IsScalar() ? node.Scalar() : "");
  return {context.id, begin, static_cast<std::uint32_t>(end)};
}

Span value_span(const Context& context, const Entry& entry) {
  return entry.value.IsNull() ? entry.key_span : span_of(context, entry.value);
}

void complain(Context& context, Span span, std::string message) {
  context.problems.push_back({span, std::move(message), {}});
}

std::string text_of(Context& context, const Entry& entry, std::string_view what) {
  if (entry.value.IsScalar() && !entry.value.Scalar().empty()) return entry.value.Scalar();
  complain(context, value_span(context, entry), in_quotes(entry.key) + " must be " + std::string(what) + ".");
  return {};
}

std::string suggestion(std::string_view word, std::span<const std::string_view> known) {
  const std::string_view meant = nearest(word, known);
  if (!meant.empty()) return " Did you mean " + in_quotes(meant) + "?";
  std::string list;
  for (const std::string_view name : known) list += (list.empty() ? " " : ", ") + in_quotes(name);
  return " Known here:" + list + ".";
}

std::string word(Context& context, const Entry& entry, std::string_view what,
                 std::span<const std::string_view> known) {
  const std::string article = std::string_view("aeiou").find(what.front()) == what.npos ? "a " : "an ";
  const std::string text = text_of(context, entry, article + std::string(what));
  if (text.empty() || std::ranges::find(known, text) != known.end()) return text;
  complain(context, value_span(context, entry),
           "Unknown " + std::string(what) + " " + in_quotes(text) + "." + suggestion(text, known));
  return {};
}

std::vector<Entry> members(Context& context, const YAML::Node& map) {
  std::vector<Entry> entries;
  std::set<std::string> seen;
  for (const auto& member : map) {
    const Span span = span_of(context, member.first);
    if (!member.first.IsScalar())
      complain(context, span, "A key must be a word.");
    else if (seen.insert(member.first.Scalar()).second)
      entries.push_back({member.first.Scalar(), span, member.second});
    else
      complain(context, span, "The key " + in_quotes(member.first.Scalar()) + " is here twice.");
  }
  return entries;
}

}  // namespace celint::settings_reading
