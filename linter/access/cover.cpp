#include "access/cover.h"

#include <algorithm>
#include <numeric>
#include <string>

#include "read/letters.h"

namespace celint {
namespace {

bool is_wild(std::string_view text) { return text.find_first_of("*?") != std::string_view::npos; }

/// Classic wildcard matching in which the text's own wildcards are letters that only `*` (both) and `?` (`?`)
/// match.
bool covers_text(std::string_view outer, std::string_view inner) {
  std::size_t o = 0, i = 0, star = std::string_view::npos, retry = 0;
  while (i < inner.size()) {
    if (o < outer.size() && outer[o] == '*') {
      star = o++;
      retry = i;
    } else if (o < outer.size() && (outer[o] == inner[i] || (outer[o] == '?' && inner[i] != '*'))) {
      ++o, ++i;
    } else if (star != std::string_view::npos) {
      o = star + 1;
      i = ++retry;
    } else {
      return false;
    }
  }
  return outer.find_first_not_of('*', o) == std::string_view::npos;
}

/// The entries in sorted order, equal ones by place, and for each the largest entry that covers it.
struct Sorted {
  std::vector<std::string> texts;
  std::vector<std::size_t> order;

  Sorted(std::span<const Str> entries, Case letters) : order(entries.size()) {
    for (const Str& entry : entries)
      texts.push_back(letters == Case::ignored ? lowered(entry.value) : std::string(entry.value));
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [this](std::size_t a, std::size_t b) { return texts[a] < texts[b]; });
  }

  /// The members of the entry's cover, itself included. Only entries with its literal start can be covered.
  std::vector<std::size_t> covered_by(std::size_t outer) const {
    const std::string& pattern = texts[outer];
    const std::string start = pattern.substr(0, std::min(pattern.find_first_of("*?"), pattern.size()));
    auto entry =
        std::lower_bound(order.begin(), order.end(), start,
                         [this](std::size_t index, const std::string& text) { return texts[index] < text; });
    std::vector<std::size_t> members;
    for (; entry != order.end() && texts[*entry].starts_with(start); ++entry)
      if (texts[*entry] == pattern || (is_wild(pattern) && covers_text(pattern, texts[*entry])))
        members.push_back(*entry);
    return members;
  }
};

}  // namespace

bool covers(std::string_view outer, std::string_view inner, Case letters) {
  if (letters == Case::exact) return covers_text(outer, inner);
  return covers_text(lowered(outer), lowered(inner));
}

std::vector<Cover> covers_among(std::span<const Str> entries, Case letters) {
  const Sorted sorted(entries, letters);
  std::vector<Cover> covers;
  std::vector<bool> covered(entries.size(), false);
  for (std::size_t i = 0; i < entries.size(); ++i) {
    std::vector<std::size_t> members = sorted.covered_by(i);
    if (members.size() < 2) continue;
    std::sort(members.begin(), members.end());
    for (const std::size_t member : members) {
      // Of equal entries, and of patterns that cover each other, the first one stands for all.
      const bool first = member < i && covers_text(sorted.texts[member], sorted.texts[i]);
      if (member != i && !first) covered[member] = true;
    }
    covers.push_back({i, std::move(members)});
  }
  std::erase_if(covers, [&](const Cover& cover) { return covered[cover.outer]; });
  std::stable_sort(covers.begin(), covers.end(),
                   [](const Cover& a, const Cover& b) { return a.members.front() < b.members.front(); });
  return covers;
}

}  // namespace celint
