// Statements of a Nextflow configuration: scopes, assignments, and what cannot be followed.
#include "parse/groovy.h"

#include <algorithm>
#include <array>
#include <utility>

#include "parse/groovy_text.h"
#include "parse/groovy_value.h"
#include "parse/parse.h"

namespace celint {
namespace {

/// Longer names are nobody's; it also bounds what nested scopes can make of a short text.
constexpr std::size_t kLongestPath = 400;

constexpr std::array<std::string_view, 9> kBranches{"if",    "else",    "for",    "while", "try",
                                                    "catch", "finally", "switch", "do"};
constexpr std::array<std::string_view, 6> kHarmless{"def", "final", "import", "print", "println", "plugins"};

template <std::size_t N>
bool is_one_of(std::string_view word, const std::array<std::string_view, N>& words) {
  return std::ranges::find(words, word) != words.end();
}

bool is_selector(std::string_view name) {
  return name.starts_with("withName:") || name.starts_with("withLabel:") || name.starts_with('$');
}

/// Where a statement stands: the scopes around it and whether it is in force for certain.
struct Scope {
  std::vector<std::string> names;
  bool certain = true;
  std::size_t depth = 0;
};

class Reader {
 public:
  explicit Reader(const Passage& passage) : passage_(&passage), text_(passage.text), values_(passage) {}

  GroovyConfig read() {
    if (text_.starts_with("#!")) at_ = std::min(text_.find('\n'), text_.size());
    while (at_ != kNoOffset) {
      statements({});
      if (at_ == kNoOffset || at_ >= text_.size()) break;
      // A bracket that closes nothing.
      set_opaque();
      ++at_;
    }
    if (at_ == kNoOffset) set_opaque();
    return std::move(config_);
  }

 private:
  void statements(const Scope& scope) {
    while (at_ != kNoOffset) {
      at_ = after_groovy_space(text_, at_, true);
      if (at_ >= text_.size() || text_[at_] == '}' || text_[at_] == ')' || text_[at_] == ']') return;
      if (text_[at_] == ';')
        ++at_;
      else
        statement(scope);
    }
  }

  void statement(const Scope& scope) {
    const std::size_t begin = at_;
    const std::string_view word = text_.substr(at_, groovy_name_end(text_, at_) - at_);
    if (is_one_of(word, kBranches)) return branch(word.size(), scope);
    std::vector<std::string> names;
    if (!name(names)) return skip(begin, true);
    at_ = after_groovy_space(text_, at_, false);
    if (at_ >= text_.size()) return skip(begin, true);
    const bool plugins = names.size() == 1 && names[0] == "plugins";
    const char c = text_[at_];
    if (c == '{' && !plugins) return block(within(scope, names));
    const bool equals = c == '=' && !text_.substr(at_).starts_with("==");
    if (equals) return assignment(begin, within(scope, names));
    if (changes(c)) record(begin, within(scope, names), {});
    skip(begin, !changes(c) && !is_one_of(word, kHarmless));
  }

  /// `a['b'] = c`, `a += c`, `a << c`: the value is computed.
  static bool changes(char c) { return c == '[' || c == '+' || c == '-' || c == '<'; }

  /// `a.b.'c'`, or `withName: 'c'` as one part.
  bool name(std::vector<std::string>& names) {
    for (;;) {
      std::string part;
      if (!name_part(part)) return false;
      names.push_back(std::move(part));
      const std::size_t next = after_groovy_space(text_, at_, false);
      if (names.size() == 1 && next < text_.size() && text_[next] == ':') {
        at_ = next + 1;
        return selector(names[0]);
      }
      if (next >= text_.size() || text_[next] != '.') return true;
      at_ = after_groovy_space(text_, next + 1, false);
    }
  }

  bool name_part(std::string& part) {
    if (const std::size_t end = groovy_name_end(text_, at_); end != at_) {
      part = text_.substr(at_, end - at_);
      at_ = end;
      return true;
    }
    if (at_ >= text_.size() || (text_[at_] != '\'' && text_[at_] != '"')) return false;
    GroovyString string = read_groovy_string(text_, at_);
    if (string.end == kNoOffset || string.computed) return false;
    part = std::move(string.value);
    at_ = string.end;
    return true;
  }

  /// The name or pattern behind `withName:`, up to the brace of its scope.
  bool selector(std::string& part) {
    at_ = after_groovy_space(text_, at_, false);
    std::string pattern;
    if (!name_part(pattern)) return false;
    part += ':' + pattern;
    at_ = after_groovy_space(text_, at_, false);
    return is_selector(part) && at_ < text_.size() && text_[at_] == '{';
  }

  static Scope within(const Scope& scope, const std::vector<std::string>& names) {
    Scope inner = scope;
    inner.names.insert(inner.names.end(), names.begin(), names.end());
    return inner;
  }

  void block(Scope scope) {
    std::size_t length = 0;
    for (const std::string& part : scope.names) length += part.size() + 1;
    if (++scope.depth > kMaxDepth || length > kLongestPath) {
      at_ = groovy_group_end(text_, at_);
      return set_opaque();
    }
    ++at_;
    statements(scope);
    if (at_ >= text_.size() || text_[at_] != '}')
      at_ = kNoOffset;
    else
      ++at_;
  }

  /// What stands under a condition may be in force or not.
  void branch(std::size_t keyword, Scope scope) {
    scope.certain = false;
    if (++scope.depth > kMaxDepth) {
      at_ = kNoOffset;
      return;
    }
    at_ = after_groovy_space(text_, at_ + keyword, true);
    if (at_ < text_.size() && text_[at_] == '(') {
      at_ = groovy_group_end(text_, at_);
      if (at_ == kNoOffset) return;
      at_ = after_groovy_space(text_, at_, true);
    }
    if (at_ >= text_.size()) return;
    if (text_[at_] == '{')
      block(scope);
    else if (text_[at_] != '}' && text_[at_] != ';')
      statement(scope);
  }

  void assignment(std::size_t begin, const Scope& scope) {
    ++at_;
    GroovyValue value = values_.read(at_);
    if (at_ == kNoOffset) return;
    record(begin, scope, std::move(value));
  }

  void record(std::size_t begin, const Scope& scope, GroovyValue value) {
    GroovyAssignment assignment;
    assignment.certain = scope.certain;
    for (std::size_t i = 0; i < scope.names.size(); ++i) {
      const std::string& part = scope.names[i];
      if (i == 0 && part == "profiles") {
        assignment.certain = false;
        ++i;
      } else if (is_selector(part)) {
        assignment.selector = part;
      } else {
        assignment.path += (assignment.path.empty() ? "" : ".") + part;
        assignment.name.push_back(part);
      }
    }
    if (assignment.path.empty()) return;  // `profiles` itself
    if (assignment.path.size() > kLongestPath) return set_opaque();
    std::size_t key_end = begin;
    while (key_end < text_.size() && text_[key_end] != '=' && text_[key_end] != '\n') ++key_end;
    while (key_end > begin + 1 && (text_[key_end - 1] == ' ' || text_[key_end - 1] == '\t')) --key_end;
    assignment.key = passage_->span(begin, key_end);
    assignment.line = line(begin, at_);
    assignment.value = std::move(value);
    config_.assignments.push_back(std::move(assignment));
  }

  /// The lines that text[begin, end) fills alone, else itself.
  Span line(std::size_t begin, std::size_t end) const {
    std::size_t first = begin;
    while (first > 0 && (text_[first - 1] == ' ' || text_[first - 1] == '\t')) --first;
    std::size_t last = end;
    while (last < text_.size() && (text_[last] == ' ' || text_[last] == '\t' || text_[last] == ';')) ++last;
    if (text_.substr(last).starts_with("\r\n")) ++last;
    const bool alone =
        (first == 0 || text_[first - 1] == '\n') && (last >= text_.size() || text_[last] == '\n');
    if (!alone) return passage_->span(begin, end);
    return passage_->span(first, std::min(last + 1, text_.size()));
  }

  void skip(std::size_t begin, bool opaque) {
    if (opaque) set_opaque();
    const std::size_t end = groovy_expression_end(text_, begin, false, false);
    at_ = end == begin ? begin + 1 : end;
  }

  void set_opaque() { config_.opaque = config_.assignments.size(); }

  const Passage* passage_;
  std::string_view text_;
  GroovyValues values_;
  std::size_t at_ = 0;
  GroovyConfig config_;
};

}  // namespace

GroovyConfig parse_groovy(const Passage& passage) { return Reader(passage).read(); }

}  // namespace celint
