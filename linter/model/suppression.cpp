#include "model/suppression.h"

#include <algorithm>
#include <functional>
#include <iterator>

#include "model/suppression_comment.h"
#include "model/suppression_text.h"
#include "parse/deletion.h"
#include "read/parallel.h"

namespace celint {
namespace {

/// The documents of one source, which stand together.
std::span<const Document> next_source(std::span<const Document> rest) {
  std::size_t count = 0;
  while (count < rest.size() && rest[count].passage.source == rest.front().passage.source) ++count;
  return rest.first(count);
}

// ---- Annotations: `ignore.celint/RULE: reason`

constexpr std::string_view kPrefix = "ignore.celint/";

void add_annotation(const Document& document, std::string_view text, Span object, const Member& member,
                    std::vector<Suppression>& out) {
  const std::string_view key = member.key.scalar();
  if (!key.starts_with(kPrefix) || member.key.aliased) return;
  const SuppressionText words = read_suppression_value(member.value.scalar());
  Suppression& one = out.emplace_back();
  one.rule = {std::string(key.substr(kPrefix.size())), member.key.span};
  one.covers = object;
  one.document = &document;
  one.reason = std::string(words.reason);
  if (!words.expires.empty()) one.expires = {std::string(words.expires), member.value.span};
  one.fault = expiry_fault(words);
  one.removal = deletion(document, text, member.key.span);
}

/// Those of a Kubernetes object, or of the items of a List.
void add_annotations(const Document& document, const Node& object, std::string_view text,
                     std::vector<Suppression>& out) {
  const Node* metadata = object.get("metadata");
  const Node* annotations = metadata == nullptr ? nullptr : metadata->get("annotations");
  if (annotations != nullptr && object.get("apiVersion") != nullptr)
    for (const Member& member : annotations->members())
      add_annotation(document, text, object.span, member, out);
  const Node* items = object.get("items");
  if (&object != &document.root || items == nullptr) return;
  for (const Node& item : items->items()) add_annotations(document, item, text, out);
}

/// Of most texts, one look tells that they hold none.
bool mentions_annotations(std::string_view text) {
  static const std::boyer_moore_horspool_searcher searcher(kPrefix.begin(), kPrefix.end());
  return std::search(text.begin(), text.end(), searcher) != text.end();
}

std::vector<Suppression> in_source(std::span<const Document> documents, std::string_view text) {
  std::vector<Suppression> result;
  if (documents.front().format == Format::yaml) result = comment_suppressions(documents, text);
  if (mentions_annotations(text))
    for (const Document& document : documents) add_annotations(document, document.root, text, result);
  return result;
}

// ---- celint.yaml

/// Where the entries of `ignore` stand.
std::span<const Node> ignore_items(std::span<const Document> documents) {
  const Node* list = documents.empty() ? nullptr : documents.front().root.get("ignore");
  return list == nullptr ? std::span<const Node>() : list->items();
}

void add_entries(const Settings& settings, std::span<const Document> documents, std::string_view text,
                 std::vector<Suppression>& out) {
  const std::span<const Node> items = ignore_items(documents);
  for (std::size_t i = 0; i < settings.ignored.size(); ++i) {
    const IgnoreEntry& entry = settings.ignored[i];
    Suppression& one = out.emplace_back();
    one.rule = entry.rule;
    one.entry = &entry;
    one.reason = entry.reason;
    one.expires = entry.expires;
    if (i < items.size()) one.removal = deletion(documents.front(), text, items[i].span);
  }
}

}  // namespace

std::vector<Suppression> suppressions(const std::vector<Document>& documents,
                                      const std::vector<Source>& sources, const Settings& settings,
                                      unsigned jobs) {
  std::vector<std::span<const Document>> groups;
  std::span<const Document> config;
  std::uint64_t bytes = 0;
  for (std::span<const Document> rest = documents; !rest.empty(); rest = rest.subspan(groups.back().size())) {
    groups.push_back(next_source(rest));
    const Source& source = sources[rest.front().passage.source];
    if (!settings.path.empty() && source.path == settings.path) config = groups.back();
    bytes += source.text.size();
  }
  std::vector<std::vector<Suppression>> found(groups.size());
  for_each_index(groups.size(), worth(jobs, bytes), [&](std::size_t i) {
    found[i] = in_source(groups[i], sources[groups[i].front().passage.source].text);
  });
  std::vector<Suppression> result;
  for (std::vector<Suppression>& of_source : found) std::ranges::move(of_source, std::back_inserter(result));
  const std::string_view text =
      config.empty() ? std::string_view() : std::string_view(sources[config.front().passage.source].text);
  add_entries(settings, config, text, result);
  return result;
}

}  // namespace celint
