#include "report/page.h"

#include <charconv>

#include "report/character.h"
#include "report/mask.h"

namespace celint {
namespace {

/// Base64 (RFC 4648) of bytes given as hexadecimal.
std::string base64(std::string_view hex) {
  constexpr std::string_view kLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  std::uint32_t bits = 0;
  int count = 0;
  for (const char digit : hex) {
    std::uint32_t value = 0;
    std::from_chars(&digit, &digit + 1, value, 16);
    bits = bits << 4 | value;
    count += 4;
    if (count < 6) continue;
    count -= 6;
    out += kLetters[bits >> count & 63];
  }
  if (count > 0) out += kLetters[bits << (6 - count) & 63];
  while (out.size() % 4 != 0) out += '=';
  return out;
}

}  // namespace

std::string hash_source(const PagePart& part) { return "'sha256-" + base64(part.sha256) + "'"; }

std::string html_lines(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '&')
      out += "&amp;";
    else if (c == '<')
      out += "&lt;";
    else if (c == '>')
      out += "&gt;";
    else if (c == '"')
      out += "&quot;";
    else if (c == '\'')
      out += "&#39;";
    else
      out += c;
  }
  return out;
}

std::string html_text(std::string_view text) { return html_lines(printable(masked(text))); }

}  // namespace celint
