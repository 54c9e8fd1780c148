#include "parse/json_token.h"

#include <algorithm>
#include <array>
#include <optional>

#include "parse/tree_builder.h"
#include "parse/utf8.h"

namespace celint {
namespace {

constexpr std::string_view kBlanks = " \t";
constexpr std::string_view kSpace = " \t\r\n";
constexpr std::string_view kDigits = "0123456789";

std::size_t find_or_end(std::string_view text, std::string_view any, std::size_t at) {
  return std::min(text.find_first_of(any, at), text.size());
}

std::size_t skip(std::string_view text, std::string_view any, std::size_t at) {
  return std::min(text.find_first_not_of(any, at), text.size());
}

bool at_curly_quote(std::string_view text, std::size_t at) {
  const std::string_view three = text.substr(at, 3);
  return three == "\u201C" || three == "\u201D";
}

// A curly quote is closed by any double quote, others by themselves.
std::size_t closing_size(std::string_view text, std::size_t at, char opener) {
  const bool curly = opener != '"' && opener != '\'';
  if (curly && at_curly_quote(text, at)) return 3;
  return text[at] == (curly ? '"' : opener) ? 1 : 0;
}

// Whether a string that meets a line break goes on behind it: its next quote then stands before `,`, `:` or a
// bracket.
bool goes_on(std::string_view text, std::size_t line_break, char opener) {
  std::size_t at = line_break;
  while (at < text.size() && closing_size(text, at, opener) == 0) at += text[at] == '\\' ? 2 : 1;
  if (at >= text.size()) return false;
  const std::size_t next = skip(text, kSpace, at + closing_size(text, at, opener));
  return next == text.size() || std::string_view(",:]}").find(text[next]) != std::string_view::npos;
}

std::optional<std::uint32_t> hex4(std::string_view text, std::size_t at) {
  if (at + 4 > text.size()) return std::nullopt;
  std::uint32_t value = 0;
  for (const char c : text.substr(at, 4)) {
    const std::size_t digit = std::string_view("0123456789abcdefABCDEF").find(c);
    if (digit == std::string_view::npos) return std::nullopt;
    value = value * 16 + static_cast<std::uint32_t>(digit > 15 ? digit - 6 : digit);
  }
  return value;
}

bool is_high_surrogate(std::uint32_t unit) { return unit >= 0xD800 && unit <= 0xDBFF; }
bool is_low_surrogate(std::uint32_t unit) { return unit >= 0xDC00 && unit <= 0xDFFF; }

// Decodes the `\u` escape at `at`; returns its bytes, 0 if it is none.
std::size_t unicode_escape(std::string_view text, std::size_t at, StringToken& token) {
  const auto unit = hex4(text, at + 2);
  if (!unit) return 0;
  if (is_high_surrogate(*unit) && text.substr(at + 6, 2) == "\\u") {
    const auto low = hex4(text, at + 8);
    if (low && is_low_surrogate(*low)) {
      append_utf8(token.decoded, 0x10000 + ((*unit - 0xD800) << 10U) + (*low - 0xDC00));
      return 12;
    }
  }
  if (is_high_surrogate(*unit) || is_low_surrogate(*unit))
    token.faults.push_back({at, at + 6, quoted(text.substr(at, 6)) + " is half of a surrogate pair."});
  append_utf8(token.decoded, *unit);
  return 6;
}

// Decodes the escape at `at`; an escape that JSON does not have stays as written. Returns its bytes.
std::size_t escape(std::string_view text, std::size_t at, char opener, StringToken& token) {
  constexpr std::string_view kLetters = "\"\\/bfnrt";
  constexpr std::string_view kMeanings = "\"\\/\b\f\n\r\t";
  const char letter = at + 1 < text.size() ? text[at + 1] : '\n';
  const std::size_t index = kLetters.find(letter);
  if (index != std::string_view::npos) {
    token.decoded.push_back(kMeanings[index]);
    return 2;
  }
  if (letter == '\'' && opener == '\'') {
    token.decoded.push_back('\'');
    return 2;
  }
  if (letter == 'u')
    if (const std::size_t size = unicode_escape(text, at, token); size > 0) return size;
  const std::size_t size = letter == '\n' || letter == '\r' ? 1 : 1 + character_size(text, at + 1);
  token.faults.push_back(
      {at, at + size, quoted(text.substr(at, size)) + " is not an escape sequence of JSON."});
  token.decoded.append(text.substr(at, size));
  return size;
}

// Ends a string that has no closing quote: at the end of its line, before a comma.
void end_unclosed(std::string_view text, std::size_t begin, std::size_t line_end, StringToken& token) {
  std::size_t end = line_end;
  while (end > begin + 1 && kSpace.find(text[end - 1]) != std::string_view::npos) --end;
  if (end > begin + 1 && text[end - 1] == ',') --end;
  token.end = end;
  const std::size_t surplus = line_end - end;
  token.decoded.resize(token.decoded.size() - std::min(surplus, token.decoded.size()));
  std::erase_if(token.faults, [&](const Fault& fault) { return fault.begin >= end; });
  token.faults.push_back({begin, end, "This string has no closing quote."});
}

std::size_t control_run(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (end < text.size() && static_cast<unsigned char>(text[end]) < 0x20) ++end;
  return end - at;
}

bool is_json_number(std::string_view word) {
  std::size_t at = word.starts_with('-') ? 1 : 0;
  const std::size_t integer = at;
  at = skip(word, kDigits, at);
  if (at == integer || (at > integer + 1 && word[integer] == '0')) return false;
  if (at < word.size() && word[at] == '.') {
    const std::size_t fraction = at + 1;
    at = skip(word, kDigits, fraction);
    if (at == fraction) return false;
  }
  if (at < word.size() && (word[at] == 'e' || word[at] == 'E')) {
    ++at;
    if (at < word.size() && (word[at] == '+' || word[at] == '-')) ++at;
    const std::size_t exponent = at;
    at = skip(word, kDigits, exponent);
    if (at == exponent) return false;
  }
  return at == word.size();
}

struct Spelling {
  std::string_view word;
  Kind kind;
  std::string_view json;  // empty: JSON has no such value
};

// Words of Python and JavaScript that are meant as JSON literals.
constexpr std::array kSpellings = {
    Spelling{"True", Kind::boolean, "true"},   Spelling{"TRUE", Kind::boolean, "true"},
    Spelling{"False", Kind::boolean, "false"}, Spelling{"FALSE", Kind::boolean, "false"},
    Spelling{"None", Kind::null, "null"},      Spelling{"Null", Kind::null, "null"},
    Spelling{"NULL", Kind::null, "null"},      Spelling{"undefined", Kind::null, "null"},
};

bool looks_numeric(std::string_view word) {
  if (word == "NaN" || word == "Infinity" || word == "-Infinity") return true;
  const std::size_t first = std::min(word.find_first_not_of("+-."), word.size());
  return first < word.size() && kDigits.find(word[first]) != std::string_view::npos &&
         word.find_first_not_of("0123456789abcdefABCDEFxXoO+-._") == std::string_view::npos;
}

// Sets kind and fault from the word's text.
void classify(std::string_view word, WordToken& token) {
  if (word == "null") token.kind = Kind::null;
  if (word == "true" || word == "false") token.kind = Kind::boolean;
  if (is_json_number(word)) token.kind = Kind::number;
  if (token.kind != Kind::string) return;
  for (const Spelling& spelling : kSpellings) {
    if (spelling.word != word) continue;
    token.kind = spelling.kind;
    token.fault = "JSON spells " + quoted(word) + " as " + quoted(spelling.json) + ".";
    return;
  }
  if (looks_numeric(word)) {
    token.kind = Kind::number;
    token.fault = quoted(word) + " is not a number in JSON.";
  } else {
    token.fault = "The text " + quoted(word) + " must stand in double quotes.";
  }
}

// The end of the part that starts at `at`; `${...}` belongs to it as a whole.
std::size_t part_end(std::string_view text, std::size_t at, std::string_view stops) {
  std::size_t end = at;
  while (end < text.size() && stops.find(text[end]) == std::string_view::npos) {
    if (text.substr(end, 2) == "${") {
      const std::size_t close = find_or_end(text, "}\n", end);
      if (close < text.size() && text[close] == '}') end = close;
    }
    ++end;
  }
  return end;
}

}  // namespace

std::size_t quote_size(std::string_view text, std::size_t at) {
  if (at >= text.size()) return 0;
  if (text[at] == '"' || text[at] == '\'') return 1;
  return at_curly_quote(text, at) ? 3 : 0;
}

StringToken read_string(std::string_view text, std::size_t begin) {
  StringToken token;
  const char opener = text[begin];
  token.text_begin = begin + quote_size(text, begin);
  std::size_t at = token.text_begin;
  std::size_t closing = 0;
  while (at < text.size() && (closing = closing_size(text, at, opener)) == 0) {
    if (text[at] == '\\') {
      at += escape(text, at, opener, token);
    } else if (const std::size_t run = control_run(text, at); run > 0) {
      const bool breaks = text.substr(at, run).find_first_of("\r\n") != std::string_view::npos;
      if (breaks && !goes_on(text, at, opener)) break;
      token.faults.push_back({at, at + run, "A string must not hold a raw line break or control character."});
      token.decoded.append(text.substr(at, run));
      at += run;
    } else {
      token.decoded.push_back(text[at++]);
    }
  }
  if (at >= text.size() || closing == 0) {
    end_unclosed(text, begin, std::min(at, text.size()), token);
  } else {
    token.end = at + closing;
    if (opener != '"')
      token.faults.push_back({begin, token.end, "A string must stand in straight double quotes."});
  }
  token.as_written = text.substr(token.text_begin, token.decoded.size()) == token.decoded;
  return token;
}

WordToken read_word(std::string_view text, std::size_t begin, bool key) {
  WordToken token;
  token.end = part_end(text, begin, key ? ",:{}[]\"' \t\r\n" : ",{}[]\" \t\r\n");
  token.end = std::max(token.end, begin + character_size(text, begin));
  const std::string_view written = text.substr(begin, token.end - begin);
  // A literal may touch the comment behind it; in other words `/` is text.
  const std::string_view literal = written.substr(0, written.find('/'));
  classify(literal, token);
  if (!literal.empty() && token.fault.empty()) {
    token.end = begin + literal.size();
    return token;
  }
  token = {token.end, Kind::string, {}};
  classify(written, token);
  if (key || token.fault.empty()) return token;
  // Words in a row are one text without quotes.
  for (;;) {
    const std::size_t next = skip(text, kBlanks, token.end);
    if (next == token.end || comment_size(text, next) > 0) break;
    const std::size_t end = part_end(text, next, ",{}[]\" \t\r\n");
    if (end == next) break;
    token.end = end;
    token.kind = Kind::string;
  }
  if (token.kind == Kind::string) classify(text.substr(begin, token.end - begin), token);
  return token;
}

std::size_t comment_size(std::string_view text, std::size_t at) {
  const std::string_view rest = text.substr(std::min(at, text.size()));
  if (rest.starts_with("/*")) {
    const std::size_t close = rest.find("*/", 2);
    return close == std::string_view::npos ? rest.size() : close + 2;
  }
  return rest.starts_with("//") || rest.starts_with('#') ? find_or_end(rest, "\r\n", 0) : 0;
}

}  // namespace celint
