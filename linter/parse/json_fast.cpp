// One pass by recursive descent, several bytes at a time through strings and indentation. It never explains:
// at the first doubt it gives up. nlohmann's reader is its oracle in tests.
#include <array>
#include <bit>
#include <cstdint>
#include <cstring>
#include <string>
#include <utility>

#include "parse/json_readers.h"
#include "parse/parse.h"
#include "parse/tree_builder.h"
#include "parse/utf8.h"

namespace celint {
namespace {

constexpr std::uint64_t kOnes = 0x0101010101010101U;

std::uint64_t word_at(const char* at) {
  std::uint64_t word = 0;
  std::memcpy(&word, at, sizeof word);
  return word;
}

bool is_space(char c) { return c <= ' ' && (c == ' ' || c == '\n' || c == '\r' || c == '\t'); }
bool is_ascii(char c) { return (static_cast<unsigned char>(c) & 0x80U) == 0; }
bool is_plain(char c) { return is_ascii(c) && c >= 0x20 && c != '"' && c != '\\'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

// How many of these sixteen bytes come before the first one that is not plain.
std::size_t plain_bytes(const char* at) {
  using Bytes = std::int8_t __attribute__((vector_size(16)));
  Bytes bytes;
  std::memcpy(&bytes, at, sizeof bytes);
  // As numbers with a sign, bytes above ASCII are below the blank too.
  const Bytes stops = (bytes < ' ') | (bytes == '"') | (bytes == '\\');
  std::array<std::uint64_t, 2> words;
  std::memcpy(words.data(), &stops, sizeof stops);
  const auto before = [](std::uint64_t word) {
    const bool little = std::endian::native == std::endian::little;
    return static_cast<std::size_t>(little ? std::countr_zero(word) : std::countl_zero(word)) / 8;
  };
  return words[0] != 0 ? before(words[0]) : 8 + before(words[1]);
}

// 16 for what is no hexadecimal digit.
unsigned hex_value(char c) {
  if (is_digit(c)) return static_cast<unsigned>(c - '0');
  const char lower = static_cast<char>(c | 0x20);
  return lower >= 'a' && lower <= 'f' ? static_cast<unsigned>(lower - 'a') + 10 : 16;
}

// What stands for a character after a backslash; NUL for none.
char escaped(char c) {
  constexpr std::string_view kWritten = "\"\\/bfnrt";
  constexpr std::string_view kMeant = "\"\\/\b\f\n\r\t";
  const std::size_t found = kWritten.find(c);
  return found == std::string_view::npos ? '\0' : kMeant[found];
}

// Every function reads one thing at the place and moves past it; false: give up.
class Reader {
 public:
  explicit Reader(const Passage& passage)
      : passage_(passage),
        begin_(passage.text.data()),
        end_(begin_ + passage.text.size()),
        at_(begin_ + (passage.text.starts_with(kByteOrderMark) ? kByteOrderMark.size() : 0)) {}

  std::optional<std::vector<Document>> read(const ItemTaker* taker) {
    std::vector<Document> documents;
    for (skip_space(); at_ < end_; skip_space()) {
      TreeBuilder tree(passage_, Format::json, static_cast<std::size_t>(end_ - at_),
                       std::exchange(taker, nullptr));
      tree_ = &tree;
      if (!value()) return std::nullopt;
      documents.push_back(tree.take(offset()));
    }
    return documents;
  }

 private:
  std::size_t offset() const { return static_cast<std::size_t>(at_ - begin_); }
  char here() const { return at_ < end_ ? *at_ : '\0'; }

  void skip_space() {
    while (at_ < end_ && is_space(*at_)) {
      ++at_;
      skip_blanks();
    }
  }

  // Past blanks, eight at a time; up to eight may be left.
  void skip_blanks() {
    for (; end_ - at_ >= 8; at_ += 8) {
      const std::uint64_t others = word_at(at_) ^ (kOnes * ' ');
      if (others == 0) continue;
      if constexpr (std::endian::native == std::endian::little) at_ += std::countr_zero(others) / 8;
      return;
    }
  }

  // The place is at `c`, white space aside; moves past it.
  bool take(char c) {
    skip_space();
    if (here() != c) return false;
    ++at_;
    return true;
  }

  bool value() {
    switch (here()) {
      case '{':
        return container(Kind::map, '}');
      case '[':
        return container(Kind::list, ']');
      case '"':
        return string();
      case 't':
        return literal("true", Kind::boolean);
      case 'f':
        return literal("false", Kind::boolean);
      case 'n':
        return literal("null", Kind::null);
      default:
        return number();
    }
  }

  bool container(Kind kind, char closing) {
    if (tree_->depth() == kMaxDepth) return false;
    tree_->open(kind, offset());
    ++at_;
    if (!take(closing)) {
      do {
        skip_space();
        if (kind == Kind::map && !key()) return false;
        if (!value()) return false;
      } while (take(','));
      if (!take(closing)) return false;
    }
    tree_->close(offset());
    return true;
  }

  bool key() {
    if (here() != '"' || !string() || !take(':')) return false;
    skip_space();
    return true;
  }

  void add(Kind kind, Style style, const char* begin, std::string_view text, bool plain = false) {
    Node node = tree_->scalar(kind, style, static_cast<std::size_t>(begin - begin_), offset(), text);
    node.plain = plain;
    tree_->add(node);
  }

  bool literal(std::string_view word, Kind kind) {
    const std::string_view text = passage_.text.substr(offset(), word.size());
    if (text != word) return false;
    at_ += word.size();
    add(kind, Style::plain, text.data(), text);
    return true;
  }

  bool digits() {
    if (!is_digit(here())) return false;
    while (is_digit(here())) ++at_;
    return true;
  }

  bool number() {
    constexpr std::ptrdiff_t kLongest = 300;
    const char* begin = at_;
    if (here() == '-') ++at_;
    if (here() == '0')
      ++at_;
    else if (!digits())
      return false;
    if (here() == '.') {
      ++at_;
      if (!digits()) return false;
    }
    const bool goes_on = std::string_view("0123456789+-.eE").find(here()) != std::string_view::npos;
    if (goes_on || at_ - begin > kLongest) return false;
    add(Kind::number, Style::plain, begin, {begin, static_cast<std::size_t>(at_ - begin)});
    return true;
  }

  // Moves to the next byte of a string that is no plain ASCII character.
  void skip_plain() {
    for (; end_ - at_ >= 16; at_ += 16) {
      const std::size_t plain = plain_bytes(at_);
      if (plain == 16) continue;
      at_ += plain;
      return;
    }
    while (at_ < end_ && is_plain(*at_)) ++at_;
  }

  // Moves to the next `"`, `\` or control character, or to the end; false for broken UTF-8.
  bool skip_text() {
    const char* begin = at_;
    skip_plain();
    if (is_ascii(here())) return true;
    while (at_ < end_ && (is_plain(*at_) || !is_ascii(*at_))) ++at_;
    const std::string_view text(begin, static_cast<std::size_t>(at_ - begin));
    return valid_utf8_prefix(text) == text.size();
  }

  bool string() {
    const char* begin = at_++;
    skip_plain();
    const bool plain = here() == '"';
    if (!plain && !skip_text()) return false;
    std::string_view text(begin + 1, static_cast<std::size_t>(at_ - begin - 1));
    if (here() == '\\') {
      decoded_ = text;
      if (!decode()) return false;
      text = tree_->keep(decoded_);
    }
    if (here() != '"') return false;
    ++at_;
    add(Kind::string, Style::json_string, begin, text, plain);
    return true;
  }

  // From the first backslash of a string to its closing quote.
  bool decode() {
    while (here() == '\\') {
      ++at_;
      if (!escape()) return false;
      const char* plain = at_;
      if (!skip_text()) return false;
      decoded_.append(plain, at_);
    }
    return true;
  }

  bool escape() {
    const char c = here();
    ++at_;
    if (c != 'u') {
      decoded_.push_back(escaped(c));
      return decoded_.back() != '\0';
    }
    std::uint32_t code = 0;
    if (!unit(code) || (code >= 0xDC00 && code < 0xE000)) return false;
    if (code >= 0xD800 && code < 0xDC00) {
      std::uint32_t low = 0;
      if (passage_.text.substr(offset(), 2) != "\\u") return false;
      at_ += 2;
      if (!unit(low) || low < 0xDC00 || low >= 0xE000) return false;
      code = 0x10000 + ((code - 0xD800) << 10U) + (low - 0xDC00);
    }
    append_utf8(decoded_, code);
    return true;
  }

  // Four hexadecimal digits.
  bool unit(std::uint32_t& code) {
    if (end_ - at_ < 4) return false;
    for (int i = 0; i < 4; ++i, ++at_) {
      const unsigned value = hex_value(*at_);
      if (value == 16) return false;
      code = code * 16 + value;
    }
    return true;
  }

  const Passage& passage_;
  const char* begin_;
  const char* end_;
  const char* at_;
  TreeBuilder* tree_ = nullptr;
  std::string decoded_;
};

}  // namespace

std::optional<std::vector<Document>> read_fast_json(const Passage& passage, const ItemTaker* taker) {
  return Reader(passage).read(taker);
}

}  // namespace celint
