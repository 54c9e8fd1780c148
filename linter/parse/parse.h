// Sources -> Documents.
#pragma once

#include <functional>
#include <mutex>
#include <string>
#include <vector>

#include "parse/tree.h"

namespace celint {

/// Deepest nesting of lists and maps that is read; deeper is a Problem.
inline constexpr std::size_t kMaxDepth = 100;

/// Reads every Source that has no problem of its own: JSON if its name ends in `.json` or its text starts
/// with
/// `{` or `[` (but not `{{`: a template), else YAML. A file may hold several documents. Never throws on bad
/// text: see Document::problems. Files are shared out to up to `jobs` threads.
std::vector<Document> parse(const std::vector<Source>& sources, unsigned jobs = 1);

/// The same of one Source: hands its documents on one by one, in order. `taker`: see parse_json.
void parse_source(const Source& source, SourceId id, const std::function<void(Document)>& take,
                  const ItemTaker* taker = nullptr);

/// Reads JSON. Strict RFC 8259 first; where that fails, the spot is a Problem and reading goes on leniently
/// (comments, surplus and missing commas, bare keys, single quotes), so that the rest is still checked.
/// Objects in a row are several documents, as kubectl reads them. `taker` gets the items of the first one; if
/// that comes back whole (not `parted`), whatever was taken counts for nothing.
std::vector<Document> parse_json(const Passage& passage, const ItemTaker* taker = nullptr);

/// Reads a YAML 1.1 stream as kubectl does (libyaml, the scanner Go's YAML library descends from): documents
/// end at lines that start with `---`; those that hold nothing or null are dropped. Aliases are expanded
/// within yaml.v2's limits.
void parse_yaml(const Passage& passage, const std::function<void(Document)>& take);

/// Reads the first YAML document of the text only, as yaml.v2's Unmarshal does with text inside text
/// (mapRoles); what follows it is not looked at. No document at all: the root is null.
Document parse_yaml_value(const Passage& passage);

/// The explicit tag of a YAML node: `!Ref`, `tag:yaml.org,2002:str`; empty if it has none.
std::string_view tag(const Document& document, const Node& node);

/// The decoded text of a scalar with the place of each byte, ready to be parsed again: text inside text.
/// `text` views `node`'s decoded bytes.
Passage inner_text(const Document& document, const Node& node);

/// As `inner_text`, with %XX sequences decoded (IAM documents in API output); the decoded text is kept in
/// `document.texts`.
Passage url_decoded(const Document& document, const Node& node);

/// Documents with their trees: where one was dropped, its file is read again. Keeps the last file's, for any
/// number of threads.
class Trees {
 public:
  /// The sources must outlive this.
  explicit Trees(const std::vector<Source>& sources) : sources_(sources) {}

  /// What `look` makes of the document whole; it must not keep parts of it.
  template <typename Look>
  auto look_at(const Document& document, const Look& look) {
    if (document.has_tree) return look(document);
    const std::scoped_lock lock(mutex_);
    return look(again(document));
  }

 private:
  const Document& again(const Document& document);

  const std::vector<Source>& sources_;
  std::mutex mutex_;
  std::vector<Document> again_;
};

/// RFC 6901 pointer, inside its document, of the smallest value that holds `span`; empty for the root.
std::string pointer(const Document& document, Span span);

}  // namespace celint
