// How celint.yaml's maps are taken apart: each is a table of keys, a key is a name and the function that
// takes its value. Private to settings*.cpp, the only files that know yaml-cpp.
#pragma once

#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "read/source.h"

namespace celint::settings_reading {

/// The file being read.
struct Context {
  const Source& source;
  SourceId id;
  std::string folder;  ///< That file names are relative to, as printed.
  std::vector<Problem>& problems;
};

/// One member of a map.
struct Entry {
  std::string key;
  Span key_span;
  YAML::Node value;
};

/// A key that a map of T may hold.
template <typename T>
struct Key {
  std::string_view name;
  void (*take)(Context&, const Entry&, T&);
};

std::string in_quotes(std::string_view text);

/// A mark of yaml-cpp as an offset into the source.
std::uint32_t offset(const Context& context, const YAML::Mark& mark);

Span span_of(const Context& context, const YAML::Node& node);

/// A key without a value has no bytes of its own: the key stands for it.
Span value_span(const Context& context, const Entry& entry);

void complain(Context& context, Span span, std::string message);

/// The text of a scalar, else a problem and empty text. `what` is what the key holds, with its article.
std::string text_of(Context& context, const Entry& entry, std::string_view what);

/// ` Did you mean 'x'?` or ` Known here: ...`.
std::string suggestion(std::string_view word, std::span<const std::string_view> known);

/// One of a few words; `what` is their kind, as in `feature`.
std::string word(Context& context, const Entry& entry, std::string_view what,
                 std::span<const std::string_view> known);

/// The members of a map, in written order, each key once.
std::vector<Entry> members(Context& context, const YAML::Node& map);

/// A scalar that `valid` accepts.
template <typename Predicate>
std::string checked(Context& context, const Entry& entry, std::string_view what, Predicate valid) {
  std::string text = text_of(context, entry, what);
  if (text.empty() || valid(text)) return text;
  complain(context, value_span(context, entry), in_quotes(text) + " is not " + std::string(what) + ".");
  return {};
}

/// What `take` makes of each element of a list. It gets the element as an Entry of the list's key, with its
/// own span.
template <typename Take>
auto list(Context& context, const Entry& entry, std::string_view what, Take take) {
  std::vector<decltype(take(context, entry))> results;
  if (!entry.value.IsSequence())
    complain(context, value_span(context, entry),
             in_quotes(entry.key) + " must be a list of " + std::string(what) + ".");
  else
    for (const YAML::Node& element : entry.value)
      results.push_back(
          take(context, {entry.key, element.IsNull() ? entry.key_span : span_of(context, element), element}));
  return results;
}

template <typename T>
void take_map(Context& context, const YAML::Node& map, std::span<const Key<T>> keys, T& result) {
  for (const Entry& entry : members(context, map)) {
    const auto key = std::ranges::find(keys, entry.key, &Key<T>::name);
    if (key != keys.end()) {
      key->take(context, entry, result);
      continue;
    }
    std::vector<std::string_view> names;
    for (const Key<T>& known : keys) names.push_back(known.name);
    complain(context, entry.key_span,
             "Unknown key " + in_quotes(entry.key) + "." + suggestion(entry.key, names));
  }
}

/// An element of a list of maps; the first of `keys` is required.
template <typename T>
T take_element(Context& context, const Entry& element, std::span<const Key<T>> keys) {
  T result;
  if (!element.value.IsMap()) {
    complain(context, element.key_span, "Each element of " + in_quotes(element.key) + " must be a map.");
    return result;
  }
  const std::string required(keys.front().name);
  if (!element.value[required])
    complain(context, element.key_span,
             "Each element of " + in_quotes(element.key) + " needs " + in_quotes(required) + ".");
  take_map(context, element.value, keys, result);
  return result;
}

}  // namespace celint::settings_reading
