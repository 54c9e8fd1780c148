// Conditions that hold a statement to some callers: what is false when its key is absent, and for some
// values.
#pragma once

#include <initializer_list>
#include <string_view>

#include "model/policy.h"

namespace celint {

/// The condition demands one of its values of the key: a positive operator for text, ARNs or addresses,
/// without IfExists or ForAllValues, and no value that leaves nothing out (`*`, an ARN of every account,
/// every address).
bool is_binding(const Condition& condition);

/// The same with values that are compared as a whole: none with a wildcard that counts.
bool binds_literally(const Condition& condition);

/// The condition is about one of these keys; a key that ends in `/` stands for all that start so.
bool is_about(const Condition& condition, std::initializer_list<std::string_view> keys);

}  // namespace celint
