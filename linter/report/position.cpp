#include "report/position.h"

#include <algorithm>
#include <cstddef>

#include "read/lanes.h"
#include "report/character.h"

namespace celint {
namespace {

constexpr std::uint32_t kBlock = 512;

// Whether the byte is the last of a line end: LF, or CR without an LF behind it.
bool ends_line(std::string_view text, std::size_t at) {
  return text[at] == '\n' || (text[at] == '\r' && text.substr(at + 1, 1) != "\n");
}

struct Counts {
  std::uint32_t ends = 0;   // line ends
  std::uint32_t units = 0;  // UTF-16 units
};

// Of a part of a block: how many there are fits into the bytes of the lanes.
CELINT_WIDE Counts counts(std::string_view text, std::size_t begin, std::size_t end) {
  static_assert(kBlock / sizeof(Lanes) <= 255);
  Lanes ends{}, bytes{};
  std::size_t at = begin;
  for (; at + sizeof(Lanes) <= end && at + sizeof(Lanes) < text.size(); at += sizeof(Lanes)) {
    const Lanes here = lanes_at(text.data() + at), next = lanes_at(text.data() + at + 1);
    ends += (is(here, '\n') | (is(here, '\r') & ~is(next, '\n'))) & 1;
    bytes |= here & 0x80;
  }
  Counts result;
  for (std::size_t lane = 0; lane < sizeof(Lanes); ++lane) result.ends += ends[lane];
  const std::size_t counted = any(bytes) ? begin : at;
  result.units =
      static_cast<std::uint32_t>(counted - begin + utf16_units(text.substr(counted, end - counted)));
  for (; at < end; ++at) result.ends += ends_line(text, at) ? 1 : 0;
  return result;
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

// From the block of the byte; while the blocks are made, from the last one.
Lines::Block Lines::count_to(std::uint32_t byte) const {
  const std::size_t number = std::min<std::size_t>(byte / kBlock, blocks_.size() - 1);
  const std::size_t first = number * kBlock;
  Block block = blocks_[number];
  const Counts more = counts(text_, first, byte);
  block.units += more.units;
  if (more.ends == 0) return block;
  block.ends += more.ends;
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
