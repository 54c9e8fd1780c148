#include "report/line_hash.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "report/character.h"

namespace celint {
namespace {

constexpr std::size_t kWindow = 100;
constexpr std::uint64_t kMultiplier = 37;
constexpr std::uint16_t kEndOfFile = 0xFFFF;

constexpr std::uint64_t power(std::uint64_t base, std::size_t exponent) {
  std::uint64_t result = 1;
  for (std::size_t i = 0; i < exponent; ++i) result *= base;
  return result;
}

/// The hash of the last kWindow units. A line's hash is known when the unit that began it leaves the window.
class Roller {
 public:
  void push(std::uint16_t unit, bool begins_line) {
    emit();
    begins_[at_] = begins_line;
    roll(unit);
  }

  /// The hashes of all lines, in order.
  std::vector<std::uint64_t> finish() {
    for (std::size_t i = 0; i < kWindow; ++i) {
      emit();
      roll(0);
    }
    return std::move(lines_);
  }

 private:
  void roll(std::uint16_t unit) {
    constexpr std::uint64_t kOut = power(kMultiplier, kWindow);
    hash_ = kMultiplier * hash_ + unit - kOut * units_[at_];
    units_[at_] = unit;
    at_ = at_ + 1 == kWindow ? 0 : at_ + 1;
  }

  void emit() {
    if (!begins_[at_]) return;
    lines_.push_back(hash_);
    begins_[at_] = false;
  }

  std::array<std::uint16_t, kWindow> units_{};
  std::array<bool, kWindow> begins_{};
  std::size_t at_ = 0;
  std::uint64_t hash_ = 0;
  std::vector<std::uint64_t> lines_;
};

/// Numbers equal hashes in the order of their lines. By sorting: a hash table of millions of lines is slower.
std::vector<LineHash> numbered(const std::vector<std::uint64_t>& hashes) {
  std::vector<std::pair<std::uint64_t, std::uint32_t>> sorted;
  sorted.reserve(hashes.size());
  for (const std::uint64_t hash : hashes)
    sorted.emplace_back(hash, static_cast<std::uint32_t>(sorted.size()));
  std::sort(sorted.begin(), sorted.end());
  std::vector<LineHash> lines(hashes.size());
  std::uint32_t occurrence = 0;
  for (std::size_t i = 0; i < sorted.size(); ++i) {
    const auto [hash, line] = sorted[i];
    occurrence = i > 0 && sorted[i - 1].first == hash ? occurrence + 1 : 1;
    lines[line] = {hash, occurrence};
  }
  return lines;
}

/// Calls `visit` for every UTF-16 unit; U+FFFD for a broken byte.
template <typename Visit>
void for_each_unit(std::string_view text, const Visit& visit) {
  for (std::size_t at = 0; at < text.size();) {
    if (const auto byte = static_cast<unsigned char>(text[at]); byte < 0x80) {
      visit(byte);
      ++at;
      continue;
    }
    const Character character = character_at(text, at);
    at += character.size;
    const char32_t code = character.valid ? character.code_point : 0xFFFD;
    if (code <= 0xFFFF) {
      visit(static_cast<std::uint16_t>(code));
    } else {
      visit(static_cast<std::uint16_t>(0xD7C0 + (code >> 10)));
      visit(static_cast<std::uint16_t>(0xDC00 + (code & 0x3FF)));
    }
  }
}

}  // namespace

std::vector<LineHash> line_hashes(std::string_view text) {
  Roller roller;
  bool begins_line = true;
  bool after_cr = false;
  for_each_unit(text, [&](std::uint16_t unit) {
    const bool skipped = unit == ' ' || unit == '\t' || (after_cr && unit == '\n');
    after_cr = unit == '\r';
    if (skipped) return;
    if (unit == '\r') unit = '\n';
    roller.push(unit, begins_line);
    begins_line = unit == '\n';
  });
  roller.push(kEndOfFile, begins_line);
  return numbered(roller.finish());
}

std::string to_string(const LineHash& hash) {
  std::array<char, 16> digits{};
  const auto end = std::to_chars(digits.begin(), digits.end(), hash.hash, 16).ptr;
  return std::string(digits.begin(), end) + ":" + std::to_string(hash.occurrence);
}

}  // namespace celint
