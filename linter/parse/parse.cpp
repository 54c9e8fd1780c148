#include "parse/parse.h"

#include <algorithm>
#include <cctype>
#include <iterator>
#include <utility>

#include "parse/utf8.h"
#include "read/parallel.h"

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

std::vector<Document> parsed(const Source& source, SourceId id) {
  std::vector<Document> documents;
  parse_source(source, id, [&](Document document) { documents.push_back(std::move(document)); });
  return documents;
}

}  // namespace

void parse_source(const Source& source, SourceId id, const std::function<void(Document)>& take,
                  const ItemTaker* taker) {
  if (!source.problems.empty()) return;
  const Passage passage{source.text, id, nullptr};
  if (!has_json_name(source.path) && !looks_like_json(source.text)) return parse_yaml(passage, take);
  for (Document& document : parse_json(passage, taker)) take(std::move(document));
}

std::vector<Document> parse(const std::vector<Source>& sources, unsigned jobs) {
  std::uint64_t bytes = 0;
  for (const Source& source : sources) bytes += source.text.size();
  std::vector<std::vector<Document>> found(sources.size());
  for_each_index(sources.size(), worth(jobs, bytes),
                 [&](std::size_t i) { found[i] = parsed(sources[i], static_cast<SourceId>(i)); });
  std::vector<Document> documents;
  std::size_t count = 0;
  for (const std::vector<Document>& of_source : found) count += of_source.size();
  documents.reserve(count);
  for (std::vector<Document>& of_source : found)
    std::ranges::move(std::exchange(of_source, {}), std::back_inserter(documents));
  return documents;
}

const Document& Trees::again(const Document& document) {
  const SourceId source = document.passage.source;
  if (again_.empty() || again_.front().passage.source != source) again_ = parsed(sources_[source], source);
  const Span place = document.root.span;
  const auto found =
      std::ranges::lower_bound(again_, place, {}, [](const Document& one) { return one.root.span; });
  return found != again_.end() && found->root.span == place ? *found : document;
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
