// YAML: libyaml's events fill the tree. What yaml.v2 adds to the events is added here: types, merges, bounded
// aliases.
#include <yaml.h>

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "parse/parse.h"
#include "parse/tree_builder.h"
#include "parse/yaml_scalar.h"
#include "parse/yaml_text.h"
#include "parse/yaml_tree.h"

namespace celint {
namespace {

constexpr std::size_t kNone = std::string_view::npos;

// libyaml's events of a text from `begin` on.
class Stream {
 public:
  Stream(std::string_view text, std::size_t begin) : begin_(begin), marks_(text.substr(begin)) {
    const char* input = text.empty() ? "" : text.data() + begin;  // which may not be null
    yaml_parser_initialize(&parser_);
    yaml_parser_set_encoding(&parser_, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&parser_, reinterpret_cast<const unsigned char*>(input),
                                 text.size() - begin);
  }
  Stream(const Stream&) = delete;
  Stream& operator=(const Stream&) = delete;
  ~Stream() {
    yaml_event_delete(&event_);
    yaml_parser_delete(&parser_);
  }

  // The next event, or once more the one that was left; null: see `parser`.
  const yaml_event_t* next() {
    if (std::exchange(left_, false)) return &event_;
    yaml_event_delete(&event_);
    return yaml_parser_parse(&parser_, &event_) != 0 ? &event_ : nullptr;
  }
  void leave() { left_ = true; }
  const yaml_parser_t& parser() const { return parser_; }
  std::size_t begin() const { return begin_; }
  std::size_t offset(const yaml_mark_t& mark) const { return begin_ + marks_.byte(mark.index); }

 private:
  yaml_parser_t parser_{};
  yaml_event_t event_{};
  bool left_ = false;
  std::size_t begin_;
  CodePoints marks_;
};

std::string_view view(const yaml_char_t* text) {
  return text == nullptr ? std::string_view() : std::string_view(reinterpret_cast<const char*>(text));
}

Style style_of(yaml_scalar_style_t style) {
  switch (style) {
    case YAML_SINGLE_QUOTED_SCALAR_STYLE:
      return Style::single_quoted;
    case YAML_DOUBLE_QUOTED_SCALAR_STYLE:
      return Style::double_quoted;
    case YAML_LITERAL_SCALAR_STYLE:
      return Style::literal;
    case YAML_FOLDED_SCALAR_STYLE:
      return Style::folded;
    default:
      return Style::plain;
  }
}

// Reads the next document of a stream if it begins in [begin, end) of the passage's text.
class Reader {
 public:
  Reader(Stream& stream, const Passage& passage, std::size_t begin, std::size_t end)
      : stream_(stream),
        text_(passage.text.substr(0, end)),
        first_(begin),
        last_(begin),
        tree_(passage, end - begin) {}

  void read();
  TreeBuilder& builder() { return tree_.builder(); }
  // Offset after the document and its `...`; kNone if there is none.
  std::size_t rest() const { return rest_; }
  bool stopped() const { return tree_.stopped(); }
  Document take() { return builder().take(last_); }

 private:
  void handle(const yaml_event_t& event);
  void syntax_error(const yaml_parser_t& parser);
  bool document_start(const yaml_event_t& event);
  void alias(const yaml_event_t& event);
  void scalar(const yaml_event_t& event);
  std::string_view scalar_value(std::string_view value, Style style, std::size_t begin, std::size_t end);
  void check_escapes(std::size_t begin, std::size_t end);
  std::size_t block_scalar_end(std::size_t begin, std::size_t end) const;
  void open(const yaml_event_t& event, Kind kind, const yaml_char_t* anchor, const yaml_char_t* tag);
  void close(const yaml_event_t& event);
  // Where a node begins behind its anchor and tag, if it has any.
  std::size_t value_begin(std::size_t begin, std::size_t end, std::size_t count) const {
    const bool bare = begin >= end || (text_[begin] != '&' && text_[begin] != '!');
    return bare ? std::min(begin, end) : after_properties(text_, begin, end, count);
  }
  std::size_t offset(const yaml_mark_t& mark) const { return stream_.offset(mark); }

  Stream& stream_;
  std::string_view text_;
  std::size_t first_;
  std::size_t last_;  // end of the last token
  std::size_t rest_ = kNone;
  YamlTree tree_;
};

void Reader::read() {
  while (!tree_.stopped()) {
    const yaml_event_t* event = stream_.next();
    if (event == nullptr) return syntax_error(stream_.parser());
    if (event->type == YAML_STREAM_END_EVENT) return stream_.leave();
    if (event->type == YAML_DOCUMENT_END_EVENT) {
      rest_ = offset(event->end_mark);
      return;
    }
    if (event->type == YAML_DOCUMENT_START_EVENT && !document_start(*event)) return stream_.leave();
    if (offset(event->end_mark) > text_.size())
      return tree_.stop(first_, first_, "This document has no end.");
    handle(*event);
  }
}

void Reader::handle(const yaml_event_t& event) {
  switch (event.type) {
    case YAML_ALIAS_EVENT:
      return alias(event);
    case YAML_SCALAR_EVENT:
      return scalar(event);
    case YAML_SEQUENCE_START_EVENT:
      return open(event, Kind::list, event.data.sequence_start.anchor, event.data.sequence_start.tag);
    case YAML_MAPPING_START_EVENT:
      return open(event, Kind::map, event.data.mapping_start.anchor, event.data.mapping_start.tag);
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT:
      return close(event);
    default:
      return;
  }
}

void Reader::syntax_error(const yaml_parser_t& parser) {
  const bool bad_character = parser.error == YAML_READER_ERROR;
  std::size_t at = bad_character ? stream_.begin() + parser.problem_offset : offset(parser.problem_mark);
  if (at >= text_.size()) at = std::max(first_, text_.find_last_not_of(" \t\r\n") + 1) - 1;
  const char c = at < text_.size() ? text_[at] : '\0';
  if (c == '\t') return tree_.stop(at, at + 1, "A tab cannot indent YAML.");
  if (c == '@' || c == '`' || c == '%')
    return tree_.stop(at, at + 1,
                      "A plain value cannot start with " + quoted({&c, 1}) + "; put it in quotes.");
  std::string message = "This is not valid YAML: ";
  message += parser.problem == nullptr ? "it cannot be read" : parser.problem;
  if (parser.context != nullptr) message.append(" ").append(parser.context);
  tree_.stop(at, at, message + ".");
}

// False if it is one of those that follow.
bool Reader::document_start(const yaml_event_t& event) {
  if (offset(event.start_mark) >= text_.size()) return false;
  const yaml_version_directive_t* version = event.data.document_start.version_directive;
  if (version == nullptr || (version->major == 1 && version->minor == 1)) return true;
  const std::size_t at = after_comments(text_, first_);
  builder().problem(at, line_end(text_, at), "kubectl reads YAML 1.1 only.");
  return true;
}

void Reader::alias(const yaml_event_t& event) {
  last_ = offset(event.end_mark);
  tree_.alias(view(event.data.alias.anchor), offset(event.start_mark), last_);
}

// libyaml ends a block scalar where the next token starts: its text ends with its last line that holds any.
std::size_t Reader::block_scalar_end(std::size_t begin, std::size_t end) const {
  const std::size_t last = text_.substr(0, end).find_last_not_of(" \t\r\n");
  return std::min(line_end(text_, std::max(begin, last)), end);
}

// The value as a view into the source where it stands there as it is.
std::string_view Reader::scalar_value(std::string_view value, Style style, std::size_t begin,
                                      std::size_t end) {
  const std::size_t quote = style == Style::single_quoted || style == Style::double_quoted ? 1 : 0;
  const std::string_view written = text_.substr(begin + quote, value.size());
  const bool as_written = end - begin == value.size() + 2 * quote && written == value;
  return as_written ? written : builder().keep(value);
}

// libyaml reads the escape of JSON's `/`, yaml.v2 does not.
void Reader::check_escapes(std::size_t begin, std::size_t end) {
  const std::string_view text = text_.substr(0, end);
  for (std::size_t at = text.find('\\', begin); at < end; at = text.find('\\', at + 2))
    if (text.substr(at, 2) == "\\/")
      builder().problem(at, at + 2, "kubectl does not know the escape sequence '\\/'.");
}

void Reader::scalar(const yaml_event_t& event) {
  const auto& raw = event.data.scalar;
  const Style style = style_of(raw.style);
  std::size_t end = offset(event.end_mark);
  const std::size_t first = offset(event.start_mark);
  std::size_t begin = value_begin(first, end, 2);
  // libyaml drops the tag `!`, which makes a plain scalar a string.
  const bool plain = raw.plain_implicit != 0 && text_.substr(first, begin - first).find('!') == kNone;
  const std::string_view tag = view(raw.tag);
  std::string_view value(reinterpret_cast<const char*>(raw.value), raw.length);
  if (style == Style::literal || style == Style::folded) end = block_scalar_end(begin, end);
  if (begin == end) {
    // An absent value stands right behind what announced it.
    const std::size_t token = text_.substr(0, end).find_last_not_of(" \t\r\n");
    begin = end = std::min(end, std::max(last_, token + 1));
  }
  Resolved resolved;
  if ((plain && may_be_typed(value)) || !tag.empty()) resolved = resolve_scalar(value, tag);
  if (!resolved.fault.empty()) builder().problem(begin, end, resolved.fault);
  std::optional<std::string> bytes;
  if (tag == "tag:yaml.org,2002:binary" && !(bytes = decode_base64(value)))
    builder().problem(begin, end, "This is not the base64 that its tag '!!binary' asks for.");
  if (bytes) value = *bytes;
  if (style == Style::double_quoted) check_escapes(begin, end);

  const Node node =
      builder().scalar(resolved.kind, style, begin, end, scalar_value(value, style, begin, end));
  last_ = end;
  tree_.scalar(node, {view(raw.anchor), tag}, begin, end);
}

void Reader::open(const yaml_event_t& event, Kind kind, const yaml_char_t* anchor, const yaml_char_t* tag) {
  const std::size_t end = offset(event.end_mark);
  const std::size_t count = (anchor != nullptr ? 1U : 0U) + (tag != nullptr ? 1U : 0U);
  const std::size_t begin = value_begin(offset(event.start_mark), end, count);
  const bool bracket = begin < text_.size() && (text_[begin] == '{' || text_[begin] == '[');
  last_ = std::max(last_, bracket ? begin + 1 : begin);
  tree_.open(kind, {view(anchor), view(tag)}, begin);
}

// A block collection ends with its last value; libyaml's mark is the next token.
void Reader::close(const yaml_event_t& event) {
  const char opener = text_[std::min(builder().begin(), text_.size() - 1)];
  if (opener == (builder().inside() == Kind::map ? '{' : '[')) last_ = offset(event.end_mark);
  tree_.close(last_);
}

Document read_part(const Passage& passage, const YamlPart& part) {
  const std::string_view text = passage.text.substr(0, part.end);
  Stream stream(text, part.begin);
  Reader reader(stream, passage, part.begin, part.end);
  const std::size_t first = after_comments(text, part.begin);
  if (part.junk_begin < part.junk_end)
    reader.builder().problem(part.junk_begin, part.junk_end,
                             "No text may follow the document separator '---'.");
  if (first < text.size() && text[first] == '%' && (first == 0 || text[first - 1] == '\n')) {
    // kubectl cuts at `---` before it parses, which parts a directive from its document.
    const std::size_t end = line_end(text, first);
    reader.builder().problem(
        first, end, "kubectl refuses the directive " + quoted(text.substr(first, end - first)) + ".");
    return reader.take();
  }
  reader.read();
  const std::size_t rest = after_comments(text, std::min(reader.rest(), text.size()));
  if (rest < text.size())
    reader.builder().problem(rest, line_end(text, rest),
                             "kubectl ignores what follows '...'; part documents with '---'.");
  return reader.take();
}

// The same from a stream that goes on behind the part: it costs as much to begin a stream as to read some
// objects. Nothing if libyaml does not see there what kubectl does, or sees a fault.
std::optional<Document> read_next(Stream& stream, const Passage& passage, const YamlPart& part) {
  Reader reader(stream, passage, part.begin, part.end);
  reader.read();
  const std::string_view text = passage.text.substr(0, part.end);
  const std::size_t rest = reader.rest();
  const bool ends_here = rest == kNone || (rest <= part.end && after_comments(text, rest) == part.end);
  const bool whole = ends_here && !reader.stopped() && part.junk_begin == part.junk_end;
  return whole ? std::optional(reader.take()) : std::nullopt;
}

}  // namespace

void parse_yaml(const Passage& passage, const std::function<void(Document)>& take) {
  constexpr std::size_t kTogether = 65536;  // bytes
  YamlParts parts(passage.text);
  for (std::optional<YamlPart> ahead = parts.next(); ahead;) {
    std::vector<YamlPart> run{*ahead};
    while ((ahead = parts.next()) && ahead->end - run.front().begin <= kTogether) run.push_back(*ahead);
    bool together = run.size() > 1;
    Stream stream(passage.text.substr(0, run.back().end), run.front().begin);
    for (const YamlPart& part : run) {
      std::optional<Document> document;
      if (together) document = read_next(stream, passage, part);
      together = document.has_value();
      if (!document) document = read_part(passage, part);
      if (!document->root.is_null() || !document->problems.empty()) take(std::move(*document));
    }
  }
}

Document parse_yaml_value(const Passage& passage) {
  const std::size_t begin = YamlParts(passage.text).next()->begin;
  Stream stream(passage.text, begin);
  Reader reader(stream, passage, begin, passage.text.size());
  reader.read();
  return reader.take();
}

}  // namespace celint
