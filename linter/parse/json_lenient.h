// JSON as people write it.
#pragma once

#include <cstddef>
#include <vector>

#include "parse/tree.h"

namespace celint {

/// Reads text that the strict reader refused at `failed_at` (offset in the text): comments, surplus and
/// missing commas, bare keys and words, single and curly quotes, bad escapes, unclosed strings and brackets.
/// Each spot is a Problem of the document it stands in; comments and surplus commas carry the Edit that
/// deletes them, missing commas the one that inserts them. Values joined by commas at the top are documents
/// with `comma_joined` set. There is at least one Problem in the result. Text that is nothing like JSON gives
/// one Problem and is left.
std::vector<Document> read_lenient_json(const Passage& passage, std::size_t failed_at);

}  // namespace celint
