// A comment is a `#` outside of every scalar. It covers its line, or else the entry below it.
#include "model/suppression_comment.h"

#include <algorithm>

#include "model/suppression_text.h"

namespace celint {
namespace {

constexpr std::string_view kMark = "celint:";
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr std::string_view kBlanks = " \t\r";

bool is_block(Style style) { return style == Style::literal || style == Style::folded; }

/// The bytes of every scalar in which a `#` is text. The line that opens a block scalar may end with a
/// comment.
void add_scalars(const Node& node, std::string_view text, std::vector<Span>& out) {
  if (node.is_scalar()) {
    Span span = node.span;
    if (is_block(node.style))
      span.begin = static_cast<std::uint32_t>(std::min<std::size_t>(text.find('\n', span.begin), span.end));
    out.push_back(span);
  }
  for (const Node& item : node.items()) add_scalars(item, text, out);
  for (const Member& member : node.members()) {
    add_scalars(member.key, text, out);
    add_scalars(member.value, text, out);
  }
}

std::vector<Span> scalars(const std::vector<const Document*>& documents, std::string_view text) {
  std::vector<Span> result;
  for (const Document* document : documents) add_scalars(document->root, text, result);
  std::ranges::sort(result);
  return result;
}

bool is_inside(const std::vector<Span>& sorted, std::size_t at) {
  const auto after = std::ranges::upper_bound(sorted, at, {}, &Span::begin);
  return after != sorted.begin() && at < std::prev(after)->end;
}

/// The outermost entry that begins at or behind `at`.
std::optional<Span> entry_after(const Node& node, std::size_t at) {
  for (const Node& item : node.items()) {
    if (item.aliased) continue;
    if (item.span.begin >= at) return item.span;
    if (item.span.end > at) return entry_after(item, at);
  }
  for (const Member& member : node.members()) {
    if (member.key.aliased) continue;
    const Span key = member.key.span;
    const std::uint32_t end = member.value.aliased ? key.end : std::max(key.end, member.value.span.end);
    if (key.begin >= at) return Span{key.source, key.begin, end};
    if (end > at) return entry_after(member.value, at);
  }
  return std::nullopt;
}

/// What a comment covers, and of which document.
struct Cover {
  Span span;
  const Document* document = nullptr;
};

Cover below(const std::vector<const Document*>& documents, Span comment) {
  for (const Document* document : documents) {
    const Span root = document->root.span;
    if (root.begin >= comment.end) return {root, document};
    if (root.end <= comment.end) continue;
    return {entry_after(document->root, comment.end).value_or(Span{root.source, comment.end, comment.end}),
            document};
  }
  return {{comment.source, comment.end, comment.end}, documents.back()};
}

Cover beside(const std::vector<const Document*>& documents, Span comment, std::uint32_t line_begin) {
  const auto holds = [&](const Document* document) { return document->root.span.begin < comment.begin; };
  const auto last = std::find_if(documents.rbegin(), documents.rend(), holds);
  return {{comment.source, line_begin, comment.begin}, last == documents.rend() ? nullptr : *last};
}

/// One comment of a source.
struct Comment {
  std::string_view text;  ///< Of the source.
  Span span;              ///< From `#` to the end of the line.
  std::uint32_t line_begin = 0;
  bool alone = false;  ///< On its line.

  Span place(std::string_view part) const {
    const auto begin = static_cast<std::uint32_t>(part.data() - text.data());
    return {span.source, begin, begin + static_cast<std::uint32_t>(part.size())};
  }
};

/// The comment whole: with its line if it stands alone there, else with the blanks before it.
Span removal_of(const Comment& comment) {
  Span span = comment.span;
  if (comment.alone) {
    span.begin = comment.line_begin;
    span.end =
        static_cast<std::uint32_t>(std::min(comment.text.find('\n', span.end), comment.text.size() - 1)) + 1;
  } else {
    span.begin = static_cast<std::uint32_t>(comment.text.substr(0, span.begin).find_last_not_of(kBlanks) + 1);
  }
  return span;
}

/// One of several rules, with the comma that parts it from the others.
Span removal_of(const Comment& comment, const SuppressionText& words, std::size_t index) {
  if (words.rules.size() == 1) return removal_of(comment);
  const Span own = comment.place(words.rules[index]);
  if (index + 1 < words.rules.size())
    return {own.source, own.begin, comment.place(words.rules[index + 1]).begin};
  return {own.source, comment.place(words.rules[index - 1]).end, own.end};
}

void add(const Comment& comment, const Cover& cover, const SuppressionText& words,
         std::deque<Suppression>& out) {
  Suppression base;
  base.covers = cover.span;
  base.document = cover.document;
  base.reason = std::string(words.reason);
  if (!words.expires.empty()) base.expires = {std::string(words.expires), comment.place(words.expires)};
  base.fault = expiry_fault(words);
  for (std::size_t i = 0; i < words.rules.size(); ++i) {
    Suppression& one = out.emplace_back(base);
    one.rule = {std::string(words.rules[i]), comment.place(words.rules[i])};
    one.removal = removal_of(comment, words, i);
  }
  if (words.rules.empty()) {
    Suppression& one = out.emplace_back(base);
    one.rule.span = comment.span;
    one.fault = "This suppression names no rule, so it hides nothing.";
    one.removal = removal_of(comment);
  }
  if (words.surplus.empty()) return;
  Suppression& one = out.emplace_back(base);
  one.rule = {std::string(words.surplus), comment.place(words.surplus)};
  one.fault = "'" + one.rule.value +
              "' is no part of a suppression: rules stand between commas, a reason behind '--'.";
}

/// The words behind `celint: ignore` at `mark`; nothing if it says something else.
std::optional<std::string_view> words_at(std::string_view text, std::size_t mark, std::size_t end) {
  constexpr std::string_view kVerb = "ignore";
  const std::size_t verb = text.find_first_not_of(kBlanks, mark + kMark.size());
  if (verb >= end || text.substr(verb, kVerb.size()) != kVerb) return std::nullopt;
  const std::size_t rest = verb + kVerb.size();
  if (rest < end && kBlanks.find(text[rest]) == kBlanks.npos) return std::nullopt;
  return text.substr(rest, end - rest);
}

}  // namespace

void comment_suppressions(const std::vector<const Document*>& documents, std::string_view text,
                          std::deque<Suppression>& out) {
  std::size_t mark = text.find(kMark);
  if (mark == text.npos) return;
  const std::vector<Span> texts = scalars(documents, text);
  for (; mark != text.npos; mark = text.find(kMark, mark + kMark.size())) {
    const std::size_t hash = text.substr(0, mark).find_last_not_of(kBlanks);
    if (hash == text.npos || text[hash] != '#' || is_inside(texts, hash)) continue;
    std::size_t line_begin = text.substr(0, hash).rfind('\n') + 1;  // npos + 1 is 0.
    if (line_begin == 0 && text.starts_with(kByteOrderMark)) line_begin = kByteOrderMark.size();
    const std::size_t before = text.substr(line_begin, hash - line_begin).find_last_not_of(kBlanks);
    if (before != text.npos && line_begin + before + 1 == hash) continue;  // `a#b` is one word.
    const std::size_t end = std::min(text.find_first_of("\r\n", mark), text.size());
    const std::optional<std::string_view> rest = words_at(text, mark, end);
    if (!rest) continue;
    const Comment comment{text,
                          {documents.front()->passage.source, static_cast<std::uint32_t>(hash),
                           static_cast<std::uint32_t>(end)},
                          static_cast<std::uint32_t>(line_begin),
                          before == text.npos};
    const Cover cover =
        comment.alone ? below(documents, comment.span) : beside(documents, comment.span, comment.line_begin);
    add(comment, cover, read_suppression(*rest), out);
  }
}

}  // namespace celint
