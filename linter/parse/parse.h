// Sources -> Documents.
#pragma once

#include <vector>

#include "parse/tree.h"

namespace celint {

/// Deepest nesting of lists and maps that is read; deeper is a Problem.
inline constexpr std::size_t kMaxDepth = 100;

/// Reads every Source that has no problem of its own: JSON if its name ends in `.json` or its text starts with
/// `{` or `[`, else YAML. A file may hold several documents. Never throws on bad text: see Document::problems.
std::vector<Document> parse(const std::vector<Source>& sources);

/// Reads JSON. Strict RFC 8259 first; where that fails, the spot is a Problem and reading goes on leniently
/// (comments, surplus and missing commas, bare keys, single quotes), so that the rest is still checked.
/// Objects in a row are several documents, as kubectl reads them.
std::vector<Document> parse_json(const Passage& passage);

/// Reads a YAML 1.1 stream as kubectl does (libyaml, the scanner Go's YAML library descends from). Aliases are
/// expanded within yaml.v2's limits.
std::vector<Document> parse_yaml(const Passage& passage);

/// The decoded text of a scalar with the place of each byte, ready to be parsed again: text inside text.
/// `text` views `node`'s decoded bytes.
Passage inner_text(const Document& document, const Node& node);

/// As `inner_text`, with %XX sequences decoded (IAM documents in API output); the decoded text is kept in
/// `document.memory`.
Passage url_decoded(Document& document, const Node& node);

/// RFC 6901 pointer, inside its document, of the smallest value that holds `span`; empty for the root.
std::string pointer(const Document& document, Span span);

}  // namespace celint
