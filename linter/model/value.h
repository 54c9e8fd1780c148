// Values that may be absent or unknown: the three-valued ground every rule stands on.
#pragma once

#include <string_view>
#include <utility>

#include "read/source.h"

namespace celint {

/// Unknown is not missing: a Terraform value known after apply, `${VAR}`, a placeholder, a value of the wrong
/// type. Rules that say missing or different need known values on both sides.
enum class Presence : std::uint8_t { absent, known, unknown };

/// A field of a document. `span` is that of the value; for an absent field that of the object lacking it.
template <typename T>
struct Field {
  T value{};
  Presence presence = Presence::absent;
  Span span{};

  Field() = default;
  Field(Presence how, T what, Span where) : value(std::move(what)), presence(how), span(where) {}

  bool known() const { return presence == Presence::known; }
  bool absent() const { return presence == Presence::absent; }
  bool unknown() const { return presence == Presence::unknown; }
};

using StrField = Field<std::string_view>;

/// Text that no real value can hold and that people forget to replace: `<...>`, or as a whole segment
/// `YOUR-...`, `ACCOUNT_ID` and kin (docs.seqera.io EKS page; the full list is in value.cpp).
bool is_placeholder(std::string_view text);

/// Holds a `${VAR}`, `${AWS::Region}` or `{{...}}` that another program fills in. IAM variables
/// (`${aws:username}`) are none.
bool has_unexpanded_variable(std::string_view text);

/// The place of whole.value[begin, end). Text with escapes has no such place: then the whole token.
Span part_of(Str whole, std::size_t begin, std::size_t end);

/// A string as a Field: known, or unknown if it is a placeholder or holds an unexpanded variable.
StrField typed(Str text);

}  // namespace celint
