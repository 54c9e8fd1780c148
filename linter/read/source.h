// Places in the input. Every later stage speaks of files only through these types.
#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "read/few.h"

namespace celint {

/// Index into the vector of Sources of one run.
using SourceId = std::uint32_t;

/// Half-open range of bytes [begin, end) of a real file.
struct Span {
  SourceId source = 0;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;

  friend bool operator==(const Span&, const Span&) = default;
  friend auto operator<=>(const Span&, const Span&) = default;
};

/// A value and where it was written.
template <typename T>
struct Located {
  T value{};
  Span span{};
};

/// Decoded text (a view into its Document's memory) and the bytes it was written as, quotes included.
using Str = Located<std::string_view>;

/// Replaces the bytes of `span` by `text`.
struct Edit {
  Span span;
  std::string text;
};

/// The input is wrong here. Data, not output: a rule decides what is said about it.
struct Problem {
  Span span;
  std::string message;    ///< A full sentence, input quoted in single quotes.
  std::vector<Edit> fix;  ///< Edits that keep the one meaning the text can have; empty if there is none.
};

/// One file, whole. `text` is valid UTF-8 without NUL unless `problems` says otherwise, in which case the
/// later stages do not look at it. A BOM and CRLF are kept: offsets are those of the file.
struct Source {
  std::string path;  ///< As printed: relative to the root, `/` between parts.
  std::string text;
  bool named = false;     ///< Given on the command line, not found by walking a folder.
  Few<Problem> problems;  ///< Not UTF-8, a NUL byte, over the size limit.
};

/// The run cannot be done (usage, unreadable file, faulty celint.yaml): `main` says it once and exits with 2.
struct CannotRun : std::runtime_error {
  using std::runtime_error::runtime_error;
};

}  // namespace celint
