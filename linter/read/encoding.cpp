#include "read/encoding.h"

#include <string>

#include "read/lanes.h"

namespace celint {
namespace {

unsigned byte_at(std::string_view text, std::size_t at) {
  return at < text.size() ? static_cast<unsigned char>(text[at]) : 0;
}

bool continues(std::string_view text, std::size_t at) { return (byte_at(text, at) & 0xC0U) == 0x80U; }

// Bytes of the UTF-8 sequence at `at`; 0 if there is none. Table 3-7 of the Unicode Standard.
std::size_t sequence_size(std::string_view text, std::size_t at) {
  const unsigned first = byte_at(text, at);
  const unsigned second = byte_at(text, at + 1);
  if (first < 0x80) return 1;
  if (first < 0xC2 || first > 0xF4 || !continues(text, at + 1)) return 0;
  if (first < 0xE0) return 2;
  if (!continues(text, at + 2)) return 0;
  if (first == 0xE0 && second < 0xA0) return 0;
  if (first == 0xED && second > 0x9F) return 0;
  if (first < 0xF0) return 3;
  if (!continues(text, at + 3)) return 0;
  if (first == 0xF0 && second < 0x90) return 0;
  if (first == 0xF4 && second > 0x8F) return 0;
  return 4;
}

// The offset of the next byte that needs a closer look: NUL or above ASCII. Nearly every document is plain
// ASCII from end to end.
CELINT_WIDE std::size_t skip_ascii(std::string_view text, std::size_t at) {
  if (at < text.size() && byte_at(text, at) - 1 >= 0x7F) return at;
  return first_place(text, at, 0, [](const char* place) CELINT_INLINE {
    const Lanes lanes = lanes_at(place);
    return is(lanes, 0) | (lanes & 0x80);
  });
}

std::string hexadecimal(unsigned byte) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  return {'0', 'x', kDigits[byte >> 4U], kDigits[byte & 15U]};
}

Problem problem_at(std::string_view text, std::size_t at) {
  const auto begin = static_cast<std::uint32_t>(at);
  const unsigned byte = byte_at(text, at);
  const std::string place = "The byte at offset " + std::to_string(at);
  if (byte == 0) return {{0, begin, begin + 1}, place + " is NUL (0x00): text cannot hold it.", {}};
  return {{0, begin, begin + 1}, place + " (" + hexadecimal(byte) + ") is not valid UTF-8.", {}};
}

}  // namespace

std::optional<Problem> encoding_problem(std::string_view text) {
  // What `>` of Windows PowerShell writes.
  if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF"))
    return Problem{
        {0, 0, 2}, "The file is UTF-16: the byte at offset 0 is not valid UTF-8. Save it as UTF-8.", {}};
  for (std::size_t at = skip_ascii(text, 0); at < text.size(); at = skip_ascii(text, at)) {
    const std::size_t size = byte_at(text, at) == 0 ? 0 : sequence_size(text, at);
    if (size == 0) return problem_at(text, at);
    at += size;
  }
  return std::nullopt;
}

}  // namespace celint
