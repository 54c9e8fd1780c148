#include "parse/deletion.h"

#include <algorithm>

namespace celint {
namespace {

/// A member or an element: from the first byte of its key to the last of its value.
struct Entry {
  Span span;
  const Node* value = nullptr;
  bool aliased = false;
};

std::vector<Entry> entries(const Node& node) {
  std::vector<Entry> result;
  for (const Node& item : node.items()) result.push_back({item.span, &item, item.aliased});
  for (const Member& member : node.members()) {
    const Span& key = member.key.span;
    const std::uint32_t end = std::max(key.end, member.value.span.end);
    result.push_back(
        {{key.source, key.begin, end}, &member.value, member.key.aliased || member.value.aliased});
  }
  return result;
}

bool holds(Span outer, Span inner) {
  return outer.source == inner.source && outer.begin <= inner.begin && inner.end <= outer.end;
}

bool is_blank(std::string_view text) { return text.find_first_not_of(" \t\r") == text.npos; }

/// The whole lines of an entry of a block collection.
std::optional<Span> lines_of(std::string_view text, Span entry, bool in_list) {
  const std::size_t begin = text.rfind('\n', entry.begin) == text.npos || entry.begin == 0
                                ? 0
                                : text.rfind('\n', entry.begin - 1) + 1;
  std::string_view before = text.substr(begin, entry.begin - begin);
  if (in_list) {
    const std::size_t dash = before.rfind('-');
    if (dash == before.npos || !is_blank(before.substr(dash + 1))) return std::nullopt;
    before = before.substr(0, dash);
  }
  const std::size_t end = std::min(text.find('\n', entry.end), text.size());
  const std::string_view after = text.substr(entry.end, end - entry.end);
  const bool alone = is_blank(after) || is_blank(after.substr(0, after.find('#')));
  if (!is_blank(before) || !alone) return std::nullopt;
  return Span{entry.source, static_cast<std::uint32_t>(begin),
              static_cast<std::uint32_t>(std::min(end + 1, text.size()))};
}

/// An entry between brackets, with the comma that parted it from the others.
Span between_commas(const std::vector<Entry>& all, std::size_t index) {
  const Span& span = all[index].span;
  if (index + 1 < all.size()) return {span.source, span.begin, all[index + 1].span.begin};
  return {span.source, all[index - 1].span.end, span.end};
}

struct Place {
  const Node* container = nullptr;
  std::vector<Entry> all;
  std::size_t index = 0;
};

/// The way from the root down to the entry.
std::vector<Place> way_to(const Node& root, Span child) {
  std::vector<Place> way;
  const Node* node = &root;
  while (node != nullptr) {
    Place place{node, entries(*node), 0};
    const auto found = std::ranges::find_if(
        place.all, [&](const Entry& entry) { return !entry.aliased && holds(entry.span, child); });
    if (found == place.all.end()) break;
    place.index = static_cast<std::size_t>(found - place.all.begin());
    const bool is_it = found->span == child || found->value->span == child ||
                       (found->span.begin == child.begin && child.end <= found->value->span.begin);
    node = is_it ? nullptr : found->value;
    way.push_back(std::move(place));
  }
  return node == nullptr ? way : std::vector<Place>();
}

}  // namespace

std::optional<Span> deletion(const Document& document, std::string_view text, Span child) {
  std::vector<Place> way = way_to(document.root, child);
  while (way.size() > 1 && way.back().all.size() == 1) way.pop_back();
  if (way.empty()) return std::nullopt;
  const Place& place = way.back();
  const char first = text[place.container->span.begin];
  const bool block = document.format == Format::yaml && first != '{' && first != '[';
  if (block) return lines_of(text, place.all[place.index].span, place.container->is_list());
  if (place.all.size() == 1) return std::nullopt;
  return between_commas(place.all, place.index);
}

}  // namespace celint
