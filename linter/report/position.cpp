#include "report/position.h"

#include <algorithm>
#include <cstddef>

#include "report/character.h"

namespace celint {
namespace {

constexpr std::size_t kBlock = 4096;

}  // namespace

Lines::Lines(std::string_view text) : text_(text) {
  starts_.push_back(0);
  // Carriage returns are rare: the next one is looked for once.
  std::size_t feed = text.find('\n'), carriage = text.find('\r');
  while (std::min(feed, carriage) != text.npos) {
    const std::size_t last = carriage + 1 == feed || feed < carriage ? feed : carriage;
    starts_.push_back(static_cast<std::uint32_t>(last + 1));
    if (carriage <= last) carriage = text.find('\r', last + 1);
    if (feed <= last) feed = text.find('\n', last + 1);
  }
  std::uint32_t units = 0;
  block_units_.reserve(text.size() / kBlock + 1);
  for (std::size_t at = 0; at <= text.size(); at += kBlock) {
    block_units_.push_back(units);
    units += static_cast<std::uint32_t>(utf16_units(text.substr(at, kBlock)));
  }
}

std::uint32_t Lines::units_before(std::uint32_t byte) const {
  const std::size_t block = byte / kBlock;
  const std::string_view rest = text_.substr(block * kBlock, byte % kBlock);
  return block_units_[block] + static_cast<std::uint32_t>(utf16_units(rest));
}

Position Lines::at(std::uint32_t byte) const {
  byte = std::min(byte, static_cast<std::uint32_t>(text_.size()));
  const auto after = std::upper_bound(starts_.begin(), starts_.end(), byte);
  const auto number = static_cast<std::uint32_t>(after - starts_.begin());
  const std::uint32_t start = begin(number);
  const bool near = byte - start < kBlock;
  return {number, 1 + (near ? static_cast<std::uint32_t>(utf16_units(text_.substr(start, byte - start)))
                            : units_before(byte) - units_before(start))};
}

std::uint32_t Lines::end(std::uint32_t number) const {
  if (number == count()) return static_cast<std::uint32_t>(text_.size());
  std::uint32_t end = starts_[number] - 1;
  if (text_[end] == '\n' && end > begin(number) && text_[end - 1] == '\r') --end;
  return end;
}

std::string_view Lines::line(std::uint32_t number) const {
  return text_.substr(begin(number), end(number) - begin(number));
}

}  // namespace celint
