// A literal is read as far as it goes; whatever follows it in the same expression makes the value computed.
#include "parse/groovy_value.h"

#include <algorithm>

#include "parse/groovy_text.h"
#include "parse/parse.h"

namespace celint {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

char at_or_end(std::string_view text, std::size_t at) { return at < text.size() ? text[at] : '\0'; }

GroovyValue computed(std::string_view text, std::size_t begin, std::size_t end, Span span) {
  GroovyValue value;
  value.text = text.substr(begin, std::min(end, text.size()) - begin);
  value.span = span;
  return value;
}

}  // namespace

bool GroovyValue::has_computed() const {
  if (kind == Kind::computed) return true;
  return std::ranges::any_of(items, [](const GroovyValue& item) { return item.has_computed(); }) ||
         std::ranges::any_of(entries, [](const GroovyEntry& entry) { return entry.value.has_computed(); });
}

const GroovyValue* GroovyValue::get(std::string_view key) const {
  const GroovyValue* found = nullptr;
  for (const GroovyEntry& entry : entries)
    if (entry.key.value == key) found = &entry.value;
  return found;
}

GroovyValue GroovyValues::read(std::size_t& at) const {
  at = after_groovy_space(text_, at, true);
  const std::size_t begin = at;
  GroovyValue value = literal(at, 0);
  if (at == kNoOffset) return value;
  const bool operand = at > begin;
  if (operand && !groovy_expression_goes_on(text_, at)) return value;
  at = groovy_expression_end(text_, at, false, operand);
  return at == kNoOffset ? GroovyValue() : computed(text_, begin, at, span(begin, at));
}

GroovyValue GroovyValues::element(std::size_t& at, std::size_t depth) const {
  at = after_groovy_space(text_, at, true);
  const std::size_t begin = at;
  GroovyValue value = literal(at, depth);
  if (at == kNoOffset) return value;
  const bool operand = at > begin;
  const char next = at_or_end(text_, after_groovy_space(text_, at, true));
  if (operand && (next == ',' || next == ']')) return value;
  at = groovy_expression_end(text_, at, true, operand);
  return at == kNoOffset ? GroovyValue() : computed(text_, begin, at, span(begin, at));
}

/// A literal at `at`, which stays if there is none.
GroovyValue GroovyValues::literal(std::size_t& at, std::size_t depth) const {
  const std::size_t begin = at;
  GroovyValue value;
  const char c = at_or_end(text_, at);
  if (c == '[') {
    value = list_or_map(at, depth + 1);
  } else if (at < text_.size() && starts_groovy_string(text_, at)) {
    GroovyString string = read_groovy_string(text_, at);
    at = string.end;
    if (at != kNoOffset && string.computed) return computed(text_, begin, at, span(begin, at));
    value.kind = GroovyValue::Kind::string;
    value.text = std::move(string.value);
  } else if (is_digit(c) || (c == '-' && is_digit(at_or_end(text_, at + 1)))) {
    number(at, value);
  } else {
    word(at, value);
  }
  if (at != kNoOffset) value.span = span(begin, at);
  return value;
}

void GroovyValues::word(std::size_t& at, GroovyValue& value) const {
  const std::size_t end = groovy_name_end(text_, at);
  const std::string_view name = text_.substr(at, end - at);
  const bool truth = name == "true" || name == "false";
  if (!truth && name != "null") return;
  value.kind = truth ? GroovyValue::Kind::boolean : GroovyValue::Kind::null;
  value.text = name;
  at = end;
}

/// `12`, `-1.5`, `10_000`, `8.GB`; a number with letters of its own (`0x1F`, `1e3`, `5L`) is one too.
void GroovyValues::number(std::size_t& at, GroovyValue& value) const {
  const std::size_t begin = at;
  if (text_[at] == '-') ++at;
  while (at < text_.size() && continues_groovy_name(text_[at])) ++at;
  value.kind = GroovyValue::Kind::number;
  if (at_or_end(text_, at) == '.') {
    const bool unit = starts_groovy_name(at_or_end(text_, at + 1));
    if (unit || is_digit(at_or_end(text_, at + 1))) ++at;
    while (at < text_.size() && continues_groovy_name(text_[at])) ++at;
    if (unit) value.kind = GroovyValue::Kind::measure;
  }
  value.text = text_.substr(begin, at - begin);
}

/// `name:`, `'name':` or `(expression):`; moves `at` behind the colon.
bool GroovyValues::entry_key(std::size_t& at, GroovyEntry& entry) const {
  std::size_t end = at;
  bool computed = false;
  if (starts_groovy_string(text_, at)) {
    GroovyString string = read_groovy_string(text_, at);
    end = string.end;
    computed = string.computed;
    entry.key.value = std::move(string.value);
  } else if (at_or_end(text_, at) == '(') {
    end = groovy_group_end(text_, at);
    computed = true;
  } else {
    while (end < text_.size() && continues_groovy_name(text_[end])) ++end;
    entry.key.value = text_.substr(at, end - at);
  }
  if (end == kNoOffset || end == at) return false;
  const std::size_t colon = after_groovy_space(text_, end, true);
  if (at_or_end(text_, colon) != ':' || at_or_end(text_, colon + 1) == ':') return false;
  if (computed) entry.key.value.clear();
  entry.key.span = span(at, end);
  at = colon + 1;
  return true;
}

bool GroovyValues::entry(std::size_t& at, std::size_t depth, GroovyValue& map) const {
  GroovyEntry entry;
  if (!entry_key(at, entry)) return false;
  entry.value = element(at, depth);
  map.entries.push_back(std::move(entry));
  return true;
}

/// Entries and items mixed, a computed key, `*:spread`: computed as a whole.
GroovyValue GroovyValues::list_or_map(std::size_t& at, std::size_t depth) const {
  GroovyValue value;
  bool computed = false;
  at = depth > kMaxDepth ? kNoOffset : at + 1;
  while (at != kNoOffset) {
    at = after_groovy_space(text_, at, true);
    const char c = at_or_end(text_, at);
    if (c == ']') break;
    const bool empty_map = c == ':' && value.items.empty() && value.entries.empty();
    if (empty_map) {
      value.kind = GroovyValue::Kind::map;
      ++at;
      continue;
    }
    const std::size_t before = at;
    computed |= c == '*';
    if (!entry(at, depth, value)) value.items.push_back(element(at, depth));
    if (at == kNoOffset) break;
    at = after_groovy_space(text_, at, true);
    if (at_or_end(text_, at) == ',')
      ++at;
    else if (at_or_end(text_, at) != ']' || at == before)
      at = kNoOffset;
  }
  if (at == kNoOffset) return {};
  ++at;
  computed |= !value.items.empty() && (!value.entries.empty() || value.is_map());
  computed |=
      std::ranges::any_of(value.entries, [](const GroovyEntry& one) { return one.key.value.empty(); });
  if (computed) return {};
  if (!value.is_map()) value.kind = value.entries.empty() ? GroovyValue::Kind::list : GroovyValue::Kind::map;
  return value;
}

}  // namespace celint
