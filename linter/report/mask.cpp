// One alternation finds every kind of secret in one pass; each group of it holds bytes to hide.
#include "report/mask.h"

#include <re2/re2.h>

#include <algorithm>
#include <array>

#include "read/letters.h"

namespace celint {
namespace {

constexpr std::size_t kBlock = 64 * 1024;
constexpr std::size_t kMargin = 8 * 1024;  // A PEM-encoded RSA key of 8192 bits takes 6.3 KiB.
constexpr int kGroups = 11;

// The quotes around key and value may be escaped: text inside text.
constexpr const char* kSecret =
    R"re((?i:secret_?key|secret_?access_?key|access_?key|password|passwd|token|client_?secret|private_?key))re"
    R"re(\\*["']?[ \t]*[:=][ \t]*)re"
    R"re((?:"((?:[^"\\\r\n]|\\[^\r\n])*)"|'([^'\r\n]*)'|\\+"([^"\\\r\n]*)|([^\s"'\\,{}\[\]]{4,})))re"
    R"re(|-----BEGIN [A-Z ]*PRIVATE KEY-----([^-]*))re"
    R"re(|\b(eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]*))re"
    // Seqera Platform: base64 of `{"tid":`.
    R"re(|\b(eyJ0aWQiO[A-Za-z0-9+/=_.-]{8,}))re"
    R"re(|\b(gh[opsur]_[A-Za-z0-9]{30,}|github_pat_[A-Za-z0-9_]{20,}|glpat-[A-Za-z0-9_-]{20,}))re"
    // Of AWS: a session token, a key id but for its start, and an unnamed secret beside one.
    R"re(|\b((?:IQoJb3JpZ2lu|FwoGZXIvYXdz|FQoGZXIvYXdz)[A-Za-z0-9/+=]{60,}))re"
    R"re(|\b(?:AKIA|ASIA)([A-Z0-9]{16})\b(?:[^A-Za-z0-9/+=]{1,40}(?:[A-Za-z_]{1,30}[^A-Za-z0-9/+=]{1,20})?([A-Za-z0-9/+]{40})\b)?)re";

const RE2& secret() {
  static const RE2 pattern(kSecret, RE2::Quiet);
  return pattern;
}

/// Behind the name of a secret: what assigns it a value.
bool is_assigned(std::string_view rest) {
  rest.remove_prefix(std::min(rest.find_first_not_of('\\'), rest.size()));
  if (rest.starts_with('"') || rest.starts_with('\'')) rest.remove_prefix(1);
  rest.remove_prefix(std::min(rest.find_first_not_of(" \t"), rest.size()));
  return rest.starts_with(':') || rest.starts_with('=');
}

/// A quick look, so that most texts need no search: whether a secret may begin, or its name may end, here.
bool may_be_secret(std::string_view rest) {
  const auto named = [rest](std::string_view name) {
    return equal_ignoring_case(rest.substr(0, name.size()), name) && is_assigned(rest.substr(name.size()));
  };
  switch (rest.front()) {
    case 'K':
    case 'k':
      return named("key");
    case 'P':
    case 'p':
      return named("password") || named("passwd");
    case 'T':
    case 't':
      return named("token");
    case 'S':
    case 's':
      return named("secret");
    case '-':
      return rest.starts_with("-----BEGIN");
    case 'e':
      return rest.starts_with("eyJ");
    case 'g':
      return (rest.starts_with("gh") && rest.substr(3, 1) == "_") || rest.starts_with("github_pat_") ||
             rest.starts_with("glpat-");
    case 'I':
      return rest.starts_with("IQoJ");
    case 'F':
      return rest.starts_with("FwoG") || rest.starts_with("FQoG");
    case 'A':
      return rest.starts_with("AKIA") || rest.starts_with("ASIA");
    default:
      return (static_cast<unsigned char>(rest.front()) & 0x80U) != 0;  // RE2 takes some for an `s` or a `k`
  }
}

bool may_hold_secret(std::string_view text) {
  for (; !text.empty(); text.remove_prefix(1))
    if (may_be_secret(text)) return true;
  return false;
}

/// What stands where a secret belongs and is none: an empty value, or one to be filled in, which a finding
/// may be about and the reader needs to see.
bool harmless(std::string_view value) {
  if (value == "null" || value == "true" || value == "false") return true;
  return (value.starts_with("<") && value.ends_with(">")) ||
         (value.starts_with("${") && value.ends_with("}"));
}

/// Line ends stay, so that lines do.
void hide(std::string& text, std::size_t begin, std::size_t end) {
  for (std::size_t at = begin; at < end; ++at)
    if (text[at] != '\r' && text[at] != '\n') text[at] = '*';
}

/// Calls `found(begin, end)` for every secret.
template <typename Found>
void for_each_secret(std::string_view text, const Found& found) {
  if (!may_hold_secret(text)) return;
  const re2::StringPiece input(text.data(), text.size());
  std::array<re2::StringPiece, kGroups + 1> groups;
  std::size_t at = 0;
  while (at <= text.size() &&
         secret().Match(input, at, text.size(), RE2::UNANCHORED, groups.data(), kGroups + 1)) {
    for (std::size_t i = 1; i < groups.size(); ++i) {
      const re2::StringPiece& group = groups[i];
      if (group.empty() || harmless({group.data(), group.size()})) continue;
      const auto begin = static_cast<std::size_t>(group.data() - text.data());
      found(begin, begin + group.size());
    }
    at = static_cast<std::size_t>(groups[0].data() - text.data()) + groups[0].size();
  }
}

}  // namespace

std::string masked(std::string_view text) {
  std::string shown(text);
  for_each_secret(text, [&](std::size_t begin, std::size_t end) { hide(shown, begin, end); });
  return shown;
}

const std::vector<MaskedText::Range>& MaskedText::secrets_of(std::size_t block) {
  const auto [entry, added] = blocks_.try_emplace(block);
  std::vector<Range>& secrets = entry->second;
  if (!added) return secrets;
  const std::size_t first = block * kBlock;
  const std::size_t begin = first - std::min(first, kMargin);
  for_each_secret(text_.substr(begin, first + kBlock + kMargin - begin), [&](std::size_t b, std::size_t e) {
    secrets.push_back({begin + b, begin + e});
  });
  return secrets;
}

std::string MaskedText::excerpt(std::size_t begin, std::size_t end) {
  std::string shown(text_.substr(begin, end - begin));
  for (std::size_t block = begin / kBlock; block * kBlock < end; ++block)
    for (const Range& secret_range : secrets_of(block)) {
      const std::size_t from = std::max(secret_range.begin, begin);
      const std::size_t to = std::min(secret_range.end, end);
      if (from < to) hide(shown, from - begin, to - begin);
    }
  return shown;
}

}  // namespace celint
