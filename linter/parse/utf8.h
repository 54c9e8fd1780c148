// UTF-8 at the level of bytes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace celint {

/// U+FEFF at the start of a file.
inline constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

/// Bytes of the character at `at`, judged by its first byte and cut at the end of the text; 0 at the end.
std::size_t character_size(std::string_view text, std::size_t at);

/// The start of the character that the byte at `at` belongs to.
std::size_t character_start(std::string_view text, std::size_t at);

/// No byte above U+007F.
bool is_ascii(std::string_view text);

/// Bytes of the longest prefix that is well-formed UTF-8 (RFC 3629: no surrogates, nothing overlong).
std::size_t valid_utf8_prefix(std::string_view text);

/// Appends a code point; surrogates and values beyond U+10FFFF become U+FFFD.
void append_utf8(std::string& text, std::uint32_t code_point);

}  // namespace celint
