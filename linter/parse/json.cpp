// Strict JSON: nlohmann's SAX events carry no positions, so the input iterator counts. At each event the
// cursor is one past the token, and only white space, `,` and `:` can stand between two tokens.
#include <cstddef>
#include <iterator>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <utility>

#include "parse/json_lenient.h"
#include "parse/json_readers.h"
#include "parse/parse.h"
#include "parse/tree_builder.h"
#include "parse/utf8.h"

namespace celint {
namespace {

// An input iterator whose place is kept outside, where the events can read it.
struct CountingIterator {
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = const char&;

  const char** at;
  const char* end;

  reference operator*() const { return **at; }
  CountingIterator& operator++() {
    ++*at;
    return *this;
  }
  CountingIterator operator++(int) = delete;
  bool operator==(const CountingIterator& other) const { return *at == other.end; }
};

bool between_tokens(char c) {
  return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == ',' || c == ':';
}

bool in_number(char c) {
  return (c >= '0' && c <= '9') || c == '-' || c == '+' || c == '.' || c == 'e' || c == 'E';
}

// nlohmann's SAX interface, by shape. `end` is the end of the last token.
class Events {
 public:
  Events(TreeBuilder& tree, std::string_view text, const char*& cursor, std::size_t begin)
      : tree_(tree), text_(text), cursor_(cursor), end_(begin) {}

  bool null() { return literal(Kind::null); }
  bool boolean(bool /*value*/) { return literal(Kind::boolean); }
  bool number_integer(std::int64_t /*value*/) { return number(); }
  bool number_unsigned(std::uint64_t /*value*/) { return number(); }
  bool number_float(double /*value*/, const std::string& /*text*/) { return number(); }
  bool string(const std::string& value) { return text(value); }
  bool key(const std::string& value) { return text(value); }
  bool binary(const std::vector<std::uint8_t>& /*value*/) { return false; }
  bool start_object(std::size_t /*size*/) { return open(Kind::map); }
  bool start_array(std::size_t /*size*/) { return open(Kind::list); }
  bool end_object() { return close(); }
  bool end_array() { return close(); }
  bool parse_error(std::size_t position, const std::string& /*token*/,
                   const nlohmann::json::exception& /*error*/) {
    failed_at_ = position == 0 ? 0 : position - 1;
    return false;
  }

  std::size_t end() const { return end_; }
  std::size_t failed_at() const { return failed_at_; }

 private:
  std::size_t place() const { return static_cast<std::size_t>(cursor_ - text_.data()); }

  std::size_t token_begin() const {
    std::size_t begin = end_;
    while (begin < text_.size() && between_tokens(text_[begin])) ++begin;
    return begin;
  }

  bool add(Kind kind, Style style, std::size_t begin, std::size_t end, std::string_view value) {
    tree_.add(tree_.scalar(kind, style, begin, end, value));
    end_ = end;
    return true;
  }

  bool literal(Kind kind) {
    const std::size_t begin = token_begin();
    return add(kind, Style::plain, begin, place(), text_.substr(begin, place() - begin));
  }

  // The lexer has read one character too many, if there was one.
  bool number() {
    const std::size_t begin = token_begin();
    std::size_t end = begin;
    while (end < text_.size() && in_number(text_[end])) ++end;
    return add(Kind::number, Style::plain, begin, end, text_.substr(begin, end - begin));
  }

  // Every escape is longer than what it stands for: equal lengths mean that there is none.
  bool text(const std::string& value) {
    const std::size_t begin = token_begin();
    const std::size_t end = place();
    const bool as_written = value.size() + 2 == end - begin;
    return add(Kind::string, Style::json_string, begin, end,
               as_written ? text_.substr(begin + 1, value.size()) : tree_.keep(value));
  }

  bool open(Kind kind) {
    if (tree_.depth() == kMaxDepth) return false;
    tree_.open(kind, place() - 1);
    end_ = place();
    return true;
  }

  bool close() {
    tree_.close(place());
    end_ = place();
    return true;
  }

  TreeBuilder& tree_;
  std::string_view text_;
  const char*& cursor_;
  std::size_t end_;
  std::size_t failed_at_ = 0;
};

struct Strict {
  std::vector<Document> documents;
  bool accepted = true;
  std::size_t failed_at = 0;  // where nlohmann stopped
};

std::size_t skip_space(std::string_view text, std::size_t at) {
  const std::size_t next = text.find_first_not_of(" \t\r\n", at);
  return next == std::string_view::npos ? text.size() : next;
}

Strict read_strict(const Passage& passage) {
  const std::string_view text = passage.text;
  Strict result;
  std::size_t at = skip_space(text, text.starts_with(kByteOrderMark) ? kByteOrderMark.size() : 0);
  while (at < text.size()) {
    // The lexer would take a second byte order mark.
    if (text.substr(at).starts_with(kByteOrderMark)) return {{}, false, at};
    const char* cursor = text.data() + at;
    const CountingIterator position{&cursor, text.data() + text.size()};
    TreeBuilder tree(passage, Format::json, text.size() - at);
    Events events(tree, text, cursor, at);
    if (!nlohmann::json::sax_parse(position, position, &events, nlohmann::json::input_format_t::json, false))
      return {{}, false, at + events.failed_at()};
    at = skip_space(text, events.end());
    result.documents.push_back(tree.take(events.end()));
  }
  return result;
}

}  // namespace

std::vector<Document> read_careful_json(const Passage& passage) {
  // nlohmann takes a NUL for the end of the input.
  const std::size_t nul = passage.text.find('\0');
  Strict strict = nul == std::string_view::npos ? read_strict(passage) : Strict{{}, false, nul};
  if (strict.accepted) return std::move(strict.documents);
  return read_lenient_json(passage, strict.failed_at);
}

std::vector<Document> parse_json(const Passage& passage, const ItemTaker* taker) {
  std::optional<std::vector<Document>> documents = read_fast_json(passage, taker);
  return documents ? std::move(*documents) : read_careful_json(passage);
}

}  // namespace celint
