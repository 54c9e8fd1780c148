#include "model/suppression_text.h"

#include <algorithm>

#include "read/identifiers.h"

namespace celint {
namespace {

constexpr std::string_view kBlanks = " \t\r";
constexpr std::string_view kExpires = "expires";

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = std::min(text.find_first_not_of(kBlanks), text.size());
  return text.substr(begin, text.find_last_not_of(kBlanks) + 1 - begin);
}

bool is_blank_at(std::string_view text, std::size_t at) {
  return at >= text.size() || kBlanks.find(text[at]) != kBlanks.npos;
}

/// Cuts at the first `--` between blanks: what stands before it is left, what follows returned.
std::string_view take_reason(std::string_view& text) {
  for (std::size_t at = text.find("--"); at != text.npos; at = text.find("--", at + 1)) {
    if ((at > 0 && !is_blank_at(text, at - 1)) || !is_blank_at(text, at + 2)) continue;
    const std::string_view reason = trimmed(text.substr(at + 2));
    text = text.substr(0, at);
    return reason;
  }
  return {};
}

/// The next word, cut off; `comma` tells whether a comma stands before it.
std::string_view take_word(std::string_view& text, bool& comma) {
  const std::size_t begin = std::min(text.find_first_not_of(" \t\r,"), text.size());
  comma = text.substr(0, begin).find(',') != text.npos;
  const std::size_t end = std::min(text.find_first_of(" \t\r,", begin), text.size());
  const std::string_view word = text.substr(begin, end - begin);
  text.remove_prefix(end);
  return word;
}

}  // namespace

SuppressionText read_suppression(std::string_view text) {
  SuppressionText result;
  result.reason = take_reason(text);
  const std::string_view all = text;
  bool comma = false;
  for (std::string_view word = take_word(text, comma); !word.empty(); word = take_word(text, comma)) {
    if (word == kExpires && !comma && result.expires.empty()) {
      const std::string_view date = take_word(text, comma);
      result.expires = date.empty() ? word : date;
    } else if (result.rules.empty() || comma) {
      result.rules.push_back(word);
    } else {
      result.surplus = trimmed(all.substr(static_cast<std::size_t>(word.data() - all.data())));
      break;
    }
  }
  return result;
}

SuppressionText read_suppression_value(std::string_view text) {
  const std::string_view value = trimmed(text);
  if (value.starts_with(kExpires) && is_blank_at(value, kExpires.size())) return read_suppression(value);
  return {{}, {}, value, {}};
}

std::string expiry_fault(const SuppressionText& words) {
  if (words.expires.empty() || is_date(words.expires)) return {};
  return "'" + std::string(words.expires) +
         "' is not a date such as 2027-01-31, so this suppression hides nothing.";
}

}  // namespace celint
