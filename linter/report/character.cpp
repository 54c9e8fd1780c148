#include "report/character.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <iterator>

#include "parse/utf8.h"

namespace celint {
namespace {

struct Range {
  char32_t first;
  char32_t last;
};

// Marks that add no column. Blocks rather than single code points: a terminal's own table differs in the
// details.
constexpr std::array kZeroWidth = std::to_array<Range>({
    {0x0300, 0x036F}, {0x0483, 0x0489},   {0x0591, 0x05BD},   {0x0610, 0x061A},   {0x064B, 0x065F},
    {0x06D6, 0x06DC}, {0x06DF, 0x06E4},   {0x0711, 0x0711},   {0x0730, 0x074A},   {0x07A6, 0x07B0},
    {0x0816, 0x082D}, {0x08D3, 0x0902},   {0x093A, 0x093A},   {0x093C, 0x093C},   {0x0941, 0x0948},
    {0x094D, 0x094D}, {0x0951, 0x0957},   {0x0962, 0x0963},   {0x0981, 0x0981},   {0x09BC, 0x09BC},
    {0x09C1, 0x09C4}, {0x09CD, 0x09CD},   {0x0A41, 0x0A51},   {0x0ABC, 0x0ABC},   {0x0AC1, 0x0AC8},
    {0x0B3F, 0x0B44}, {0x0BCD, 0x0BCD},   {0x0C3E, 0x0C40},   {0x0C46, 0x0C56},   {0x0CCC, 0x0CCD},
    {0x0D41, 0x0D4D}, {0x0DD2, 0x0DD6},   {0x0E31, 0x0E31},   {0x0E34, 0x0E3A},   {0x0E47, 0x0E4E},
    {0x0EB1, 0x0EBC}, {0x0EC8, 0x0ECE},   {0x0F18, 0x0F39},   {0x0F71, 0x0F84},   {0x0F86, 0x0FBC},
    {0x102D, 0x1030}, {0x1032, 0x103A},   {0x1160, 0x11FF},   {0x135D, 0x135F},   {0x1712, 0x1734},
    {0x17B4, 0x17BD}, {0x17C6, 0x17D3},   {0x18A9, 0x18A9},   {0x1AB0, 0x1AFF},   {0x1B00, 0x1B03},
    {0x1DC0, 0x1DFF}, {0x20D0, 0x20F0},   {0x2CEF, 0x2CF1},   {0x2DE0, 0x2DFF},   {0x302A, 0x302D},
    {0x3099, 0x309A}, {0xA66F, 0xA672},   {0xA674, 0xA67D},   {0xA8E0, 0xA8F1},   {0xFE00, 0xFE0F},
    {0xFE20, 0xFE2F}, {0x1D167, 0x1D169}, {0x1D185, 0x1D18B}, {0xE0100, 0xE01EF},
});

constexpr std::array kWide = std::to_array<Range>({
    {0x1100, 0x115F},   {0x231A, 0x231B},   {0x2329, 0x232A},   {0x23E9, 0x23EC},   {0x23F0, 0x23F0},
    {0x23F3, 0x23F3},   {0x25FD, 0x25FE},   {0x2614, 0x2615},   {0x2648, 0x2653},   {0x267F, 0x267F},
    {0x2693, 0x2693},   {0x26A1, 0x26A1},   {0x26AA, 0x26AB},   {0x26BD, 0x26BE},   {0x26C4, 0x26C5},
    {0x26CE, 0x26CE},   {0x26D4, 0x26D4},   {0x26EA, 0x26EA},   {0x26F2, 0x26F3},   {0x26F5, 0x26F5},
    {0x26FA, 0x26FA},   {0x26FD, 0x26FD},   {0x2705, 0x2705},   {0x270A, 0x270B},   {0x2728, 0x2728},
    {0x274C, 0x274C},   {0x274E, 0x274E},   {0x2753, 0x2755},   {0x2757, 0x2757},   {0x2795, 0x2797},
    {0x27B0, 0x27B0},   {0x27BF, 0x27BF},   {0x2B1B, 0x2B1C},   {0x2B50, 0x2B50},   {0x2B55, 0x2B55},
    {0x2E80, 0x303E},   {0x3041, 0x33FF},   {0x3400, 0x4DBF},   {0x4E00, 0x9FFF},   {0xA000, 0xA4CF},
    {0xA960, 0xA97C},   {0xAC00, 0xD7A3},   {0xF900, 0xFAFF},   {0xFE10, 0xFE19},   {0xFE30, 0xFE6F},
    {0xFF00, 0xFF60},   {0xFFE0, 0xFFE6},   {0x16FE0, 0x18CFF}, {0x1AFF0, 0x1B2FB}, {0x1F004, 0x1F004},
    {0x1F0CF, 0x1F0CF}, {0x1F18E, 0x1F18E}, {0x1F191, 0x1F19A}, {0x1F200, 0x1F320}, {0x1F32D, 0x1F335},
    {0x1F337, 0x1F37C}, {0x1F37E, 0x1F393}, {0x1F3A0, 0x1F3CA}, {0x1F3CF, 0x1F3D3}, {0x1F3E0, 0x1F3F0},
    {0x1F3F4, 0x1F3F4}, {0x1F3F8, 0x1F43E}, {0x1F440, 0x1F440}, {0x1F442, 0x1F4FC}, {0x1F4FF, 0x1F53D},
    {0x1F54B, 0x1F54E}, {0x1F550, 0x1F567}, {0x1F57A, 0x1F57A}, {0x1F595, 0x1F596}, {0x1F5A4, 0x1F5A4},
    {0x1F5FB, 0x1F64F}, {0x1F680, 0x1F6C5}, {0x1F6CC, 0x1F6CC}, {0x1F6D0, 0x1F6D2}, {0x1F6D5, 0x1F6DF},
    {0x1F6EB, 0x1F6EC}, {0x1F6F4, 0x1F6FC}, {0x1F7E0, 0x1F7F0}, {0x1F90C, 0x1F93A}, {0x1F93C, 0x1F945},
    {0x1F947, 0x1F9FF}, {0x1FA70, 0x1FAFF}, {0x20000, 0x3FFFD},
});

// Invisible or reordering: soft hyphen, zero-width and bidirectional controls, separators, fillers, tags.
constexpr std::array kUnsafe = std::to_array<Range>({
    {0x0000, 0x001F},
    {0x007F, 0x009F},
    {0x00AD, 0x00AD},
    {0x034F, 0x034F},
    {0x061C, 0x061C},
    {0x115F, 0x1160},
    {0x180B, 0x180F},
    {0x200B, 0x200F},
    {0x2028, 0x202E},
    {0x2060, 0x206F},
    {0x3164, 0x3164},
    {0xFEFF, 0xFEFF},
    {0xFFA0, 0xFFA0},
    {0xFFF0, 0xFFFB},
    {0x1D173, 0x1D17A},
    {0xE0000, 0xE00FF},
});

template <std::size_t N>
bool among(const std::array<Range, N>& ranges, char32_t code_point) {
  const auto after = std::upper_bound(ranges.begin(), ranges.end(), code_point,
                                      [](char32_t value, const Range& range) { return value < range.first; });
  return after != ranges.begin() && code_point <= std::prev(after)->last;
}

unsigned char byte_at(std::string_view text, std::size_t at) { return static_cast<unsigned char>(text[at]); }

bool continues(std::string_view text, std::size_t at) {
  return at < text.size() && (byte_at(text, at) & 0xC0) == 0x80;
}

/// Bytes of the sequence that this lead byte announces; 0 for a byte that leads none.
std::uint32_t announced_size(unsigned char lead) {
  if (lead < 0x80) return 1;
  if (lead < 0xC2) return 0;
  if (lead < 0xE0) return 2;
  if (lead < 0xF0) return 3;
  return lead < 0xF5 ? 4 : 0;
}

}  // namespace

Character character_at(std::string_view text, std::size_t at) {
  const unsigned char lead = byte_at(text, at);
  const std::uint32_t size = announced_size(lead);
  if (size == 1) return {lead, 1, true};
  const Character broken{lead, 1, false};
  if (size == 0) return broken;
  char32_t code_point = lead & (0x7FU >> size);
  for (std::uint32_t i = 1; i < size; ++i) {
    if (!continues(text, at + i)) return broken;
    code_point = code_point << 6 | (byte_at(text, at + i) & 0x3FU);
  }
  constexpr std::array<char32_t, 5> kLeast{0, 0, 0x80, 0x800, 0x10000};
  const bool surrogate = code_point >= 0xD800 && code_point <= 0xDFFF;
  if (code_point < kLeast[size] || code_point > 0x10FFFF || surrogate) return broken;
  return {code_point, size, true};
}

std::size_t character_begin(std::string_view text, std::size_t at) {
  if (at >= text.size()) return text.size();
  for (std::size_t back = 0; back < 4 && back <= at; ++back) {
    if (continues(text, at - back)) continue;
    return character_at(text, at - back).size > back ? at - back : at;
  }
  return at;
}

unsigned cell_width(char32_t code_point) {
  if (code_point < 0x300) return 1;
  if (among(kZeroWidth, code_point)) return 0;
  return among(kWide, code_point) ? 2 : 1;
}

bool needs_escape(const Character& character) {
  return !character.valid || among(kUnsafe, character.code_point);
}

std::string escaped(const Character& character) {
  const auto value = static_cast<unsigned>(character.code_point);
  const char* const form = !character.valid ? "\\x%02x" : value > 0xFFFF ? "\\u{%x}" : "\\u%04x";
  std::array<char, 16> buffer{};
  std::snprintf(buffer.data(), buffer.size(), form, value);
  return buffer.data();
}

std::string printable(std::string_view text) {
  std::string safe;
  safe.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    std::size_t plain = at;
    while (plain < text.size() && text[plain] >= ' ' && text[plain] < '\x7f') ++plain;
    safe += text.substr(at, plain - at);
    if ((at = plain) == text.size()) break;
    const Character character = character_at(text, at);
    if (needs_escape(character)) {
      safe += escaped(character);
    } else {
      safe += text.substr(at, character.size);
    }
    at += character.size;
  }
  return safe;
}

std::size_t utf16_units(std::string_view text) {
  if (is_ascii(text)) return text.size();
  std::size_t units = 0;
  // A lead byte of four announces a surrogate pair; continuation bytes count nothing.
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    units += ((byte & 0xC0) != 0x80 ? 1U : 0U) + (byte >= 0xF0 ? 1U : 0U);
  }
  return units;
}

}  // namespace celint
