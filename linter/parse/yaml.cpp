// YAML: libyaml's events fill the tree. What yaml.v2 adds to the events is added here: types, merges, bounded
// aliases.
#include <yaml.h>

#include <algorithm>
#include <map>
#include <string>
#include <unordered_set>
#include <utility>

#include "parse/parse.h"
#include "parse/tree_builder.h"
#include "parse/yaml_scalar.h"
#include "parse/yaml_text.h"

namespace celint {
namespace {

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

// What a node costs when it is reached again through an alias.
struct Weight {
  std::size_t decodes = 1;  // steps of yaml.v2's decoder
  std::size_t height = 0;   // containers nested in each other
};

struct Anchor {
  Node node;
  Weight weight;
  bool complete = false;  // else it stands inside itself
};

constexpr std::size_t kNoAnchor = static_cast<std::size_t>(-1);

struct OpenContainer {
  std::size_t anchor = kNoAnchor;
  std::string tag;
  Weight weight;
  bool merged = false;  // a map with a `<<`
};

// yaml.v2's measure against alias bombs: how much of the decoding may happen inside aliases
// (https://github.com/go-yaml/yaml/blob/v2/decode.go, allowedAliasRatio).
bool excessive(std::size_t aliased, std::size_t decodes) {
  constexpr double kLow = 400'000;
  constexpr double kHigh = 4'000'000;
  if (aliased <= 100 || decodes <= 1000) return false;
  const double steps = std::clamp(static_cast<double>(decodes), kLow, kHigh);
  const double allowed = 0.99 - 0.89 * (steps - kLow) / (kHigh - kLow);
  return static_cast<double>(aliased) / static_cast<double>(decodes) > allowed;
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
        tree_(passage, Format::yaml) {}

  void read();
  TreeBuilder& tree() { return tree_; }
  // Offset after the document's `...`, or the end.
  std::size_t rest() const { return rest_; }
  Document take() { return tree_.take(last_); }

 private:
  void handle(const yaml_event_t& event);
  void syntax_error(const yaml_parser_t& parser);
  void stop(std::size_t begin, std::size_t end, std::string message);
  void document_start(const yaml_event_t& event);
  void alias(const yaml_event_t& event);
  void scalar(const yaml_event_t& event);
  std::string_view scalar_value(std::string_view value, Style style, std::size_t begin, std::size_t end);
  void check_escapes(std::size_t begin, std::size_t end);
  std::size_t block_scalar_end(std::size_t begin, std::size_t end) const;
  void open(const yaml_event_t& event, Kind kind, const yaml_char_t* anchor, const yaml_char_t* tag);
  void close(const yaml_event_t& event);
  void add(const Node& node, Weight weight);
  void after_value(Weight weight);
  void merge();
  bool merge_map(const Node& map);
  void drop_overridden();
  std::size_t new_anchor(const yaml_char_t* name);
  void weigh(std::size_t decodes, std::size_t aliased, std::size_t begin, std::size_t end);
  bool at_key() { return tree_.inside() == Kind::map && tree_.children().size() % 2 == 0; }

  std::size_t offset(const yaml_mark_t& mark) const { return first_ + marks_.byte(mark.index); }
  std::size_t after_properties(std::size_t begin, std::size_t end, std::size_t count) const;

  std::string_view text_;
  std::size_t first_;
  std::size_t last_;  // end of the last token
  std::size_t rest_ = std::string_view::npos;
  CodePoints marks_;
  TreeBuilder tree_;
  std::vector<OpenContainer> open_;
  std::vector<Anchor> anchors_;
  std::map<std::string, std::size_t, std::less<>> anchor_names_;
  std::size_t decodes_ = 1;  // the document itself
  std::size_t aliased_ = 0;
  bool stopped_ = false;
};

void Reader::read() {
  Parser parser;
  const std::string_view text = text_.substr(first_);
  yaml_parser_set_encoding(&parser.raw, YAML_UTF8_ENCODING);
  yaml_parser_set_input_string(&parser.raw, reinterpret_cast<const unsigned char*>(text.data()), text.size());
  while (!stopped_) {
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

void Reader::stop(std::size_t begin, std::size_t end, std::string message) {
  tree_.problem(begin, end, std::move(message));
  tree_.set_broken();
  stopped_ = true;
}

void Reader::syntax_error(const yaml_parser_t& parser) {
  const bool bad_character = parser.error == YAML_READER_ERROR;
  std::size_t at = bad_character ? first_ + parser.problem_offset : offset(parser.problem_mark);
  if (at >= text_.size()) at = std::max(first_, text_.find_last_not_of(" \t\r\n") + 1) - 1;
  const char c = at < text_.size() ? text_[at] : '\0';
  if (c == '\t') return stop(at, at + 1, "A tab cannot indent YAML.");
  if (c == '@' || c == '`' || c == '%')
    return stop(at, at + 1, "A plain value cannot start with " + quoted({&c, 1}) + "; put it in quotes.");
  std::string message = "This is not valid YAML: ";
  message += parser.problem == nullptr ? "it cannot be read" : parser.problem;
  if (parser.context != nullptr) message.append(" ").append(parser.context);
  stop(at, at, message + ".");
}

void Reader::document_start(const yaml_event_t& event) {
  const yaml_version_directive_t* version = event.data.document_start.version_directive;
  if (version == nullptr || (version->major == 1 && version->minor == 1)) return;
  const std::size_t at = text_.find('%', first_);
  tree_.problem(at, std::min(text_.find_first_of("\r\n", at), text_.size()), "kubectl reads YAML 1.1 only.");
}

// Anchors and tags stand before the token of their node.
std::size_t Reader::after_properties(std::size_t begin, std::size_t end, std::size_t count) const {
  std::size_t at = begin;
  for (; count > 0 && at < end && (text_[at] == '&' || text_[at] == '!'); --count) {
    while (at < end && line_break_size(text_, at) == 0 &&
           std::string_view(" \t,").find(text_[at]) == std::string_view::npos)
      ++at;
    while (at < end) {
      if (text_[at] == '#') {
        at = std::min(text_.find_first_of("\r\n", at), end);
      } else if (text_[at] == ' ' || text_[at] == '\t') {
        ++at;
      } else if (const std::size_t size = line_break_size(text_, at); size > 0) {
        at += size;
      } else {
        break;
      }
    }
  }
  return std::min(at, end);
}

std::size_t Reader::new_anchor(const yaml_char_t* name) {
  if (name == nullptr) return kNoAnchor;
  anchors_.emplace_back();
  return anchor_names_[std::string(view(name))] = anchors_.size() - 1;
}

// Counts steps of the decoder; a document that spends too many of them in aliases is read no further.
void Reader::weigh(std::size_t decodes, std::size_t aliased, std::size_t begin, std::size_t end) {
  decodes_ += decodes;
  aliased_ += aliased;
  if (excessive(aliased_, decodes_))
    stop(begin, end, "This document expands to too much text through its aliases; kubectl refuses it.");
}

void Reader::alias(const yaml_event_t& event) {
  const std::size_t begin = offset(event.start_mark);
  const std::size_t end = offset(event.end_mark);
  const std::string name(view(event.data.alias.anchor));
  last_ = end;
  Anchor target;
  target.node = tree_.scalar(Kind::null, Style::plain, begin, end, {});
  target.weight.decodes = 0;
  const auto found = anchor_names_.find(name);
  if (found == anchor_names_.end()) {
    tree_.problem(begin, end, "No anchor in this document is named " + quoted(name) + ".");
  } else if (!anchors_[found->second].complete) {
    tree_.problem(begin, end, "The anchor " + quoted(name) + " stands for a value that holds this alias.");
  } else {
    target = anchors_[found->second];
    target.node.aliased = true;
  }
  if (tree_.problem_count() >= kMaxProblems || tree_.depth() + target.weight.height > kMaxDepth)
    return stop(begin, end,
                "This alias nests lists and maps more than " + std::to_string(kMaxDepth) + " deep.");
  weigh(1 + target.weight.decodes, target.weight.decodes, begin, end);
  if (!stopped_) add(target.node, {1 + target.weight.decodes, target.weight.height});
}

// libyaml ends a block scalar where the next token starts: its text ends with its last line that holds any.
std::size_t Reader::block_scalar_end(std::size_t begin, std::size_t end) const {
  const std::size_t last = text_.substr(0, end).find_last_not_of(" \t\r\n");
  const std::size_t line_end = text_.find_first_of("\r\n", std::max(begin, last));
  return std::min(line_end, end);
}

// The value as a view into the source where it stands there as it is.
std::string_view Reader::scalar_value(std::string_view value, Style style, std::size_t begin,
                                      std::size_t end) {
  const std::size_t quote = style == Style::single_quoted || style == Style::double_quoted ? 1 : 0;
  const std::string_view written = text_.substr(begin + quote, value.size());
  const bool as_written = end - begin == value.size() + 2 * quote && written == value;
  return as_written ? written : tree_.keep(value);
}

// libyaml reads the escape of JSON's `/`, yaml.v2 does not.
void Reader::check_escapes(std::size_t begin, std::size_t end) {
  const std::string_view text = text_.substr(0, end);
  for (std::size_t at = text.find('\\', begin); at < end; at = text.find('\\', at + 2))
    if (text.substr(at, 2) == "\\/")
      tree_.problem(at, at + 2, "kubectl does not know the escape sequence '\\/'.");
}

void Reader::scalar(const yaml_event_t& event) {
  const auto& raw = event.data.scalar;
  const Style style = style_of(raw.style);
  std::size_t end = offset(event.end_mark);
  std::size_t begin = after_properties(offset(event.start_mark), end, 2);
  const std::string_view tag = view(raw.tag);
  std::string_view value(reinterpret_cast<const char*>(raw.value), raw.length);
  if (style == Style::literal || style == Style::folded) end = block_scalar_end(begin, end);
  if (begin == end) {
    // An absent value stands right behind what announced it.
    const std::size_t token = text_.substr(0, end).find_last_not_of(" \t\r\n");
    begin = end = std::min(end, std::max(last_, token + 1));
  }
  Resolved resolved;
  if (raw.plain_implicit != 0 || !tag.empty()) resolved = resolve_scalar(value, tag);
  if (!resolved.fault.empty()) tree_.problem(begin, end, resolved.fault);
  std::optional<std::string> bytes;
  if (tag == "tag:yaml.org,2002:binary" && !(bytes = decode_base64(value)))
    tree_.problem(begin, end, "This is not the base64 that its tag '!!binary' asks for.");
  if (bytes) value = *bytes;
  if (style == Style::double_quoted) check_escapes(begin, end);

  Node node = tree_.scalar(resolved.kind, style, begin, end, scalar_value(value, style, begin, end));
  node.tagged = !tag.empty();
  if (node.tagged) tree_.add_tag(node, tag);
  if (at_key() && node.is_null()) tree_.problem(begin, end, "A key must not be null.");
  last_ = end;
  if (const std::size_t anchor = new_anchor(raw.anchor); anchor != kNoAnchor)
    anchors_[anchor] = {node, {}, true};
  weigh(1, 0, begin, end);
  add(node, {});
  if (tree_.problem_count() >= kMaxProblems) stop(begin, end, "This document holds too many faults.");
}

void Reader::open(const yaml_event_t& event, Kind kind, const yaml_char_t* anchor, const yaml_char_t* tag) {
  const std::size_t end = offset(event.end_mark);
  const std::size_t count = (anchor != nullptr ? 1U : 0U) + (tag != nullptr ? 1U : 0U);
  const std::size_t begin = after_properties(offset(event.start_mark), end, count);
  if (tree_.depth() == kMaxDepth)
    return stop(begin, begin, "Lists and maps are nested more than " + std::to_string(kMaxDepth) + " deep.");
  if (at_key()) tree_.problem(begin, begin, "A list or map cannot be a key.");
  open_.push_back({new_anchor(anchor), std::string(view(tag)), {}, false});
  tree_.open(kind, begin);
  const bool bracket = begin < text_.size() && (text_[begin] == '{' || text_[begin] == '[');
  last_ = std::max(last_, bracket ? begin + 1 : begin);
  weigh(1, 0, begin, end);
}

void Reader::close(const yaml_event_t& event) {
  const OpenContainer container = std::move(open_.back());
  open_.pop_back();
  if (container.merged) drop_overridden();
  const char bracket = text_[std::min(tree_.begin(), text_.size() - 1)];
  if (bracket == (tree_.inside() == Kind::map ? '{' : '[')) last_ = offset(event.end_mark);
  tree_.close(last_);
  Node& node = tree_.children().back();
  node.tagged = !container.tag.empty();
  if (node.tagged) tree_.add_tag(node, container.tag);
  const Weight weight{container.weight.decodes, container.weight.height + 1};
  if (container.anchor != kNoAnchor) anchors_[container.anchor] = {node, weight, true};
  after_value(weight);
}

void Reader::add(const Node& node, Weight weight) {
  tree_.add(node);
  after_value(weight);
}

bool is_merge_key(const Node& key) {
  return key.is_string() && key.style == Style::plain && !key.tagged && !key.aliased && key.scalar() == "<<";
}

// Accounts for a value that was just added, and expands it if its key says so.
void Reader::after_value(Weight weight) {
  if (open_.empty()) return;
  Weight& sum = open_.back().weight;
  sum.decodes += weight.decodes;
  sum.height = std::max(sum.height, weight.height);
  const std::span<const Node> nodes = tree_.children();
  if (tree_.inside() == Kind::map && nodes.size() % 2 == 0 && is_merge_key(nodes[nodes.size() - 2])) merge();
}

bool Reader::merge_map(const Node& map) {
  for (const Member& member : map.members()) {
    for (Node node : {member.key, member.value}) {
      node.aliased = true;
      tree_.add(node);
    }
  }
  return map.is_map();
}

// Replaces `<<` by the members it stands for. Of a list of maps the first wins: it comes last.
void Reader::merge() {
  const Node value = tree_.children().back();
  tree_.drop(2);
  open_.back().merged = true;
  bool maps = true;
  if (value.is_list() && !value.aliased) {
    for (std::size_t i = value.items().size(); i > 0; --i) maps &= merge_map(value.items()[i - 1]);
  } else {
    maps = merge_map(value);
  }
  if (!maps) tree_.problem(last_ - 1, last_, "Only a map or a list of maps can be merged with '<<'.");
}

// Merged members that a later member overrides go: what is left of them is what counts.
void Reader::drop_overridden() {
  const std::span<Node> nodes = tree_.children();
  std::unordered_set<std::string_view> later;
  std::size_t kept = nodes.size();
  for (std::size_t i = nodes.size() / 2; i > 0; --i) {
    const Node key = nodes[2 * i - 2];
    const Node value = nodes[2 * i - 1];
    const bool overridden = !later.insert(key.scalar()).second;
    if (overridden && key.aliased) continue;
    nodes[--kept] = value;
    nodes[--kept] = key;
  }
  std::move(nodes.begin() + static_cast<std::ptrdiff_t>(kept), nodes.end(), nodes.begin());
  tree_.drop(kept);
}

std::size_t skip_blank_lines_and_comments(std::string_view text, std::size_t at) {
  for (;;) {
    at = std::min(text.find_first_not_of(" \t\r\n", at), text.size());
    if (at == text.size() || text[at] != '#') return at;
    at = std::min(text.find('\n', at), text.size());
  }
}

std::size_t line_end(std::string_view text, std::size_t at) {
  return std::min(text.find_first_of("\r\n", at), text.size());
}

Document read_part(const Passage& passage, const YamlPart& part) {
  const std::string_view text = passage.text.substr(0, part.end);
  Reader reader(passage, part.begin, part.end);
  const std::size_t first = skip_blank_lines_and_comments(text, part.begin);
  if (part.junk_begin < part.junk_end)
    reader.tree().problem(part.junk_begin, part.junk_end, "No text may follow the document separator '---'.");
  if (first < text.size() && text[first] == '%' && (first == 0 || text[first - 1] == '\n')) {
    // kubectl cuts at `---` before it parses, which parts a directive from its document.
    const std::size_t end = line_end(text, first);
    reader.tree().problem(first, end,
                          "kubectl refuses the directive " + quoted(text.substr(first, end - first)) + ".");
    return reader.take();
  }
  reader.read();
  const std::size_t rest = skip_blank_lines_and_comments(text, std::min(reader.rest(), text.size()));
  if (rest < text.size())
    reader.tree().problem(rest, line_end(text, rest),
                          "kubectl ignores what follows '...'; part documents with '---'.");
  return reader.take();
}

}  // namespace

std::vector<Document> parse_yaml(const Passage& passage) {
  std::vector<Document> documents;
  for (const YamlPart& part : split_yaml(passage.text)) {
    Document document = read_part(passage, part);
    if (!document.root.is_null() || !document.problems.empty()) documents.push_back(std::move(document));
  }
  return documents;
}

Document parse_yaml_value(const Passage& passage) {
  Reader reader(passage, split_yaml(passage.text).front().begin, passage.text.size());
  reader.read();
  return reader.take();
}

}  // namespace celint
