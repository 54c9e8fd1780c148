// The one tree that both readers fill. Nothing after `model` looks at it.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "read/arena.h"
#include "read/few.h"
#include "read/source.h"

namespace celint {

/// What the consumer's reader makes of a value. YAML scalars are typed as YAML 1.1 in kubectl types them
/// (https://github.com/go-yaml/yaml/blob/v2/resolve.go).
enum class Kind : std::uint8_t { null, boolean, number, string, list, map };

/// How a scalar was written; needed to find a decoded byte in the source again.
enum class Style : std::uint8_t { plain, json_string, single_quoted, double_quoted, literal, folded };

struct Member;

/// A value. `span` covers the whole token: quotes and brackets included, block scalars from their indicator.
struct Node {
  Span span;
  Kind kind = Kind::null;
  Style style = Style::plain;
  bool tagged : 1 = false;   ///< Has an explicit YAML tag: see `tag`.
  bool aliased : 1 = false;  ///< Reached through a YAML alias or merge; the span is that of the anchored text
                             ///< (of the alias, if it is unknown).
  bool plain : 1 = false;    ///< Known to be a string of ASCII that JSON writes as it is.
  const void* data = nullptr;
  std::size_t size = 0;

  /// Decoded text of a scalar; for null, boolean and number the text as written. Empty for containers.
  std::string_view scalar() const;
  /// Elements of a list in written order; empty for other kinds.
  std::span<const Node> items() const;
  /// Members of a map in written order, duplicates included; empty for other kinds.
  std::span<const Member> members() const;
  /// The value of the last member with this key, as kubectl and encoding/json take it; null if there is none.
  const Node* get(std::string_view key) const;

  bool is_map() const { return kind == Kind::map; }
  bool is_list() const { return kind == Kind::list; }
  bool is_string() const { return kind == Kind::string; }
  bool is_null() const { return kind == Kind::null; }
  bool is_scalar() const { return kind != Kind::list && kind != Kind::map; }
  /// The scalar with its place; meaningful for scalars only.
  Str str() const { return {scalar(), span}; }
};

struct Member {
  Node key;
  Node value;
};

inline std::string_view Node::scalar() const {
  return is_scalar() ? std::string_view(static_cast<const char*>(data), size) : std::string_view();
}
inline std::span<const Node> Node::items() const {
  return is_list() ? std::span(static_cast<const Node*>(data), size) : std::span<const Node>();
}
inline std::span<const Member> Node::members() const {
  return is_map() ? std::span(static_cast<const Member*>(data), size) : std::span<const Member>();
}

/// A run of decoded bytes and the bytes of the file they came from. Equal lengths: byte for byte. Unequal:
/// one escape sequence, fold or line break, never split.
struct Piece {
  std::uint32_t text = 0;  ///< Offset in the decoded text.
  std::uint32_t text_size = 0;
  std::uint32_t file = 0;  ///< Offset in the file.
  std::uint32_t file_size = 0;
};

/// Text to parse and the file it stands in: a whole file, or the decoded value of a scalar (text inside
/// text).
struct Passage {
  std::string_view text;
  SourceId source = 0;
  /// In order, gapless over `text`, never empty. Null: `text` is the file from byte 0. Shared, as all
  /// documents of one text need it.
  std::shared_ptr<const std::vector<Piece>> pieces;

  /// The bytes of the file that hold text[begin, end).
  Span span(std::size_t begin, std::size_t end) const;
  /// The offset in `text` of a byte of the file; the inverse of `span(...).begin`.
  std::size_t offset(std::uint32_t file_byte) const;
};

/// The format a Document was read in.
enum class Format : std::uint8_t { json, yaml };

/// One document: a JSON value, or one document of a YAML stream. Owns every Node and decoded text under it.
/// The models keep its texts only: once they are made the tree can be dropped, and read again where a place
/// is to be named.
struct Document {
  Passage passage;
  Node root;
  Few<Problem> problems;  ///< What the strict reader of this format refuses. Reading went on leniently.
  Format format = Format::json;
  bool broken = false;        ///< The text after the last problem could not be read at all.
  bool comma_joined = false;  ///< JSON only: one of several top-level values with commas between them.
  bool has_tree = true;
  bool parted = false;  ///< Items of its lists were handed on and let go while it was read: see ItemTaker.
  Few<Located<std::string_view>> tags;  ///< YAML tags, resolved, by the span of their node; sorted.
  Arena texts;  ///< Decoded text; text that stands in the file as it is is viewed there.
  Arena nodes;  ///< Below the root.

  /// Gives the nodes' memory back: what is left of `root` is its kind, its place and the text of a scalar.
  /// Texts stay.
  void drop_tree();
};

/// Takes the items of lists that stand in the root map, one by one as they are read, so that the tree need
/// not hold them.
struct ItemTaker {
  std::span<const std::string_view> lists;  ///< The keys of the lists whose maps and lists it takes.
  /// What `item` holds lasts until the end of the call. The document has all but its tree, and must be left
  /// as it was.
  std::function<void(Document& document, std::string_view list, const Node& item)> take;
};

}  // namespace celint
