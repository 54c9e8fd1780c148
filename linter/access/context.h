// What is known about a request beyond its action and resource.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "access/glob.h"

namespace celint {

/// What a request carries for a condition key.
struct ContextValue {
  enum class State : std::uint8_t { known, absent, unknown };
  State state = State::unknown;
  bool multivalued = false;  ///< Only ForAllValues and ForAnyValue can compare it.
  std::span<const std::string> values;
};

/// The known condition keys of a request. Keys that are not listed are unknown or, in a closed context,
/// absent.
class Context {
 public:
  Context() = default;

  /// Later values replace earlier ones. Letter case of keys is ignored.
  Context& set(std::string_view key, std::string value);
  Context& set_list(std::string_view key, std::vector<std::string> values);
  Context& set_absent(std::string_view key);
  /// Makes a key unknown again.
  Context& forget(std::string_view key);
  /// From now on, keys that are not listed count as absent.
  Context& close();

  ContextValue find(std::string_view key) const;
  /// The same for a policy variable: only a single value can stand for it, and a name that is no condition
  /// key
  /// (`${bucket}`: another program's variable) is never known.
  VariableValue variable(std::string_view key) const;

 private:
  struct Entry {
    std::string key;  // lower case
    bool absent = false;
    bool multivalued = false;
    std::vector<std::string> values;
  };
  Entry& entry(std::string_view key);

  std::vector<Entry> entries_;
  bool closed_ = false;
};

}  // namespace celint
