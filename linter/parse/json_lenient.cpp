#include "parse/json_lenient.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "parse/json_token.h"
#include "parse/parse.h"
#include "parse/tree_builder.h"
#include "parse/utf8.h"

namespace celint {
namespace {

constexpr std::string_view kSpace = " \t\r\n";
constexpr std::size_t kNone = std::string_view::npos;

class Reader {
 public:
  explicit Reader(const Passage& passage)
      : passage_(passage), text_(passage.text), tree_(passage, Format::json, passage.text.size()) {
    if (text_.starts_with(kByteOrderMark)) at_ = kByteOrderMark.size();
  }

  std::vector<Document> read();

 private:
  void top_value();
  bool at_bare_member() const;
  void value();
  void container(Kind kind);
  void elements(Kind kind, bool implicit);
  bool closes(Kind kind);
  void element(Kind kind, bool comma_missing);
  void string_node();
  void word(bool key);
  void null_here() { tree_.add(tree_.scalar(Kind::null, Style::plain, last_, last_, {})); }

  void skip_space();
  void comment(std::size_t size);
  void surplus_comma(std::size_t at);
  void problem(std::size_t begin, std::size_t end, std::string message, std::vector<Edit> fix = {});
  void stop(std::size_t begin, std::string message);
  bool ended() const { return at_ >= text_.size(); }
  Edit replace(std::size_t begin, std::size_t end, std::string by) const {
    return {tree_.span(begin, end), std::move(by)};
  }

  const Passage& passage_;
  std::string_view text_;
  TreeBuilder tree_;
  std::vector<Document> documents_;
  std::size_t at_ = 0;
  std::size_t last_ = 0;           // end of the last token
  std::size_t comma_ = kNone;      // a comma after the last top-level value
  std::size_t problem_count_ = 0;  // in all documents
  bool unclosed_reported_ = false;
};

void Reader::problem(std::size_t begin, std::size_t end, std::string message, std::vector<Edit> fix) {
  if (problem_count_ >= kMaxProblems) return;
  ++problem_count_;
  tree_.problem(begin, end, std::move(message), std::move(fix));
  if (problem_count_ + 1 == kMaxProblems) stop(begin, "This text holds too many faults to be read as JSON.");
}

// Reports what makes further reading pointless and goes to the end.
void Reader::stop(std::size_t begin, std::string message) {
  at_ = text_.size();
  unclosed_reported_ = true;
  tree_.set_broken();
  problem(begin, begin + 1, std::move(message));
}

// A comment goes with the blanks before it, or with its whole line where it is alone there.
void Reader::comment(std::size_t size) {
  const std::size_t end = at_ + size;
  const std::size_t before = text_.find_last_not_of(" \t", at_ == 0 ? 0 : at_ - 1);
  std::size_t first = before == kNone ? 0 : before + 1;
  if (at_ == 0) first = 0;
  const bool line_start = first == 0 || text_[first - 1] == '\n';
  const bool line_end = end == text_.size() || text_[end] == '\n' || text_.substr(end, 2) == "\r\n";
  std::size_t last = end;
  if (line_start && line_end) last = std::min(text_.size(), text_.find('\n', end)) + 1;
  last = std::min(last, text_.size());
  const bool parts_tokens =
      !line_end && first == at_ && std::string_view(" \t,:]}").find(text_[end]) == kNone;
  problem(at_, end, "JSON has no comments.",
          {replace(line_end ? first : at_, last, parts_tokens ? " " : "")});
  at_ = std::max(at_, end);
}

void Reader::skip_space() {
  for (;;) {
    at_ = std::min(text_.find_first_not_of(kSpace, at_), text_.size());
    const std::size_t size = comment_size(text_, at_);
    if (size == 0) return;
    comment(size);
  }
}

void Reader::surplus_comma(std::size_t at) {
  problem(at, at + 1, "This comma is one too many.", {replace(at, at + 1, "")});
}

void Reader::string_node() {
  const std::size_t begin = at_;
  const StringToken token = read_string(text_, begin);
  const std::string_view value =
      token.as_written ? text_.substr(token.text_begin, token.decoded.size()) : tree_.keep(token.decoded);
  tree_.add(tree_.scalar(Kind::string, Style::json_string, begin, token.end, value));
  at_ = last_ = token.end;
  for (const Fault& fault : token.faults) problem(fault.begin, fault.end, fault.message);
}

void Reader::word(bool key) {
  const std::size_t begin = at_;
  WordToken token = read_word(text_, begin, key);
  const std::string_view text = text_.substr(begin, token.end - begin);
  if (key && token.fault.empty()) token.fault = "The key " + quoted(text) + " must stand in double quotes.";
  tree_.add(tree_.scalar(key ? Kind::string : token.kind, Style::plain, begin, token.end, text));
  at_ = last_ = token.end;
  if (!token.fault.empty()) problem(begin, token.end, std::move(token.fault));
}

// Adds exactly one node.
void Reader::value() {
  skip_space();
  if (ended()) return null_here();
  const char c = text_[at_];
  if (c == '{') return container(Kind::map);
  if (c == '[') return container(Kind::list);
  if (quote_size(text_, at_) > 0) return string_node();
  if (std::string_view(",:}]").find(c) == kNone) return word(false);
  problem(at_, at_ + 1, "A value is missing before " + quoted({&c, 1}) + ".");
  null_here();
}

void Reader::container(Kind kind) {
  if (tree_.depth() == kMaxDepth) {
    null_here();
    return stop(at_, "Lists and objects are nested more than " + std::to_string(kMaxDepth) + " deep.");
  }
  tree_.open(kind, at_);
  last_ = ++at_;
  elements(kind, false);
  tree_.close(last_);
}

// Whether the container ends here: at its bracket, at that of a container around it, or with the text.
bool Reader::closes(Kind kind) {
  const char own = kind == Kind::map ? '}' : ']';
  if (ended()) {
    const std::size_t begin = tree_.begin();
    if (!unclosed_reported_)
      problem(begin, begin + 1, "This " + quoted({&text_[begin], 1}) + " is never closed.");
    unclosed_reported_ = true;
    return true;
  }
  if (text_[at_] == own) {
    last_ = ++at_;
    return true;
  }
  if (!tree_.inside_any(kind == Kind::map ? Kind::list : Kind::map)) return false;
  problem(at_, at_ + 1, "Expected " + quoted({&own, 1}) + " before " + quoted({&text_[at_], 1}) + ".");
  return true;
}

void Reader::elements(Kind kind, bool implicit) {
  bool comma_due = false;
  std::size_t comma = kNone;
  for (;;) {
    skip_space();
    if (implicit && ended()) return;
    if (ended() || text_[at_] == '}' || text_[at_] == ']') {
      if (comma != kNone) surplus_comma(comma);
      comma = kNone;
      if (closes(kind)) return;
      problem(at_, at_ + 1, "Nothing is open that this " + quoted({&text_[at_], 1}) + " could close.");
      ++at_;
    } else if (text_[at_] == ',') {
      if (!comma_due) surplus_comma(at_);
      if (comma_due) comma = at_;
      comma_due = false;
      last_ = ++at_;
    } else if (text_[at_] == ':') {
      problem(at_, at_ + 1, "A colon has no place here.");
      comma_due = false;
      ++at_;
    } else {
      element(kind, comma_due);
      comma_due = true;
      comma = kNone;
    }
  }
}

// One element of a list, or one key with its value.
void Reader::element(Kind kind, bool comma_missing) {
  const std::size_t begin = at_;
  const std::size_t before = last_;
  const bool scalar = text_[at_] != '{' && text_[at_] != '[';
  const bool quotes = quote_size(text_, at_) > 0;
  if (kind == Kind::list || !scalar) {
    if (kind == Kind::map) {
      problem(at_, at_ + 1, "Expected a key in double quotes.");
      null_here();
    }
    value();
  } else if (quotes) {
    string_node();
  } else {
    word(true);
  }
  if (comma_missing) {
    const std::size_t end = scalar ? last_ : begin + 1;
    std::vector<Edit> fix;
    if (kind == Kind::list || quotes) fix.push_back(replace(before, before, ","));
    problem(begin, end, "A comma is missing before " + quoted(text_.substr(begin, end - begin)) + ".",
            std::move(fix));
  }
  if (kind == Kind::list || !scalar) return;
  skip_space();
  if (!ended() && text_[at_] == ':') {
    last_ = ++at_;
  } else if (!ended()) {
    problem(begin, last_,
            "A colon is missing after the key " + quoted(text_.substr(begin, last_ - begin)) + ".");
    if (std::string_view("{[").find(text_[at_]) == kNone) return null_here();
  }
  value();
}

// Members without the braces around them: an object that begins with its first key.
bool Reader::at_bare_member() const {
  if (quote_size(text_, at_) == 0) return false;
  const std::size_t next = text_.find_first_not_of(kSpace, read_string(text_, at_).end);
  return next != kNone && text_[next] == ':';
}

// The value at the top that starts here.
void Reader::top_value() {
  const bool joined = comma_ != kNone;
  if (joined) {
    problem(comma_, comma_ + 1, "Values joined by commas are not JSON; put them in a list.");
    documents_.back().comma_joined = true;
    comma_ = kNone;
  }
  if (at_bare_member()) {
    problem(at_, read_string(text_, at_).end, "The braces around these members are missing.");
    tree_.open(Kind::map, at_);
    elements(Kind::map, true);
    tree_.close(last_);
  } else {
    value();
  }
  documents_.push_back(tree_.take(last_));
  documents_.back().comma_joined = joined;
  tree_ = TreeBuilder(passage_, Format::json, text_.size());
}

std::vector<Document> Reader::read() {
  for (skip_space(); !ended(); skip_space()) {
    const char c = text_[at_];
    const bool container_or_string = c == '{' || c == '[' || quote_size(text_, at_) > 0;
    if (c == ',') {
      if (documents_.empty() || comma_ != kNone) surplus_comma(at_);
      if (!documents_.empty() && comma_ == kNone) comma_ = at_;
      ++at_;
    } else if (c == ':' || c == '}' || c == ']') {
      problem(at_, at_ + 1, "Nothing is open that this " + quoted({&c, 1}) + " could belong to.");
      ++at_;
    } else if (text_.substr(at_, 3) == "---") {
      problem(at_, at_ + 3, "JSON has no document separator '---'.");
      at_ += 3;
    } else if (container_or_string || (documents_.empty() && read_word(text_, at_, false).fault.empty())) {
      top_value();
    } else {
      stop(at_, documents_.empty() ? "This is not JSON." : "There is text after the end of the JSON value.");
    }
  }
  if (comma_ != kNone) surplus_comma(comma_);
  Document rest = tree_.take(last_);
  if (documents_.empty()) {
    documents_.push_back(std::move(rest));
  } else {
    documents_.back().broken |= rest.broken;
    std::ranges::move(rest.problems, std::back_inserter(documents_.back().problems));
  }
  return std::move(documents_);
}

}  // namespace

std::vector<Document> read_lenient_json(const Passage& passage, std::size_t failed_at) {
  std::vector<Document> documents = Reader(passage).read();
  const bool silent = std::ranges::all_of(documents, [](const Document& d) { return d.problems.empty(); });
  if (silent) {
    TreeBuilder builder(passage, Format::json, passage.text.size());
    builder.problem(failed_at, failed_at + 1, "This is not valid JSON.");
    documents.front().problems = builder.take(0).problems;
  }
  for (Document& document : documents) std::ranges::sort(document.problems, {}, &Problem::span);
  return documents;
}

}  // namespace celint
