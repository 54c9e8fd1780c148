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

struct Parser {
  yaml_parser_t raw{};
  Parser() { yaml_parser_initialize(&raw); }
  Parser(const Parser&) = delete;
  Parser& operator=(const Parser&) = delete;
  ~Parser() { yaml_parser_delete(&raw); }
};

struct Event {
  yaml_event_t raw{};
  Event() = default;
  Event(const Event&) = delete;
  Event& operator=(const Event&) = delete;
  ~Event() { yaml_event_delete(&raw); }
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

// Reads the first document in [begin, end) of the passage's text.
class Reader {
 public:
  Reader(const Passage& passage, std::size_t begin, std::size_t end)
      : text_(passage.text.substr(0, end)),
        first_(begin),
        last_(begin),
        marks_(text_.substr(begin)),
        tree_(passage, end - begin) {}

  void read();
  TreeBuilder& builder() { return tree_.builder(); }
  // Offset after the document's `...`, or the end.
  std::size_t rest() const { return rest_; }
  Document take() { return builder().take(last_); }

 private:
  void handle(const yaml_event_t& event);
  void syntax_error(const yaml_parser_t& parser);
  void document_start(const yaml_event_t& event);
  void alias(const yaml_event_t& event);
  void scalar(const yaml_event_t& event);
  std::string_view scalar_value(std::string_view value, Style style, std::size_t begin, std::size_t end);
  void check_escapes(std::size_t begin, std::size_t end);
  std::size_t block_scalar_end(std::size_t begin, std::size_t end) const;
  void open(const yaml_event_t& event, Kind kind, const yaml_char_t* anchor, const yaml_char_t* tag);
  void close(const yaml_event_t& event);
  std::size_t offset(const yaml_mark_t& mark) const { return first_ + marks_.byte(mark.index); }

  std::string_view text_;
  std::size_t first_;
  std::size_t last_;  // end of the last token
  std::size_t rest_ = kNone;
  CodePoints marks_;
  YamlTree tree_;
};

void Reader::read() {
  Parser parser;
  const std::string_view text = text_.substr(first_);
  if (text.empty()) return;
  yaml_parser_set_encoding(&parser.raw, YAML_UTF8_ENCODING);
  yaml_parser_set_input_string(&parser.raw, reinterpret_cast<const unsigned char*>(text.data()), text.size());
  while (!tree_.stopped()) {
    Event event;
    if (yaml_parser_parse(&parser.raw, &event.raw) == 0) return syntax_error(parser.raw);
    if (event.raw.type == YAML_STREAM_END_EVENT) return;
    if (event.raw.type == YAML_DOCUMENT_END_EVENT) {
      rest_ = offset(event.raw.end_mark);
      return;
    }
    handle(event.raw);
  }
}

void Reader::handle(const yaml_event_t& event) {
  switch (event.type) {
    case YAML_DOCUMENT_START_EVENT:
      return document_start(event);
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
  std::size_t at = bad_character ? first_ + parser.problem_offset : offset(parser.problem_mark);
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

void Reader::document_start(const yaml_event_t& event) {
  const yaml_version_directive_t* version = event.data.document_start.version_directive;
  if (version == nullptr || (version->major == 1 && version->minor == 1)) return;
  const std::size_t at = after_comments(text_, first_);
  builder().problem(at, line_end(text_, at), "kubectl reads YAML 1.1 only.");
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
  std::size_t begin = after_properties(text_, first, end, 2);
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
  if (plain || !tag.empty()) resolved = resolve_scalar(value, tag);
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
  const std::size_t begin = after_properties(text_, offset(event.start_mark), end, count);
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
  Reader reader(passage, part.begin, part.end);
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

}  // namespace

void parse_yaml(const Passage& passage, const std::function<void(Document)>& take) {
  for (const YamlPart& part : split_yaml(passage.text)) {
    Document document = read_part(passage, part);
    if (!document.root.is_null() || !document.problems.empty()) take(std::move(document));
  }
}

Document parse_yaml_value(const Passage& passage) {
  Reader reader(passage, split_yaml(passage.text).front().begin, passage.text.size());
  reader.read();
  return reader.take();
}

}  // namespace celint
