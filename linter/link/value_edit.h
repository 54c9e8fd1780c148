// Edits of single values and of lists, in the way they are written.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "link/world.h"
#include "parse/json_string.h"

namespace celint {

/// The start of the line that holds this byte.
std::size_t line_begin(std::string_view text, std::size_t at);

/// The blanks at the start of the line that holds this place.
std::string indent_at(const World& world, Span at);

/// The source text of a place.
std::string_view text_of(const World& world, Span span);

Edit insertion(SourceId source, std::uint32_t byte, std::string text);

/// The text between the quotes of a string, or of a plain YAML scalar, replaced.
Edit rewritten(Str value, std::string_view text);

/// Values put behind the last of a list, written like it: in a line of its own, behind a dash, in its quotes.
/// The list must not be empty.
Edit appended(const World& world, std::span<const Str> list, const std::vector<std::string>& added);

/// Some of a list's values (ascending indices) taken out. Empty if none would be left.
std::vector<Edit> without_values(std::span<const Str> values, const std::vector<std::size_t>& dropped);

/// The member or list element with this span (of a member: that of its key) taken out of its document, with
/// the lists and maps that would be left empty.
std::vector<Edit> without(const World& world, const Document& document, Span child);

/// A member put behind the one with this key and value. Empty if they are not those of a JSON object, or if
/// that stands inside a string.
std::vector<Edit> member_behind(const World& world, std::string_view key, Span value,
                                std::string_view added_key, std::string_view added_json);

/// An item of a YAML block sequence put before this one; empty if it is written otherwise. Lines of `text`
/// but the first must hold their own indentation.
std::vector<Edit> item_before(const World& world, Span item, const std::vector<std::string>& texts);

}  // namespace celint
