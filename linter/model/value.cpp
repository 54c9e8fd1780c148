#include "model/value.h"

#include <algorithm>
#include <array>

namespace celint {
namespace {

/// A whole segment of an ARN, path or URI that documentation asks the reader to replace.
bool is_placeholder_segment(std::string_view segment) {
  if (segment.size() < 5 || std::string_view("YUAN").find(segment.front()) == std::string_view::npos)
    return false;
  static constexpr std::array<std::string_view, 4> kWords{"USER-OR-ROLE", "ACCOUNT_ID", "AWS_ACCOUNT_ID",
                                                          "NODE_INSTANCE_ROLE"};
  return segment.starts_with("YOUR-") || segment.starts_with("YOUR_") ||
         std::find(kWords.begin(), kWords.end(), segment) != kWords.end();
}

/// What ends a segment or begins `<...>`.
constexpr auto kPlaceholderStops = [] {
  std::array<bool, 256> stops{};
  for (const char c : {':', '/', '.', '<'}) stops[static_cast<unsigned char>(c)] = true;
  return stops;
}();

}  // namespace

bool is_placeholder(std::string_view text) {
  // Every word has an O, and few other texts have one.
  if (text.find('<') == std::string_view::npos && text.find('O') == std::string_view::npos) return false;
  std::size_t segment = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (!kPlaceholderStops[static_cast<unsigned char>(text[at])]) continue;
    if (text[at] == '<') {
      if (text.find('>', at) != std::string_view::npos) return true;
      continue;
    }
    if (is_placeholder_segment(text.substr(segment, at - segment))) return true;
    segment = at + 1;
  }
  return is_placeholder_segment(text.substr(segment));
}

bool has_unexpanded_variable(std::string_view text) {
  if (text.find('{') == std::string_view::npos) return false;
  if (text.find("{{") != std::string_view::npos) return true;
  for (std::size_t at = text.find("${"); at != std::string_view::npos; at = text.find("${", at + 2)) {
    const std::size_t end = text.find('}', at);
    const std::string_view name = text.substr(at + 2, end == std::string_view::npos ? end : end - at - 2);
    const bool escape = name == "*" || name == "?" || name == "$";
    const std::size_t colon = name.find(':');
    const bool of_iam = colon != std::string_view::npos && !name.substr(colon).starts_with("::");
    if (!escape && !of_iam) return true;
  }
  return false;
}

Span part_of(Str whole, std::size_t begin, std::size_t end) {
  const std::size_t written = whole.span.end - whole.span.begin;
  const std::size_t quotes = written > whole.value.size() ? 1 : 0;
  if (written != whole.value.size() + 2 * quotes) return whole.span;
  const std::size_t base = whole.span.begin + quotes;
  return {whole.span.source, static_cast<std::uint32_t>(base + begin),
          static_cast<std::uint32_t>(base + end)};
}

StrField typed(Str text) {
  const bool unknown = is_placeholder(text.value) || has_unexpanded_variable(text.value);
  return {unknown ? Presence::unknown : Presence::known, text.value, text.span};
}

}  // namespace celint
