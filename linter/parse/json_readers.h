// The readers behind parse_json. Strict text takes the fast one; the careful one, which tells what is wrong,
// is its oracle in tests.
#pragma once

#include <optional>
#include <vector>

#include "parse/tree.h"

namespace celint {

/// Reads text that RFC 8259 allows, as values in a row, into the same tree as nlohmann's reader. Nothing for
/// any other text, for numbers with an exponent or of more than 300 characters (they may overflow) and for
/// nesting beyond kMaxDepth: the careful reader says what is wrong, if anything is. `taker` gets the items of
/// the first value, maybe before the text is given up.
std::optional<std::vector<Document>> read_fast_json(const Passage& passage, const ItemTaker* taker = nullptr);

/// Reads any text: with nlohmann's reader, and what that refuses leniently, with its Problems.
std::vector<Document> read_careful_json(const Passage& passage);

}  // namespace celint
