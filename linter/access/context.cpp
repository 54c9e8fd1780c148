#include "access/context.h"

#include <algorithm>

#include "read/letters.h"

namespace celint {

Context::Entry& Context::entry(std::string_view key) {
  for (Entry& known : entries_)
    if (equal_ignoring_case(known.key, key)) {
      known = {known.key, false, false, {}};
      return known;
    }
  return entries_.emplace_back(Entry{lowered(key), false, false, {}});
}

Context& Context::set(std::string_view key, std::string value) {
  entry(key).values.push_back(std::move(value));
  return *this;
}

Context& Context::set_list(std::string_view key, std::vector<std::string> values) {
  Entry& known = entry(key);
  known.multivalued = true;
  known.values = std::move(values);
  return *this;
}

Context& Context::set_absent(std::string_view key) {
  entry(key).absent = true;
  return *this;
}

Context& Context::forget(std::string_view key) {
  std::erase_if(entries_, [key](const Entry& known) { return equal_ignoring_case(known.key, key); });
  return *this;
}

Context& Context::close() {
  closed_ = true;
  return *this;
}

ContextValue Context::find(std::string_view key) const {
  for (const Entry& known : entries_)
    if (equal_ignoring_case(known.key, key)) {
      if (known.absent) return {ContextValue::State::absent, false, {}};
      return {ContextValue::State::known, known.multivalued, known.values};
    }
  return {closed_ ? ContextValue::State::absent : ContextValue::State::unknown, false, {}};
}

VariableValue Context::variable(std::string_view key) const {
  if (key.find(':') == std::string_view::npos) return {};
  const ContextValue value = find(key);
  if (value.state == ContextValue::State::unknown) return {};
  if (value.state == ContextValue::State::absent || value.multivalued || value.values.size() != 1)
    return {VariableValue::State::absent, {}};
  return {VariableValue::State::known, value.values.front()};
}

}  // namespace celint
