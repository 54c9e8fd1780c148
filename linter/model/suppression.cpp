#include "model/suppression.h"

#include <algorithm>

#include "model/suppression_comment.h"
#include "model/suppression_text.h"
#include "parse/deletion.h"
#include "parse/parse.h"
#include "read/lanes.h"

namespace celint {
namespace {

// ---- Annotations: `ignore.celint/RULE: reason`

constexpr std::string_view kPrefix = "ignore.celint/";

void add_annotation(const Document& document, std::string_view text, Span object, const Member& member,
                    std::deque<Suppression>& out) {
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
                     std::deque<Suppression>& out) {
  const Node* metadata = object.get("metadata");
  const Node* annotations = metadata == nullptr ? nullptr : metadata->get("annotations");
  if (annotations != nullptr && object.get("apiVersion") != nullptr)
    for (const Member& member : annotations->members())
      add_annotation(document, text, object.span, member, out);
  const Node* items = object.get("items");
  if (&object != &document.root || items == nullptr) return;
  for (const Node& item : items->items()) add_annotations(document, item, text, out);
}

// ---- celint.yaml

/// Where the entries of `ignore` stand.
std::span<const Node> ignore_items(std::span<const Document> documents) {
  const Node* list = documents.empty() ? nullptr : documents.front().root.get("ignore");
  return list == nullptr ? std::span<const Node>() : list->items();
}

void add_entries(const Settings& settings, std::span<const Document> documents, std::string_view text,
                 std::deque<Suppression>& out) {
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

CELINT_WIDE bool may_hold_suppression(std::string_view text) {
  constexpr std::string_view kName = "celint";  // of both forms
  const auto may_begin = [](const char* at) CELINT_INLINE {
    return is(lanes_at(at), 'c') & is(lanes_at(at + 2), 'l') & is(lanes_at(at + 5), 't');
  };
  std::size_t at = 0;
  while ((at = first_place(text, at, kName.size(), may_begin)) < text.size()) {
    if (text.substr(at).starts_with(kName)) return true;
    ++at;
  }
  return false;
}

void add_suppressions(const std::vector<const Document*>& documents, std::string_view text,
                      std::deque<Suppression>& out) {
  if (documents.empty()) return;
  if (documents.front()->format == Format::yaml) comment_suppressions(documents, text, out);
  for (const Document* document : documents) add_annotations(*document, document->root, text, out);
}

void add_suppressions(const Settings& settings, const Source& config, SourceId id,
                      std::deque<Suppression>& out) {
  std::vector<Document> documents;
  parse_source(config, id, [&](Document document) { documents.push_back(std::move(document)); });
  add_entries(settings, documents, config.text, out);
}

}  // namespace celint
