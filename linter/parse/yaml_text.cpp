#include "parse/yaml_text.h"

#include <algorithm>

#include "parse/utf8.h"

namespace celint {
namespace {

constexpr std::size_t kStep = 64;

}  // namespace

std::size_t line_break_size(std::string_view text, std::size_t at) {
  if (at >= text.size()) return 0;
  switch (static_cast<unsigned char>(text[at])) {
    case '\n':
      return 1;
    case '\r':
      return text.substr(at, 2) == "\r\n" ? 2 : 1;
    case 0xC2:
      return text.substr(at, 2) == "\u0085" ? 2 : 0;
    case 0xE2:
      return text.substr(at, 3) == "\u2028" || text.substr(at, 3) == "\u2029" ? 3 : 0;
    default:
      return 0;
  }
}

std::size_t line_end(std::string_view text, std::size_t at) {
  return std::min(text.find_first_of("\r\n", at), text.size());
}

std::size_t after_comments(std::string_view text, std::size_t at) {
  while (at < text.size()) {
    const std::size_t line_break = line_break_size(text, at);
    if (text[at] == '#') {
      at = line_end(text, at);
    } else if (line_break > 0 || text[at] == ' ' || text[at] == '\t') {
      at += std::max<std::size_t>(line_break, 1);
    } else {
      break;
    }
  }
  return std::min(at, text.size());
}

std::size_t after_properties(std::string_view text, std::size_t begin, std::size_t end, std::size_t count) {
  std::size_t at = begin;
  const std::string_view before_end = text.substr(0, end);
  for (; count > 0 && at < end && (text[at] == '&' || text[at] == '!'); --count) {
    while (at < end && line_break_size(text, at) == 0 && text[at] != ' ' && text[at] != '\t' &&
           text[at] != ',')
      ++at;
    at = after_comments(before_end, at);
  }
  return std::min(at, end);
}

CodePoints::CodePoints(std::string_view text) : text_(text) {
  if (is_ascii(text)) return;
  std::size_t count = 0;
  for (std::size_t at = 0; at < text.size(); at += character_size(text, at))
    if (count++ % kStep == 0) every_64th_.push_back(at);
}

std::size_t CodePoints::counted_byte(std::size_t index) const {
  if (index / kStep >= every_64th_.size()) return text_.size();
  std::size_t at = every_64th_[index / kStep];
  for (std::size_t i = 0; i < index % kStep; ++i) at += character_size(text_, at);
  return at;
}

YamlParts::YamlParts(std::string_view text) : text_(text) {
  coming_.begin = line_ = text.starts_with(kByteOrderMark) ? kByteOrderMark.size() : 0;
}

std::optional<YamlPart> YamlParts::next() {
  constexpr std::string_view kSeparator = "---";
  constexpr std::string_view kBlanks = " \t\r";
  if (ended_) return std::nullopt;
  YamlPart part = coming_;
  while (line_ < text_.size()) {
    const std::size_t line = line_;
    const std::size_t line_break = std::min(text_.find('\n', line), text_.size());
    line_ = std::min(line_break + 1, text_.size());
    if (text_.substr(line, kSeparator.size()) != kSeparator) continue;
    part.end = line;
    coming_ = {.begin = line};
    const std::size_t junk = text_.find_first_not_of(kBlanks, line + kSeparator.size());
    if (junk < line_break && text_[junk] != '#') {
      coming_.junk_begin = junk;
      coming_.junk_end = text_.find_last_not_of(kBlanks, line_break - 1) + 1;
      coming_.begin = line_;
    }
    return part;
  }
  ended_ = true;
  part.end = text_.size();
  return part;
}

}  // namespace celint
