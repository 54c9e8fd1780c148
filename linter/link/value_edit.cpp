#include "link/value_edit.h"

#include "parse/deletion.h"

namespace celint {
namespace {

std::string written_like(std::string_view sample, std::string_view text) {
  if (sample.starts_with('"')) return json_string(text);
  if (sample.starts_with('\'')) return "'" + std::string(text) + "'";
  return std::string(text);
}

}  // namespace

std::size_t line_begin(std::string_view text, std::size_t at) {
  const std::size_t newline = at == 0 ? std::string_view::npos : text.rfind('\n', at - 1);
  return newline == std::string_view::npos ? 0 : newline + 1;
}

std::string indent_at(const World& world, Span at) {
  const std::string_view text = (*world.sources)[at.source].text;
  const std::size_t begin = line_begin(text, at.begin);
  return std::string(text.substr(begin, text.find_first_not_of(" \t", begin) - begin));
}

std::string_view text_of(const World& world, Span span) {
  return std::string_view((*world.sources)[span.source].text).substr(span.begin, span.end - span.begin);
}

Edit insertion(SourceId source, std::uint32_t byte, std::string text) {
  return {{source, byte, byte}, std::move(text)};
}

Edit rewritten(Str value, std::string_view text) {
  const Span inside = part_of(value, 0, value.value.size());
  const bool escaped = inside == value.span && inside.end - inside.begin != value.value.size();
  return {inside, escaped ? json_string(text) : std::string(text)};
}

Edit appended(const World& world, std::span<const Str> list, const std::vector<std::string>& added) {
  const Span last = list.back().span;
  const std::string_view file = (*world.sources)[last.source].text;
  const std::size_t line = line_begin(file, last.begin);
  const std::string lead(file.substr(line, last.begin - line));
  const std::size_t first = lead.find_first_not_of(" \t");
  const bool own_line = first == std::string::npos;
  const bool dashed = !own_line && lead.substr(first).find_first_not_of("- ") == std::string::npos;
  std::string text;
  for (const std::string& value : added)
    text += (dashed || own_line ? (dashed ? "\n" : ",\n") + lead : std::string(", ")) +
            written_like(text_of(world, last), value);
  return insertion(last.source, last.end, text);
}

std::vector<Edit> without_values(std::span<const Str> values, const std::vector<std::size_t>& dropped) {
  return dropped.size() < values.size() ? without_entries(values, dropped) : std::vector<Edit>();
}

std::vector<Edit> without(const World& world, const Document& document, Span child) {
  const std::optional<Span> gone = world.trees->look_at(document, [&](const Document& whole) {
    return deletion(whole, (*world.sources)[child.source].text, child);
  });
  return gone ? std::vector<Edit>{{*gone, ""}} : std::vector<Edit>();
}

std::vector<Edit> member_behind(const World& world, std::string_view key, Span value,
                                std::string_view added_key, std::string_view added_json) {
  const std::string_view before =
      std::string_view((*world.sources)[value.source].text).substr(0, value.begin);
  const std::string quoted = json_string(key);
  const std::size_t at = before.rfind(quoted);
  if (at == std::string_view::npos) return {};
  const std::string_view between = before.substr(at + quoted.size());
  if (between.find(':') == std::string_view::npos || between.find_first_not_of(" \t\r\n:") < between.size())
    return {};
  const bool own_line =
      before.substr(line_begin(before, at), at - line_begin(before, at)).find_first_not_of(" \t") ==
      std::string_view::npos;
  const std::string gap =
      own_line ? "\n" + indent_at(world, {value.source, static_cast<std::uint32_t>(at), 0}) : " ";
  return {insertion(value.source, value.end,
                    "," + gap + json_string(added_key) + ": " + std::string(added_json))};
}

std::vector<Edit> item_before(const World& world, Span item, const std::vector<std::string>& texts) {
  const std::string_view file = (*world.sources)[item.source].text;
  const std::size_t line = line_begin(file, item.begin);
  const std::string lead(file.substr(line, item.begin - line));
  if (lead.find_first_not_of(" -") != std::string::npos || lead.find('-') == std::string::npos) return {};
  std::string added;
  for (const std::string& text : texts) added += lead + text + "\n";
  return {insertion(item.source, static_cast<std::uint32_t>(line), added)};
}

}  // namespace celint
