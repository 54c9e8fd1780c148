// One alternation finds every form in one pass over a file; what is found is then judged closely.
#include "link/secrets.h"

#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <bitset>
#include <cctype>

#include "read/lanes.h"
#include "read/letters.h"

namespace celint {
namespace {

using Kind = SecretText::Kind;

constexpr std::string_view kExampleSecret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";

/// How far a secret may stand from its key id, in bytes.
constexpr std::size_t kBeside = 250;

/// One group for each of kKinds, in their order.
constexpr const char* kForms =
    R"re(\b((?:AKIA|ASIA)[A-Z0-9]{16})\b)re"
    R"re(|(?i:secret_?access_?key|secret_?key)\\*["']?[ \t]*[:=][ \t]*\\*["']?([A-Za-z0-9/+]{40})(?:[^A-Za-z0-9/+=]|$))re"
    R"re(|\b((?:IQoJb3JpZ2lu|FwoGZXIvYXdz|FQoGZXIvYXdz)[A-Za-z0-9/+=]{60,}))re"
    R"re(|\b(eyJ0aWQiO[A-Za-z0-9+/=_.-]{20,}))re"
    R"re(|\b(gh[opsur]_[A-Za-z0-9]{36,}|github_pat_[A-Za-z0-9_]{40,}))re"
    R"re(|\b(glpat-[A-Za-z0-9_-]{20,}))re"
    R"re(|\b(eyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{10,}))re"
    R"re(|(-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----)(?:\s|\\[rn])*[A-Za-z0-9+/=:, -]{16,})re";

constexpr std::array kKinds{Kind::access_key_id, Kind::secret_access_key, Kind::session_token,
                            Kind::seqera_token,  Kind::github_token,      Kind::gitlab_token,
                            Kind::web_token,     Kind::private_key};

constexpr std::size_t kAhead = 5;

/// The bytes to look for. In memory: made anew at each step they would take more time than the comparisons.
struct Wanted {
  Lanes upper_a = all('A'), upper_b = all('B'), upper_i = all('I'), upper_j = all('J'), upper_q = all('Q'),
        c = all('c'), g = all('g'), h = all('h'), o = all('o'), p = all('p'), r = all('r'), s = all('s'),
        w = all('w'), y = all('y'), dash = all('-'), line = all('_'), letter = all(0x20), above = all(0xC5);
};

/// Marks where a form may begin, by some of its first six bytes.
CELINT_INLINE inline Lanes may_begin(const char* at, const Wanted& is) {
  const Lanes a = lanes_at(at), b = lanes_at(at + 1), c = lanes_at(at + 2), d = lanes_at(at + 3);
  return (equal(a, is.upper_a) & equal(c, is.upper_i)) |                             // AKIA, ASIA
         (equal(c, is.o) & (equal(b, is.upper_q) | equal(b, is.w))) |                // IQoJ, FwoG, FQoG
         (equal(b, is.y) & equal(c, is.upper_j)) |                                   // eyJ
         (equal(a, is.g) & (equal(d, is.line) | equal(d, is.h) | equal(c, is.p))) |  // ghp_, gith, glp
         (equal(d, is.dash) & equal(lanes_at(at + kAhead), is.upper_b)) |            // -----B
         (equal(a | is.letter, is.s) & equal(c | is.letter, is.c) & equal(d | is.letter, is.r)) |  // secr
         equal(a, is.above);  // U+017F, an `s` to RE2
}

/// Behind the name of a secret key: some value of letters and digits, and no `****`.
bool has_value(std::string_view text) {
  constexpr std::size_t kFar = 256;  // A look at the whole rest would take the square of a file's length.
  text = text.substr(0, kFar);
  text.remove_prefix(std::min(text.find_first_of(":="), text.size()));
  text.remove_prefix(std::min(text.find_first_not_of(":= \t\\\"'"), text.size()));
  return !text.empty() && (std::isalnum(static_cast<unsigned char>(text.front())) != 0 ||
                           text.front() == '/' || text.front() == '+');
}

/// A longer look where a form may begin.
bool is_beginning(std::string_view text) {
  switch (text.front()) {
    case 'g':
      return text.starts_with("glpat-") || text.starts_with("github_pat_") || text.substr(3, 1) == "_";
    case '-':
      return text.starts_with("-----BEGIN");
    case 's':
    case 'S': {
      if (!equal_ignoring_case(text.substr(0, 6), "secret")) return false;
      const std::string_view rest = text.substr(text.substr(6, 1) == "_" ? 7 : 6);
      const char next =
          rest.empty() ? ' ' : lower(rest.front());  // above ASCII: the Kelvin sign, a `k` to RE2
      const bool named = next == 'a' || next == 'k' || (static_cast<unsigned char>(next) & 0x80U) != 0;
      return named && has_value(rest);
    }
    case 'A':
      return text.starts_with("AKIA") || text.starts_with("ASIA");
    case 'I':
      return text.starts_with("IQoJ");
    case 'F':
      return text.starts_with("FwoG") || text.starts_with("FQoG");
    case 'e':
      return text.starts_with("eyJ");
    default:
      return text.starts_with("\xC5\xBF");
  }
}

/// The first place from here on where a form may begin; the size of the text if there is none, as in most
/// files.
CELINT_WIDE std::size_t next_beginning(std::string_view text, std::size_t from, const Wanted& wanted) {
  const auto test = [&wanted](const char* at) CELINT_INLINE { return may_begin(at, wanted); };
  while ((from = first_place(text, from, kAhead, test)) < text.size() && !is_beginning(text.substr(from)))
    ++from;
  return from;
}

const RE2& forms() {
  static const RE2 pattern(kForms, RE2::Quiet);
  return pattern;
}

const RE2& forty_letters() {
  static const RE2 pattern(R"re((?:^|[^A-Za-z0-9/+])([A-Za-z0-9/+]{40})(?:[^A-Za-z0-9/+=]|$))re", RE2::Quiet);
  return pattern;
}

std::size_t distinct(std::string_view text) {
  std::bitset<256> seen;
  for (const char c : text) seen.set(static_cast<unsigned char>(c));
  return seen.count();
}

/// Upper and lower case, a digit and variety: no hash in hex, no word, no `xxxx`.
bool is_random(std::string_view text) {
  const auto has = [text](char from, char to) {
    return std::any_of(text.begin(), text.end(), [=](char c) { return c >= from && c <= to; });
  };
  return has('a', 'z') && has('A', 'Z') && has('0', '9') && distinct(text) >= 12;
}

bool is_plausible(Kind kind, std::string_view text) {
  switch (kind) {
    case Kind::access_key_id:
      return distinct(text.substr(4)) >= 6;
    case Kind::secret_access_key:
      return is_random(text);
    case Kind::private_key:
      return true;
    default:
      return distinct(text) >= 12;
  }
}

bool is_example(std::string_view text) { return text.ends_with("EXAMPLE") || text == kExampleSecret; }

/// An unnamed secret key before or after the key id at [begin, end).
bool find_beside(std::string_view text, std::size_t begin, std::size_t end, std::string_view& found) {
  const std::size_t first = begin - std::min(begin, kBeside);
  for (const std::string_view part : {text.substr(end, kBeside), text.substr(first, begin - first)}) {
    re2::StringPiece rest(part.data(), part.size());
    re2::StringPiece letters;
    while (RE2::FindAndConsume(&rest, forty_letters(), &letters)) {
      found = {letters.data(), letters.size()};
      if (is_random(found)) return true;
    }
  }
  return false;
}

struct Scan {
  std::string_view text;
  SourceId id;
  std::vector<SecretText> secrets;

  std::size_t offset(std::string_view part) const {
    return static_cast<std::size_t>(part.data() - text.data());
  }

  void add(Kind kind, std::string_view part) {
    const std::size_t begin = offset(part);
    const Span span{id, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(begin + part.size())};
    secrets.push_back({is_example(part) ? Kind::documentation_key : kind, span});
  }

  void judge(Kind kind, std::string_view part) {
    if (!is_plausible(kind, part)) return;
    std::string_view beside;
    if (kind == Kind::access_key_id && !is_example(part) &&
        find_beside(text, offset(part), offset(part) + part.size(), beside))
      return add(Kind::secret_access_key, beside);
    add(kind, part);
  }
};

/// The member's name says that its value is prose.
bool is_prose(std::string_view key) {
  return equal_ignoring_case(key, "description") || equal_ignoring_case(key, "comment") ||
         equal_ignoring_case(key, "Sid");
}

bool holds(Span outer, Span inner) {
  return outer.source == inner.source && outer.begin <= inner.begin && inner.end <= outer.end;
}

/// Some scalar value below the node holds the span.
bool is_value_in(const Node& node, Span span) {
  if (node.is_scalar()) return holds(node.span, span);
  for (const Node& item : node.items())
    if (holds(item.span, span)) return is_value_in(item, span);
  for (const Member& member : node.members())
    if (holds(member.value.span, span))
      return !is_prose(member.key.scalar()) && is_value_in(member.value, span);
  return false;
}

bool ends_with_any(std::string_view name, std::initializer_list<std::string_view> ends) {
  return std::any_of(ends.begin(), ends.end(), [name](std::string_view end) { return name.ends_with(end); });
}

}  // namespace

std::vector<SecretText> find_secrets(const Source& source, SourceId id) {
  if (!source.problems.empty()) return {};
  Scan scan{source.text, id, {}};
  const re2::StringPiece input(source.text.data(), source.text.size());
  std::array<re2::StringPiece, kKinds.size() + 1> groups;
  std::size_t next = 0;
  static const Wanted wanted;
  for (std::size_t at = next_beginning(scan.text, 0, wanted); at < scan.text.size();
       at = next_beginning(scan.text, next, wanted)) {
    next = at + 1;
    if (!forms().Match(input, at, input.size(), RE2::ANCHOR_START, groups.data(),
                       static_cast<int>(groups.size())))
      continue;
    for (std::size_t i = 0; i < kKinds.size(); ++i)
      if (const re2::StringPiece& group = groups[i + 1]; !group.empty())
        scan.judge(kKinds[i], {group.data(), group.size()});
    next = at + groups[0].size();
  }
  std::sort(scan.secrets.begin(), scan.secrets.end(),
            [](const SecretText& a, const SecretText& b) { return a.span < b.span; });
  const auto same = [](const SecretText& a, const SecretText& b) { return a.span == b.span; };
  scan.secrets.erase(std::unique(scan.secrets.begin(), scan.secrets.end(), same), scan.secrets.end());
  return std::move(scan.secrets);
}

bool is_used_value(const World& world, Span span) {
  return std::any_of(
      world.recognitions.begin(), world.recognitions.end(), [&](const Recognition& recognition) {
        return recognition.kind != DocumentKind::unrecognised && recognition.skipped.empty() &&
               holds(recognition.document->root.span, span) &&
               world.trees->look_at(*recognition.document,
                                    [span](const Document& whole) { return is_value_in(whole.root, span); });
      });
}

bool names_secret(std::string_view name) {
  std::string upper(name);
  std::transform(upper.begin(), upper.end(), upper.begin(), [](char c) {
    if (c == '-' || c == '.') return '_';
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  });
  if (ends_with_any(upper, {"KEY_ID", "PUBLIC_KEY", "_FILE", "_PATH", "_NAME"})) return false;
  return ends_with_any(upper, {"TOKEN", "SECRET", "PASSWORD", "PASSWD", "API_KEY", "APIKEY", "SECRET_KEY",
                               "SECRETKEY", "ACCESS_KEY", "ACCESSKEY"});
}

bool is_no_secret(std::string_view value) {
  if (value.empty() || value.find_first_of("$<{[") != std::string_view::npos ||
      value.starts_with("secrets.") || value.starts_with("params.") || value.starts_with("System.") ||
      value.starts_with("/") || value.starts_with("./") || value.starts_with("~"))
    return true;
  if (equal_ignoring_case(value, "true") || equal_ignoring_case(value, "false") ||
      equal_ignoring_case(value, "null"))
    return true;
  return value.find_first_not_of("0123456789.") == std::string_view::npos ||
         value.find_first_not_of("*xX") == std::string_view::npos;
}

bool holds_secret_form(std::string_view value) {
  return RE2::PartialMatch(re2::StringPiece(value.data(), value.size()), forms());
}

std::vector<Assignment> assignments(Str text) {
  static const RE2 pattern(
      R"re((?m)(?:^|[;{])[ \t]*(?:(?:export|env|def)[ \t]+)?(?:[A-Za-z_][A-Za-z0-9_]*\.)*)re"
      R"re(([A-Za-z_][A-Za-z0-9_]*)[ \t]*=[ \t]*(?:'([^'\n]*)'|"([^"\n]*)"|([^\s'";(){}]+)))re",
      RE2::Quiet);
  std::vector<Assignment> found;
  re2::StringPiece rest(text.value.data(), text.value.size());
  re2::StringPiece name, single, twice, bare;
  const auto located = [&](re2::StringPiece part) {
    const auto begin = static_cast<std::size_t>(part.data() - text.value.data());
    return Str{{part.data(), part.size()}, part_of(text, begin, begin + part.size())};
  };
  while (RE2::FindAndConsume(&rest, pattern, &name, &single, &twice, &bare)) {
    const re2::StringPiece value = !single.empty() ? single : !twice.empty() ? twice : bare;
    if (!value.empty()) found.push_back({located(name), located(value)});
  }
  return found;
}

}  // namespace celint
