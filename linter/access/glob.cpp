#include "access/glob.h"

#include <algorithm>
#include <utility>

namespace celint {
namespace {

using Kind = GlobToken::Kind;

constexpr std::size_t kMaxVariables = 255;
constexpr int kArnColons = 5;

bool is_letter(char c) { return lower(c) >= 'a' && lower(c) <= 'z'; }

GlobToken byte_token(char c, Case letters) {
  if (letters == Case::ignored && is_letter(c)) return {Kind::folded, static_cast<std::uint8_t>(lower(c))};
  return {Kind::byte, static_cast<std::uint8_t>(c)};
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

PolicyVariable variable_of(std::string_view inside) {
  const std::size_t comma = inside.find(',');
  if (comma == std::string_view::npos) return {std::string(trimmed(inside)), std::nullopt};
  std::string_view fallback = trimmed(inside.substr(comma + 1));
  if (fallback.size() >= 2 && fallback.front() == '\'' && fallback.back() == '\'')
    fallback = fallback.substr(1, fallback.size() - 2);
  return {std::string(trimmed(inside.substr(0, comma))), std::string(fallback)};
}

enum class Form : std::uint8_t { wildcards, literal, arn };

/// Reads one pattern from left to right. In the ARN form, `colons_` counts up to five, after which the
/// resource part stands.
class Reader {
 public:
  Reader(std::string_view text, Form form, Case letters, Variables variables, Case head = Case::exact)
      : text_(text), form_(form), letters_(letters), head_(head), variables_(variables) {
    glob_.letters = letters;
  }

  Glob read() {
    glob_.tokens.reserve(text_.size() + (form_ == Form::arn ? 2 * kArnColons : 0));
    while (at_ < text_.size()) read_one();
    if (form_ == Form::arn) pad();
    return std::move(glob_);
  }

 private:
  bool in_part() const { return form_ == Form::arn && colons_ < kArnColons; }

  void add(GlobToken token) {
    const bool star = token.kind == Kind::many || token.kind == Kind::many_part;
    if (star && !glob_.tokens.empty() && glob_.tokens.back() == token) return;  // `**` is `*`
    glob_.tokens.push_back(token);
  }

  void read_one() {
    const char c = text_[at_];
    if (c == '$' && variables_ != Variables::text && !in_part() && read_variable()) return;
    ++at_;
    if (c == '*' && form_ != Form::literal) return add({in_part() ? Kind::many_part : Kind::many, 0});
    if (c == '?' && form_ != Form::literal) return add({in_part() ? Kind::one_part : Kind::one, 0});
    add(byte_token(c, in_part() ? head_ : letters_));
    if (c == ':') ++colons_;
  }

  bool read_variable() {
    if (text_.substr(at_, 2) != "${") return false;
    const std::size_t close = text_.find('}', at_);
    if (close == std::string_view::npos) return false;
    const std::string_view inside = text_.substr(at_ + 2, close - at_ - 2);
    if (inside == "*" || inside == "?" || inside == "$") {
      glob_.tokens.push_back(byte_token(inside.front(), Case::exact));
    } else if (variables_ == Variables::opaque) {
      for (const char c : text_.substr(at_, close + 1 - at_))
        glob_.tokens.push_back(byte_token(c, Case::exact));
    } else {
      if (glob_.variables.size() == kMaxVariables) return false;
      const auto index = static_cast<std::uint8_t>(glob_.variables.size());
      glob_.variables.push_back(variable_of(inside));
      glob_.tokens.push_back({Kind::variable, index});
    }
    at_ = close + 1;
    return true;
  }

  void pad() {
    for (; colons_ < kArnColons; ++colons_) {
      add({Kind::byte, ':'});
      add({colons_ + 1 < kArnColons ? Kind::many_part : Kind::many, 0});
    }
  }

  std::string_view text_;
  Form form_;
  Case letters_;
  Case head_;  ///< Of the first five parts of an ARN.
  Variables variables_;
  std::size_t at_ = 0;
  int colons_ = 0;
  Glob glob_;
};

/// Every variable taken as `*`. Only the last star seen is ever tried again: one more byte for an earlier
/// star could only move what follows to the right, and parts of an ARN are fixed in place by their colons.
bool matches_widest(const std::vector<GlobToken>& tokens, std::string_view text) {
  std::size_t token = 0, at = 0;
  std::size_t star = tokens.size(), star_at = 0;
  while (at < text.size()) {
    if (token < tokens.size() && is_star(tokens[token])) {
      star = token++;
      star_at = at;
      if (token == tokens.size())
        return tokens[star].kind == Kind::many ||
               std::all_of(text.begin() + static_cast<std::ptrdiff_t>(at), text.end(),
                           [last = tokens[star]](char c) { return accepts(last, c); });
    } else if (token < tokens.size() && accepts(tokens[token], text[at])) {
      ++token;
      ++at;
    } else {
      if (star == tokens.size() || !accepts(tokens[star], text[star_at])) return false;
      at = ++star_at;
      token = star + 1;
    }
  }
  while (token < tokens.size() && is_star(tokens[token])) ++token;
  return token == tokens.size();
}

bool is_byte(GlobToken token) { return token.kind == Kind::byte || token.kind == Kind::folded; }

/// Whether one byte fits both tokens. Any two wildcards share a letter.
bool share_a_byte(GlobToken a, GlobToken b) {
  if (!is_byte(a)) return !is_byte(b) || share_a_byte(b, a);
  const char value = static_cast<char>(a.value);
  return accepts(b, value) || (a.kind == Kind::folded && accepts(b, static_cast<char>(value - 'a' + 'A')));
}

/// The positions in a pattern that some text reaches; those between `first` and `last` may be among them.
class Positions {
 public:
  explicit Positions(const std::vector<GlobToken>& tokens) : tokens_(tokens), reached_(tokens.size() + 1) {}

  bool empty() const { return first_ > last_; }
  bool at_end() const { return reached_.back() != 0; }

  void add(std::size_t at) {
    for (bool more = true; more; ++at) {  // A star may match nothing.
      reached_[at] = 1;
      first_ = std::min(first_, at);
      last_ = std::max(last_, at);
      more = at < tokens_.size() && is_star(tokens_[at]);
    }
  }

  /// Any number of bytes that fit the token.
  void repeat(GlobToken token) {
    for (std::size_t at = first_; at <= last_ && at < tokens_.size(); ++at)
      if (reached_[at] != 0 && share_a_byte(token, tokens_[at])) add(at + 1);
  }

  /// Moves on by one byte that fits the token; leaves this empty.
  void step(GlobToken token, Positions& to) {
    for (std::size_t at = first_; at <= last_; ++at) {
      if (reached_[at] == 0) continue;
      reached_[at] = 0;
      if (at < tokens_.size() && share_a_byte(token, tokens_[at])) to.add(is_star(tokens_[at]) ? at : at + 1);
    }
    first_ = tokens_.size(), last_ = 0;
  }

 private:
  const std::vector<GlobToken>& tokens_;
  std::vector<char> reached_;
  std::size_t first_ = tokens_.size(), last_ = 0;
};

}  // namespace

bool have_common_text(const Glob& a, const Glob& b) {
  Positions one(b.tokens), other(b.tokens);
  Positions *from = &one, *to = &other;
  from->add(0);
  for (const GlobToken token : a.tokens) {
    if (from->empty()) return false;
    if (is_star(token)) {
      from->repeat(token);
    } else {
      from->step(token, *to);
      std::swap(from, to);
    }
  }
  return from->at_end();
}

Glob parse_glob(std::string_view text, Case letters, Variables variables) {
  return Reader(text, Form::wildcards, letters, variables).read();
}

Glob parse_literal(std::string_view text, Case letters, Variables variables) {
  return Reader(text, Form::literal, letters, variables).read();
}

Glob parse_arn_glob(std::string_view text, Variables variables, Case head) {
  if (text == "*") return {Case::exact, {{Kind::many, 0}}, {}};
  return Reader(text, Form::arn, Case::exact, variables, head).read();
}

Truth matches(const Glob& glob, std::string_view text) {
  if (!matches_widest(glob.tokens, text)) return Truth::no;
  return glob.variables.empty() ? Truth::yes : Truth::maybe;
}

std::optional<std::string> literal_text(const Glob& glob) {
  std::string text;
  for (const GlobToken token : glob.tokens) {
    if (token.kind != Kind::byte) return std::nullopt;
    text += static_cast<char>(token.value);
  }
  return text;
}

std::optional<Glob> substitute(const Glob& glob,
                               const std::function<VariableValue(std::string_view)>& value_of) {
  Glob result;
  result.letters = glob.letters;
  for (const GlobToken token : glob.tokens) {
    if (token.kind != Kind::variable) {
      result.tokens.push_back(token);
      continue;
    }
    const PolicyVariable& variable = glob.variables[token.value];
    VariableValue value = value_of(variable.key);
    if (value.state == VariableValue::State::absent) {
      if (!variable.fallback) return std::nullopt;
      value.text = *variable.fallback;
    }
    if (value.state == VariableValue::State::unknown) {
      result.tokens.push_back({Kind::variable, static_cast<std::uint8_t>(result.variables.size())});
      result.variables.push_back(variable);
    } else {
      for (const char c : value.text) result.tokens.push_back(byte_token(c, glob.letters));
    }
  }
  return result;
}

}  // namespace celint
