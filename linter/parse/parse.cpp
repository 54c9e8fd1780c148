#include "parse/parse.h"

#include <algorithm>
#include <cctype>
#include <iterator>
#include <utility>

#include "parse/utf8.h"

namespace celint {
namespace {

bool has_json_name(std::string_view path) {
  constexpr std::string_view kExtension = ".json";
  if (path.size() < kExtension.size()) return false;
  return std::ranges::equal(path.substr(path.size() - kExtension.size()), kExtension,
                            [](char a, char b) { return std::tolower(static_cast<unsigned char>(a)) == b; });
}

// `{{` opens a template, never a JSON object.
bool looks_like_json(std::string_view text) {
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return false;
  return text[first] == '[' || (text[first] == '{' && text.substr(first, 2) != "{{");
}

}  // namespace

std::vector<Document> parse(const std::vector<Source>& sources) {
  std::vector<Document> documents;
  for (std::size_t i = 0; i < sources.size(); ++i) {
    const Source& source = sources[i];
    if (!source.problems.empty()) continue;
    const Passage passage{source.text, static_cast<SourceId>(i), nullptr};
    const bool json = has_json_name(source.path) || looks_like_json(source.text);
    std::vector<Document> found = json ? parse_json(passage) : parse_yaml(passage);
    std::ranges::move(found, std::back_inserter(documents));
  }
  return documents;
}

const Node* Node::get(std::string_view key) const {
  const std::span<const Member> all = members();
  for (std::size_t i = all.size(); i > 0; --i)
    if (all[i - 1].key.is_scalar() && all[i - 1].key.scalar() == key) return &all[i - 1].value;
  return nullptr;
}

std::string_view tag(const Document& document, const Node& node) {
  if (!node.tagged) return {};
  const auto found = std::ranges::lower_bound(document.tags, node.span, {}, &Located<std::string_view>::span);
  return found != document.tags.end() && found->span == node.span ? found->value : std::string_view();
}

}  // namespace celint
