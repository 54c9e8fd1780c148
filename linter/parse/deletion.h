// How to take an entry out of a document.
#pragma once

#include <optional>

#include "parse/tree.h"

namespace celint {

/// The bytes to delete so that the member or list element whose key or value has this span is gone, together
/// with the lists and maps that would be left empty. `text` is the source's, in which the document may stand
/// as the text of a string. Nothing if other things share its lines, or if nothing else would be left of a
/// JSON document.
std::optional<Span> deletion(const Document& document, std::string_view text, Span child);

}  // namespace celint
