#include "model/reading.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <new>

namespace celint {
namespace {

std::vector<const Member*> sorted_by_key(std::span<const Member> members) {
  std::vector<const Member*> sorted;
  for (const Member& member : members)
    if (!member.key.aliased) sorted.push_back(&member);
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const Member* a, const Member* b) { return a->key.scalar() < b->key.scalar(); });
  return sorted;
}

/// Equal keys set the same bit.
std::uint64_t bit_of(std::string_view key) {
  if (key.empty()) return 1;
  const auto first = static_cast<unsigned char>(key.front()), last = static_cast<unsigned char>(key.back());
  return std::uint64_t{1} << ((key.size() + 7U * first + 5U * last) % 64);
}

bool are_distinct(std::span<const Member> members) {
  std::uint64_t seen = 0;
  for (std::size_t i = 0; i < members.size(); ++i) {
    const std::string_view key = members[i].key.scalar();
    const std::uint64_t bit = bit_of(key);
    for (std::size_t j = 0; (seen & bit) != 0 && j < i; ++j)
      if (members[j].key.scalar() == key) return false;
    seen |= bit;
  }
  return true;
}

void note_duplicates_of_map(Reading& reading, const Node& map, bool refused) {
  constexpr std::size_t kSmall = 16;  // Sorting takes longer than comparing all.
  if (map.members().size() <= kSmall && are_distinct(map.members())) return;
  const std::vector<const Member*> sorted = sorted_by_key(map.members());
  for (std::size_t i = 1; i < sorted.size(); ++i) {
    const Node& loser = sorted[i - 1]->key;
    const Node& winner = sorted[i]->key;
    if (loser.scalar() == winner.scalar())
      reading.recognition.duplicates.push_back(
          {loser.str(), winner.span, member_place(map, *sorted[i - 1]), refused});
  }
}

}  // namespace

Span member_place(const Node& map, const Member& member) {
  const Span key = member.key.span;
  const Member* next = &member + 1;
  if (next == map.members().data() + map.members().size()) return {};
  return {key.source, key.begin, next->key.span.begin};
}

StrField string_value(Reading& reading, const Node& node) {
  if (!node.is_string()) return {Presence::unknown, node.scalar(), node.span};
  const StrField field = typed(node.str());
  if (field.unknown() && is_placeholder(field.value)) reading.recognition.placeholders.push_back(node.str());
  return field;
}

StrField string_field(Reading& reading, const Node& map, std::string_view key) {
  const Node* node = map.get(key);
  if (node == nullptr || node->is_null()) return {Presence::absent, {}, map.span};
  return string_value(reading, *node);
}

Field<bool> bool_field(const Node& map, std::string_view key) {
  const Node* node = map.get(key);
  if (node == nullptr || node->is_null()) return {Presence::absent, false, map.span};
  const std::string_view text = node->scalar();
  if (node->kind == Kind::boolean || text == "true" || text == "false")
    return {Presence::known, text == "true", node->span};
  return {Presence::unknown, false, node->span};
}

Field<std::int64_t> number_field(const Node& map, std::string_view key) {
  const Node* node = map.get(key);
  if (node == nullptr || node->is_null()) return {Presence::absent, 0, map.span};
  const std::string_view text = node->scalar();
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool whole = error == std::errc() && end == text.data() + text.size();
  return {whole ? Presence::known : Presence::unknown, whole ? value : 0, node->span};
}

void add_strings(std::vector<Str>& all, const Node* node) {
  if (node == nullptr) return;
  if (node->is_string()) all.push_back(node->str());
  for (const Node& item : node->items())
    if (item.is_string()) all.push_back(item.str());
}

List<Str> strings(Reading& reading, const Node* node) {
  if (node == nullptr || node->is_map()) return {};
  const std::span<const Node> values = node->is_list() ? node->items() : std::span(node, 1);
  return reading.out.arena().list<Str>(values.size(), [values](Str* at) {
    std::size_t count = 0;
    for (const Node& value : values)
      if (value.is_string()) new (at + count++) Str(value.str());
    return count;
  });
}

void note_placeholders(Reading& reading, std::span<const Str> values) {
  for (const Str& value : values)
    if (is_placeholder(value.value)) reading.recognition.placeholders.push_back(value);
}

void note_duplicates(Reading& reading, const Node& node, bool refused) {
  if (node.is_map()) note_duplicates_of_map(reading, node, refused);
  for (const Member& member : node.members())
    if (!member.value.aliased && !member.value.is_scalar()) note_duplicates(reading, member.value, refused);
  for (const Node& item : node.items())
    if (!item.aliased && !item.is_scalar()) note_duplicates(reading, item, refused);
}

}  // namespace celint
