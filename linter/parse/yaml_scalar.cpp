#include "parse/yaml_scalar.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstdlib>

#include "parse/tree_builder.h"
#include "parse/utf8.h"

namespace celint {
namespace {

constexpr std::string_view kDigits = "0123456789";

struct Word {
  std::string_view text;
  Kind kind;
};

constexpr std::array kWords = {
    Word{"", Kind::null},         Word{"~", Kind::null},        Word{"null", Kind::null},
    Word{"Null", Kind::null},     Word{"NULL", Kind::null},     Word{"y", Kind::boolean},
    Word{"Y", Kind::boolean},     Word{"yes", Kind::boolean},   Word{"Yes", Kind::boolean},
    Word{"YES", Kind::boolean},   Word{"true", Kind::boolean},  Word{"True", Kind::boolean},
    Word{"TRUE", Kind::boolean},  Word{"on", Kind::boolean},    Word{"On", Kind::boolean},
    Word{"ON", Kind::boolean},    Word{"n", Kind::boolean},     Word{"N", Kind::boolean},
    Word{"no", Kind::boolean},    Word{"No", Kind::boolean},    Word{"NO", Kind::boolean},
    Word{"false", Kind::boolean}, Word{"False", Kind::boolean}, Word{"FALSE", Kind::boolean},
    Word{"off", Kind::boolean},   Word{"Off", Kind::boolean},   Word{"OFF", Kind::boolean},
};

constexpr std::array<std::string_view, 12> kNotFinite = {
    ".nan", ".NaN", ".NAN", ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF", "-.inf", "-.Inf", "-.INF"};

constexpr std::size_t kLongestWord = 5;

std::size_t skip_digits(std::string_view text, std::size_t at) {
  return std::min(text.find_first_not_of(kDigits, at), text.size());
}

// Go's ParseInt and ParseUint with base 0: what does not fit 64 bits is no integer.
bool is_integer(std::string_view text) {
  const bool sign = text.starts_with('-') || text.starts_with('+');
  const bool negative = text.starts_with('-');
  if (sign) text.remove_prefix(1);
  int base = 10;
  if (text.size() > 1 && text[0] == '0') {
    const char letter = text[1];
    base = letter == 'x' || letter == 'X' ? 16 : letter == 'b' || letter == 'B' ? 2 : 8;
    text.remove_prefix(base != 8 || letter == 'o' || letter == 'O' ? 2 : 1);
  }
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, base);
  if (text.empty() || error != std::errc() || end != text.data() + text.size()) return false;
  const std::uint64_t limit = std::uint64_t{1} << 63U;
  if (!sign) return true;
  return negative ? value <= limit : value < limit;
}

// [-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?, and within the range of a double.
bool is_float(const std::string& text) {
  std::size_t at = text.starts_with('-') || text.starts_with('+') ? 1 : 0;
  const std::size_t integer = at;
  at = skip_digits(text, at);
  const bool has_integer = at > integer;
  bool has_fraction = false;
  if (at < text.size() && text[at] == '.') {
    const std::size_t fraction = ++at;
    at = skip_digits(text, at);
    has_fraction = at > fraction;
  }
  if (!has_integer && !has_fraction) return false;
  if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
    ++at;
    if (at < text.size() && (text[at] == '-' || text[at] == '+')) ++at;
    const std::size_t exponent = at;
    at = skip_digits(text, at);
    if (at == exponent) return false;
  }
  return at == text.size() && std::isfinite(std::strtod(text.c_str(), nullptr));
}

struct Typed {
  Kind kind = Kind::string;
  bool integer = false;
  bool finite = true;
};

Typed type_of(std::string_view text) {
  if (!may_be_typed(text)) return {};
  if (text.size() <= kLongestWord) {
    const auto* const word = std::ranges::find(kWords, text, &Word::text);
    if (word != kWords.end()) return {word->kind, false, true};
    if (std::ranges::find(kNotFinite, text) != kNotFinite.end()) return {Kind::number, false, false};
  }
  const char first = text.front();
  if (first == '.') return {is_float(std::string(text)) ? Kind::number : Kind::string, false, true};
  if (first != '+' && first != '-' && (first < '0' || first > '9')) return {};
  std::string plain(text);
  std::erase(plain, '_');
  if (is_integer(plain)) return {Kind::number, true, true};
  return {is_float(plain) ? Kind::number : Kind::string, false, true};
}

// Whether yaml.v2 takes a value of this type under the short tag.
bool fits(const Typed& type, std::string_view tag) {
  if (tag == "int") return type.kind == Kind::number && type.integer;
  if (tag == "float") return type.kind == Kind::number;
  if (tag == "bool") return type.kind == Kind::boolean;
  if (tag == "null") return type.kind == Kind::null;
  return true;
}

}  // namespace

Resolved resolve_scalar(std::string_view text, std::string_view tag) {
  constexpr std::string_view kPrefix = "tag:yaml.org,2002:";
  constexpr std::array<std::string_view, 4> kTyped = {"int", "float", "bool", "null"};
  std::string_view name;
  if (!tag.empty()) {
    if (!tag.starts_with(kPrefix)) return {};
    name = tag.substr(kPrefix.size());
    if (std::ranges::find(kTyped, name) == kTyped.end()) return {};
  }
  const Typed type = type_of(text);
  if (!fits(type, name))
    return {Kind::string, quoted(text) + " does not fit its tag '!!" + std::string(name) + "'."};
  if (!type.finite) return {Kind::number, "kubectl refuses " + quoted(text) + ": JSON has no such number."};
  return {type.kind, {}};
}

std::optional<std::string> decode_base64(std::string_view text) {
  constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string digits(text);
  std::erase_if(digits, [](char c) { return c == '\n' || c == '\r'; });
  if (digits.size() % 4 != 0) return std::nullopt;
  const std::size_t padding = digits.ends_with("==") ? 2 : digits.ends_with('=') ? 1 : 0;
  digits.resize(digits.size() - padding);
  std::string bytes;
  std::uint32_t bits = 0;
  int count = 0;
  for (const char c : digits) {
    const std::size_t digit = kAlphabet.find(c);
    if (digit == std::string_view::npos) return std::nullopt;
    bits = (bits << 6U) | static_cast<std::uint32_t>(digit);
    count += 6;
    if (count < 8) continue;
    count -= 8;
    bytes.push_back(static_cast<char>((bits >> static_cast<unsigned>(count)) & 0xFFU));
  }
  std::string valid;
  for (std::string_view rest = bytes; !rest.empty();) {
    const std::size_t size = valid_utf8_prefix(rest);
    valid.append(rest.substr(0, size));
    rest.remove_prefix(size);
    if (rest.empty()) break;
    append_utf8(valid, 0xFFFD);
    rest.remove_prefix(1);
  }
  return valid;
}

}  // namespace celint
