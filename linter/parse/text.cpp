// Where the bytes of a decoded text stand in the file, and texts inside texts.
#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "parse/parse.h"
#include "parse/scalar_pieces.h"
#include "parse/utf8.h"

namespace celint {
namespace {

std::size_t text_end(const Piece& piece) { return std::size_t{piece.text} + piece.text_size; }
std::size_t file_end(const Piece& piece) { return std::size_t{piece.file} + piece.file_size; }
bool byte_for_byte(const Piece& piece) { return piece.text_size == piece.file_size; }

std::uint32_t narrow(std::size_t offset) { return static_cast<std::uint32_t>(offset); }

// The piece that holds the byte of the text.
const Piece& piece_at(const std::vector<Piece>& pieces, std::size_t text_byte) {
  const auto after = std::ranges::upper_bound(pieces, text_byte, {}, &Piece::text);
  return *std::prev(after);
}

// The offset in the passage's text where a node's token, or its first byte after `file_byte`, ends.
std::size_t end_offset(const Passage& passage, std::uint32_t file_byte) {
  if (!passage.pieces || file_byte == 0) return passage.offset(file_byte);
  const std::vector<Piece>& pieces = *passage.pieces;
  const auto after = std::ranges::lower_bound(pieces, file_byte, {}, &Piece::file);
  if (after == pieces.begin()) return 0;
  const Piece& piece = *std::prev(after);
  if (file_byte >= file_end(piece) || !byte_for_byte(piece)) return text_end(piece);
  return piece.text + (file_byte - piece.file);
}

void append(std::vector<Piece>& pieces, const Piece& piece) {
  if (!pieces.empty()) {
    Piece& last = pieces.back();
    const bool adjacent = file_end(last) == piece.file && text_end(last) == piece.text;
    if (adjacent && byte_for_byte(last) && byte_for_byte(piece)) {
      last.text_size += piece.text_size;
      last.file_size += piece.file_size;
      return;
    }
  }
  pieces.push_back(piece);
}

// Replaces the `file` side of pieces, which are offsets in the passage's text, by bytes of the file.
std::vector<Piece> compose(const std::vector<Piece>& inner, const Passage& passage) {
  std::vector<Piece> result;
  for (const Piece& piece : inner) {
    if (!passage.pieces) {
      append(result, piece);
      continue;
    }
    if (!byte_for_byte(piece) || piece.text_size == 0) {
      const Span place = passage.span(piece.file, file_end(piece));
      append(result, {piece.text, piece.text_size, place.begin, place.end - place.begin});
      continue;
    }
    for (std::size_t at = piece.file; at < file_end(piece);) {
      const Piece& outer = piece_at(*passage.pieces, at);
      const std::size_t end = std::min(text_end(outer), file_end(piece));
      const Span place = passage.span(at, end);
      append(result, {narrow(piece.text + (at - piece.file)), narrow(end - at), place.begin,
                      place.end - place.begin});
      at = end;
    }
  }
  return result;
}

Passage with_pieces(const Passage& outer, std::string_view text, const std::vector<Piece>& pieces) {
  std::vector<Piece> composed = compose(pieces, outer);
  return {text, outer.source, std::make_shared<const std::vector<Piece>>(std::move(composed))};
}

std::optional<unsigned char> hex_byte(std::string_view text, std::size_t at) {
  constexpr std::string_view kDigits = "0123456789abcdefABCDEF";
  if (at + 2 > text.size()) return std::nullopt;
  std::size_t value = 0;
  for (const char c : text.substr(at, 2)) {
    const std::size_t digit = kDigits.find(c);
    if (digit == std::string_view::npos) return std::nullopt;
    value = value * 16 + (digit > 15 ? digit - 6 : digit);
  }
  return static_cast<unsigned char>(value);
}

}  // namespace

Span Passage::span(std::size_t begin, std::size_t end) const {
  if (!pieces) return {source, narrow(begin), narrow(end)};
  const Piece& first = piece_at(*pieces, begin);
  const std::size_t in_first = begin - first.text;
  std::size_t file_begin = byte_for_byte(first) ? first.file + in_first : first.file;
  if (begin >= text_end(first)) file_begin = file_end(first);
  if (begin >= end) return {source, narrow(file_begin), narrow(file_begin)};
  const Piece& last = piece_at(*pieces, end - 1);
  const std::size_t stop = byte_for_byte(last) ? last.file + (end - last.text) : file_end(last);
  return {source, narrow(file_begin), narrow(stop)};
}

std::size_t Passage::offset(std::uint32_t file_byte) const {
  if (!pieces) return file_byte;
  const auto found =
      std::ranges::partition_point(*pieces, [&](const Piece& piece) { return file_end(piece) <= file_byte; });
  if (found == pieces->end()) return text.size();
  if (file_byte <= found->file || !byte_for_byte(*found)) return found->text;
  return found->text + (file_byte - found->file);
}

Passage inner_text(const Document& document, const Node& node) {
  const Passage& outer = document.passage;
  const std::string_view value = node.scalar();
  const std::size_t begin = outer.offset(node.span.begin);
  const std::size_t end = end_offset(outer, node.span.end);
  return with_pieces(outer, value, scalar_pieces(outer.text, begin, end, node.style, value));
}

Passage url_decoded(const Document& document, const Node& node) {
  const Passage encoded = inner_text(document, node);
  std::string decoded;
  std::vector<Piece> pieces;
  if (encoded.text.empty()) return encoded;
  for (std::size_t at = 0; at < encoded.text.size();) {
    const auto byte = encoded.text[at] == '%' ? hex_byte(encoded.text, at + 1) : std::nullopt;
    const std::size_t size = byte ? 3 : 1;
    append(pieces, {narrow(decoded.size()), 1, narrow(at), narrow(size)});
    decoded.push_back(byte ? static_cast<char>(*byte) : encoded.text[at]);
    at += size;
  }
  // What does not decode to text was not URL-encoded.
  if (valid_utf8_prefix(decoded) < decoded.size() || decoded.find('\0') != std::string::npos) return encoded;
  return with_pieces(encoded, document.texts.keep(decoded), pieces);
}

}  // namespace celint
