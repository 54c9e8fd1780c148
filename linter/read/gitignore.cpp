// A glob becomes a list of tokens; matching fills, from the last token to the first, one row that says from
// which offsets of the text the rest of the tokens match. No backtracking, so no pattern is slow.
#include "read/gitignore.h"

#include <cctype>
#include <utility>

namespace celint {
namespace {

using Set = std::bitset<256>;

std::size_t index(char c) { return static_cast<unsigned char>(c); }

Set single(char c) { return Set().set(index(c)); }

// `[:alpha:]` and its kind, in the C locale; nothing if the name is none of them.
std::optional<Set> named_class(std::string_view name) {
  constexpr std::pair<std::string_view, int (*)(int)> kClasses[] = {
      {"alnum", std::isalnum}, {"alpha", std::isalpha}, {"blank", std::isblank}, {"cntrl", std::iscntrl},
      {"digit", std::isdigit}, {"graph", std::isgraph}, {"lower", std::islower}, {"print", std::isprint},
      {"punct", std::ispunct}, {"space", std::isspace}, {"upper", std::isupper}, {"xdigit", std::isxdigit}};
  for (const auto& [known, holds] : kClasses) {
    if (known != name) continue;
    Set set;
    for (int c = 0; c < 128; ++c) set.set(static_cast<std::size_t>(c), holds(c) != 0);
    return set;
  }
  return std::nullopt;
}

// Reads `[...]` from the byte after `[`; `at` ends after `]`. Nothing if git finds it malformed.
std::optional<Set> bracket(std::string_view pattern, std::size_t& at) {
  const auto peek = [&](std::size_t i) { return i < pattern.size() ? pattern[i] : '\0'; };
  const bool negated = peek(at) == '!' || peek(at) == '^';
  if (negated) ++at;
  Set set;
  char previous = '\0';  // what a range may begin with
  for (bool first = true; first || peek(at) != ']'; first = false, ++at) {
    const bool range = peek(at) == '-' && previous != '\0' && peek(at + 1) != '\0' && peek(at + 1) != ']';
    if (range) ++at;
    if (!range && peek(at) == '[' && peek(at + 1) == ':') {
      const std::size_t end = pattern.find(']', at + 2);
      if (end == std::string_view::npos) return std::nullopt;
      if (end > at + 2 && pattern[end - 1] == ':') {
        const std::optional<Set> named = named_class(pattern.substr(at + 2, end - at - 3));
        if (!named) return std::nullopt;
        set |= *named;
        previous = '\0';
        at = end;
        continue;
      }
    } else if (peek(at) == '\\') {
      ++at;
    }
    if (peek(at) == '\0') return std::nullopt;
    for (std::size_t c = index(range ? previous : peek(at)); c <= index(peek(at)); ++c) set.set(c);
    previous = range ? '\0' : peek(at);
  }
  ++at;
  return (negated ? ~set : set).reset(index('/'));
}

// Reads `*`, `**` and `**/`; `at` is behind the last byte read. `leading`: git looks for the literal start of
// a pattern first and takes the rest for itself, so a `**` right behind it counts as standing after a `/`.
IgnoreToken stars(std::string_view pattern, std::size_t& at, bool leading) {
  const std::size_t begin = at;
  while (at < pattern.size() && pattern[at] == '*') ++at;
  if (at - begin == 1 || !(leading || pattern[begin - 1] == '/')) return {IgnoreToken::Type::star, {}};
  if (at < pattern.size() && pattern[at] == '/') {
    ++at;
    return {IgnoreToken::Type::folders, {}};
  }
  const bool whole = at == pattern.size() || pattern.substr(at).starts_with("\\/");
  return {whole ? IgnoreToken::Type::deep : IgnoreToken::Type::star, {}};
}

// git's trim_trailing_spaces: a space behind a backslash stays.
std::string_view without_trailing_spaces(std::string_view line) {
  std::size_t end = 0;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] == ' ') continue;
    if (line[i] == '\\') ++i;
    end = i + 1;
  }
  return line.substr(0, end);
}

std::optional<IgnorePattern> parse_line(std::string_view line) {
  if (line.ends_with('\r')) line.remove_suffix(1);
  if (line.starts_with('#')) return std::nullopt;
  line = without_trailing_spaces(line);
  IgnorePattern pattern;
  pattern.negated = line.starts_with('!');
  if (pattern.negated) line.remove_prefix(1);
  pattern.folder_only = line.ends_with('/');
  if (pattern.folder_only) line.remove_suffix(1);
  pattern.anchored = line.find('/') != std::string_view::npos;
  if (line.starts_with('/')) line.remove_prefix(1);
  if (line.empty()) return std::nullopt;
  pattern.glob = parse_glob(line);
  return pattern;
}

// For each offset of a text: whether the tokens from some token on match the text from there to its end.
using Row = std::vector<char>;

// The row of `token` followed by the tokens of `rest`.
Row prepend(const IgnoreToken& token, const Row& rest, std::string_view text) {
  Row row(rest.size(), 0);
  bool reached = false;  // a run of the token that begins here or further on may end where `rest` matches
  for (std::size_t i = row.size(); i-- > 0;) {
    const char c = i < text.size() ? text[i] : '\0';
    const bool next = i < text.size() && rest[i + 1] != 0;
    bool here = rest[i] != 0;
    switch (token.type) {
      case IgnoreToken::Type::one:
        here = next && token.set[index(c)];
        break;
      case IgnoreToken::Type::star:
        here = reached = here || (reached && c != '/');
        break;
      case IgnoreToken::Type::deep:
        here = reached = here || reached;
        break;
      case IgnoreToken::Type::folders:
        reached = reached || (next && c == '/');
        here = here || reached;
        break;
    }
    row[i] = static_cast<char>(here);
  }
  return row;
}

}  // namespace

IgnoreGlob parse_glob(std::string_view pattern) {
  IgnoreGlob glob;
  const std::size_t literal_end = pattern.find_first_of("*?[\\");
  for (std::size_t at = 0; at < pattern.size();) {
    if (pattern[at] == '*') {
      glob.push_back(stars(pattern, at, at == literal_end));
      continue;
    }
    const char c = pattern[at++];
    if (c == '?') {
      glob.push_back({IgnoreToken::Type::one, ~single('/')});
    } else if (c == '[') {
      const std::optional<Set> set = bracket(pattern, at);
      glob.push_back({IgnoreToken::Type::one, set.value_or(Set())});
      if (!set) break;
    } else if (c == '\\') {
      glob.push_back({IgnoreToken::Type::one, at < pattern.size() ? single(pattern[at]) : Set()});
      ++at;
    } else {
      glob.push_back({IgnoreToken::Type::one, single(c)});
    }
  }
  return glob;
}

bool matches(const IgnoreGlob& glob, std::string_view text) {
  std::size_t count = glob.size();
  // Most globs end in literal bytes and most texts do not: settled without a row.
  for (; count > 0 && glob[count - 1].type == IgnoreToken::Type::one; --count) {
    if (text.empty() || !glob[count - 1].set[index(text.back())]) return false;
    text.remove_suffix(1);
  }
  Row row(text.size() + 1, 0);
  row.back() = 1;
  while (count-- > 0) row = prepend(glob[count], row, text);
  return row.front() != 0;
}

IgnoreFile parse_ignore(std::string_view text, std::string folder) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  IgnoreFile file{std::move(folder), {}};
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    if (std::optional<IgnorePattern> pattern = parse_line(text.substr(0, end)))
      file.patterns.push_back(std::move(*pattern));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return file;
}

std::optional<bool> ignores(const IgnoreFile& file, std::string_view path, bool is_folder) {
  const std::string_view relative =
      path.substr(file.folder.ends_with('/') ? file.folder.size() : file.folder.size() + 1);
  const std::string_view name = relative.substr(relative.rfind('/') + 1);
  for (auto pattern = file.patterns.rbegin(); pattern != file.patterns.rend(); ++pattern) {
    if (pattern->folder_only && !is_folder) continue;
    if (matches(pattern->glob, pattern->anchored ? relative : name)) return !pattern->negated;
  }
  return std::nullopt;
}

}  // namespace celint
