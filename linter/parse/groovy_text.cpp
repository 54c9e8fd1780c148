// A scanner that knows Groovy's strings, comments and brackets and nothing else: enough to find where an
// expression ends without understanding it.
#include "parse/groovy_text.h"

#include <algorithm>

#include "parse/parse.h"
#include "parse/utf8.h"

namespace celint {
namespace {

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\f'; }
bool is_break(char c) { return c == '\n' || c == '\r'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_at(std::string_view text, std::size_t at, std::string_view word) {
  return text.substr(std::min(at, text.size())).starts_with(word);
}

std::size_t find_or_end(std::string_view text, std::string_view what, std::size_t at) {
  return std::min(text.find(what, at), text.size());
}

/// The quotes of the string at `at`, longest first; empty if none begins here.
std::string_view opening(std::string_view text, std::size_t at) {
  for (const std::string_view quotes : {"'''", "\"\"\"", "$/", "'", "\"", "/"})
    if (is_at(text, at, quotes)) return quotes;
  return {};
}

bool interpolates(std::string_view quotes) { return !quotes.starts_with('\''); }
bool spans_lines(std::string_view quotes) { return quotes.size() == 3 || quotes.find('/') != quotes.npos; }

/// Appends what the escape at `at` stands for; returns the offset behind it.
std::size_t read_escape(std::string_view text, std::size_t at, std::string& value) {
  constexpr std::string_view kLetters = "ntrbf";
  constexpr std::string_view kMeaning = "\n\t\r\b\f";
  if (at + 1 >= text.size()) return text.size();
  const char letter = text[at + 1];
  if (letter == '\n') return at + 2;
  if (const std::size_t found = kLetters.find(letter); found != std::string_view::npos) {
    value += kMeaning[found];
    return at + 2;
  }
  if (letter == 'u' && at + 6 <= text.size()) {
    const std::string digits(text.substr(at + 2, 4));
    if (digits.find_first_not_of("0123456789abcdefABCDEF") == std::string::npos) {
      append_utf8(value, static_cast<std::uint32_t>(std::stoul(digits, nullptr, 16)));
      return at + 6;
    }
  }
  value += letter;
  return at + 2;
}

/// In `/.../` a backslash escapes only the slash; in `$/.../$` a dollar escapes a dollar or a slash.
std::size_t read_slashy_escape(std::string_view text, std::size_t at, std::string_view quotes,
                               std::string& value) {
  const char escape = quotes == "/" ? '\\' : '$';
  const char next = at + 1 < text.size() ? text[at + 1] : '\0';
  const bool escaped = next == '/' || (escape == '$' && next == '$');
  if (text[at] != escape || !escaped) return at;
  value += next;
  return at + 2;
}

GroovyString read_string(std::string_view text, std::size_t at, std::size_t depth);

/// Brackets, strings and line ends of an expression, one token after the other.
class Scanner {
 public:
  Scanner(std::string_view text, std::size_t at, std::size_t depth) : text_(text), at_(at), depth_(depth) {}

  std::size_t expression_end(bool in_list, bool operand) {
    operand_ = operand;
    while (at_ < text_.size()) {
      at_ = after_groovy_space(text_, at_, !closers_.empty());
      if (at_ >= text_.size()) break;
      if (closers_.empty() && ends(in_list)) return at_;
      if (is_break(text_[at_]))
        at_ = after_groovy_space(text_, at_, true);
      else if (!take())
        return kNoOffset;
    }
    return closers_.empty() ? at_ : kNoOffset;
  }

  std::size_t group_end() {
    do {
      at_ = after_groovy_space(text_, at_, true);
      if (at_ >= text_.size() || !take()) return kNoOffset;
    } while (!closers_.empty());
    return at_;
  }

 private:
  bool ends(bool in_list) const {
    const char c = text_[at_];
    if (is_break(c)) return operand_ && !groovy_expression_goes_on(text_, at_);
    return c == ';' || c == ')' || c == ']' || c == '}' || (in_list && c == ',');
  }

  bool take() {
    const char c = text_[at_];
    const bool division = c == '/' && operand_;
    if (starts_groovy_string(text_, at_) && !division) return take_string();
    if (continues_groovy_name(c)) {
      while (at_ < text_.size() && continues_groovy_name(text_[at_])) ++at_;
      operand_ = true;
      return true;
    }
    ++at_;
    return take_mark(c);
  }

  bool take_string() {
    const GroovyString string = read_string(text_, at_, depth_ + 1);
    at_ = string.end;
    operand_ = true;
    return at_ != kNoOffset;
  }

  bool take_mark(char c) {
    operand_ = c == ')' || c == ']' || c == '}';
    if (c == '(') closers_ += ')';
    if (c == '[') closers_ += ']';
    if (c == '{') closers_ += '}';
    if (!operand_) return depth_ + closers_.size() <= kMaxDepth;
    if (closers_.empty() || closers_.back() != c) return false;
    closers_.pop_back();
    return true;
  }

  std::string_view text_;
  std::size_t at_;
  std::size_t depth_;
  bool operand_ = false;
  std::string closers_;
};

/// Offset behind an interpolation that begins at `at`; `at` itself if the dollar is only a dollar.
std::size_t after_interpolation(std::string_view text, std::size_t at, std::size_t depth) {
  if (text[at] != '$' || at + 1 >= text.size()) return at;
  if (text[at + 1] == '{') return Scanner(text, at + 1, depth).group_end();
  return starts_groovy_name(text[at + 1]) && text[at + 1] != '$' ? at + 2 : at;
}

GroovyString read_string(std::string_view text, std::size_t at, std::size_t depth) {
  GroovyString string;
  const std::string_view quotes = opening(text, at);
  const std::string_view closing = quotes == "$/" ? "/$" : quotes;
  const bool slashy = quotes.find('/') != std::string_view::npos;
  if (depth > kMaxDepth) return string;
  for (at += quotes.size(); at < text.size();) {
    if (is_at(text, at, closing)) {
      string.end = at + closing.size();
      return string;
    }
    if (is_break(text[at]) && !spans_lines(quotes)) return string;
    std::size_t next = slashy             ? read_slashy_escape(text, at, quotes, string.value)
                       : text[at] == '\\' ? read_escape(text, at, string.value)
                                          : at;
    if (next == at && interpolates(quotes)) {
      next = after_interpolation(text, at, depth + 1);
      if (next == kNoOffset) return string;
      string.computed |= next != at;
    }
    if (next == at) string.value += text[next++];
    at = next;
  }
  return string;
}

}  // namespace

bool starts_groovy_name(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '$' ||
         static_cast<unsigned char>(c) >= 0x80;
}

bool continues_groovy_name(char c) { return starts_groovy_name(c) || is_digit(c); }

std::size_t after_groovy_space(std::string_view text, std::size_t at, bool lines) {
  while (at < text.size()) {
    if (is_blank(text[at]) || (lines && is_break(text[at]))) {
      ++at;
    } else if (is_at(text, at, "//")) {
      at = std::min(text.find_first_of("\r\n", at), text.size());
    } else if (is_at(text, at, "/*")) {
      at = std::min(find_or_end(text, "*/", at + 2) + 2, text.size());
    } else if (is_at(text, at, "\\\n")) {
      at += 2;
    } else {
      break;
    }
  }
  return at;
}

std::size_t groovy_name_end(std::string_view text, std::size_t at) {
  if (at >= text.size() || !starts_groovy_name(text[at])) return at;
  while (at < text.size() && continues_groovy_name(text[at])) ++at;
  return at;
}

bool starts_groovy_string(std::string_view text, std::size_t at) { return !opening(text, at).empty(); }

GroovyString read_groovy_string(std::string_view text, std::size_t at) { return read_string(text, at, 0); }

bool groovy_expression_goes_on(std::string_view text, std::size_t at) {
  at = after_groovy_space(text, at, false);
  const bool new_line = at < text.size() && is_break(text[at]);
  if (new_line) at = after_groovy_space(text, at, true);
  if (at >= text.size() || text[at] == '}' || text[at] == ';') return false;
  // No statement of a configuration begins with one of these.
  constexpr std::string_view kOperators = ".?:&|*%<>=!^+-/,";
  return !new_line || kOperators.find(text[at]) != std::string_view::npos;
}

std::size_t groovy_expression_end(std::string_view text, std::size_t at, bool in_list, bool operand) {
  return Scanner(text, at, 0).expression_end(in_list, operand);
}

std::size_t groovy_group_end(std::string_view text, std::size_t at) {
  return Scanner(text, at, 0).group_end();
}

}  // namespace celint
