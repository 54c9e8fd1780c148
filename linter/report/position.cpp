#include "report/position.h"

#include <algorithm>
#include <cstddef>

#include "report/character.h"

namespace celint {
namespace {

constexpr std::uint32_t kBlock = 512;

// Whether the byte is the last of a line end: LF, or CR without an LF behind it.
bool ends_line(std::string_view text, std::size_t at) {
  return text[at] == '\n' || (text[at] == '\r' && text.substr(at + 1, 1) != "\n");
}

// How many of the bytes end a line. In runs whose count fits into a byte: the compiler then takes sixteen at
// a time.
std::uint32_t count_ends(std::string_view text, std::size_t begin, std::size_t end) {
  constexpr std::size_t kRun = 128;
  std::uint32_t ends = 0;
  if (end == text.size() && begin < end) ends += ends_line(text, --end) ? 1 : 0;
  while (begin < end) {
    const std::size_t stop = std::min(end, begin + kRun);
    unsigned char count = 0;
    for (; begin < stop; ++begin) {
      const char c = text[begin];
      count = static_cast<unsigned char>(count + ((c == '\n') | ((c == '\r') & (text[begin + 1] != '\n'))));
    }
    ends += count;
  }
  return ends;
}

}  // namespace

Lines::Lines(std::string_view text) : text_(text) {
  blocks_.reserve(text.size() / kBlock + 1);
  Block block;
  for (std::size_t at = 0;; at += kBlock) {
    blocks_.push_back(block);
    block = count_to(static_cast<std::uint32_t>(std::min<std::size_t>(at + kBlock, text.size())));
    if (at + kBlock > text.size()) break;
  }
  ends_ = block.ends;
}

// The last block may be the one at `byte` itself, which is then counted on from the block before.
Lines::Block Lines::count_to(std::uint32_t byte) const {
  const std::size_t number = std::min<std::size_t>(byte / kBlock, blocks_.size() - 1);
  const std::size_t first = number * kBlock;
  Block block = blocks_[number];
  block.units += static_cast<std::uint32_t>(utf16_units(text_.substr(first, byte - first)));
  const std::uint32_t ends = count_ends(text_, first, byte);
  if (ends == 0) return block;
  block.ends += ends;
  block.begin = byte;
  while (!ends_line(text_, block.begin - 1)) --block.begin;
  return block;
}

Position Lines::at(std::uint32_t byte) const {
  byte = std::min(byte, static_cast<std::uint32_t>(text_.size()));
  const Block block = count_to(byte);
  const bool near = byte - block.begin < kBlock;
  const std::size_t units = near ? utf16_units(text_.substr(block.begin, byte - block.begin))
                                 : block.units - count_to(block.begin).units;
  return {block.ends + 1, 1 + static_cast<std::uint32_t>(units)};
}

std::uint32_t Lines::begin(std::uint32_t number) const {
  if (number == 1) return 0;
  const auto after =
      std::ranges::partition_point(blocks_, [&](const Block& block) { return block.ends + 1 < number; });
  const auto index = static_cast<std::uint32_t>(after - blocks_.begin()) - 1;
  std::uint32_t at = index * kBlock;
  for (std::uint32_t left = number - 1 - blocks_[index].ends; left > 0; ++at)
    if (ends_line(text_, at)) --left;
  return at;
}

std::uint32_t Lines::end(std::uint32_t number) const {
  if (number == count()) return static_cast<std::uint32_t>(text_.size());
  std::uint32_t end = begin(number + 1) - 1;
  if (text_[end] == '\n' && end > begin(number) && text_[end - 1] == '\r') --end;
  return end;
}

std::string_view Lines::line(std::uint32_t number) const {
  return text_.substr(begin(number), end(number) - begin(number));
}

}  // namespace celint
