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
  for (std::size_t at = text.find_first_of("\r\n"); at != text.npos; at = text.find_first_of("\r\n", at)) {
    at += text.substr(at, 2) == "\r\n" ? 2 : 1;
    starts_.push_back(static_cast<std::uint32_t>(at));
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
  return {number, units_before(byte) - units_before(begin(number)) + 1};
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
