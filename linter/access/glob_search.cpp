// Breadth-first search over sets of positions: all patterns are followed at once as one nondeterministic
// automaton, one byte at a time. Bytes that no pattern asks for at its current positions all lead to the same
// set, so one of them stands for the rest, and the alphabet of a step is a handful of bytes.
#include "access/glob_search.h"

#include <algorithm>
#include <array>
#include <bit>
#include <span>
#include <unordered_set>

#include "read/letters.h"

namespace celint {
namespace {

using Kind = GlobToken::Kind;
using Result = GlobSearch::Result;

constexpr std::size_t kMaxWords = 4'000'000;  // 32 MB of position sets

/// The token of a position, or the end of its pattern.
struct Place {
  GlobToken token;
  bool end = false;
  bool forever = false;  ///< A `*` that ends its pattern: whatever follows matches.
  std::size_t group = 0;
};

/// All patterns laid out one behind the other: a position is one bit.
class Automaton {
 public:
  Automaton(const std::vector<GlobUnion>& all_of, const GlobUnion& none_of) : wanted_(all_of.size()) {
    for (std::size_t group = 0; group < all_of.size(); ++group)
      for (const Glob* glob : all_of[group]) add(*glob, group);
    for (const Glob* glob : none_of) add(*glob, wanted_);
    words_ = (places_.size() + 63) / 64;
  }

  std::size_t words() const { return words_; }

  std::vector<std::uint64_t> start() const {
    std::vector<std::uint64_t> set(words_);
    for (const std::size_t first : firsts_) enter(set.data(), first);
    return set;
  }

  void step(const std::uint64_t* from, char c, std::uint64_t* to) const {
    std::fill_n(to, words_, std::uint64_t{0});
    for_each(from, [&](std::size_t bit) {
      const Place& place = places_[bit];
      if (!place.end && accepts(place.token, c)) enter(to, is_star(place.token) ? bit : bit + 1);
    });
  }

  /// Every wanted union can still match, and no unwanted pattern matches for ever.
  bool is_alive(const std::uint64_t* set) const {
    std::vector<bool> alive(wanted_);
    bool lost = false;
    for_each(set, [&](std::size_t bit) {
      const Place& place = places_[bit];
      if (place.group < wanted_)
        alive[place.group] = true;
      else
        lost = lost || place.forever;
    });
    return !lost && std::find(alive.begin(), alive.end(), false) == alive.end();
  }

  bool is_accepting(const std::uint64_t* set) const {
    std::vector<bool> matched(wanted_ + 1);
    for_each(set, [&](std::size_t bit) {
      if (places_[bit].end) matched[places_[bit].group] = true;
    });
    return !matched[wanted_] &&
           std::count(matched.begin(), matched.end(), true) == static_cast<long>(wanted_);
  }

  /// One byte for each way to go on: those asked for, and one more that stands for all others.
  std::string alphabet(const std::uint64_t* set) const {
    std::array<bool, 256> asked{}, folded{};
    for_each(set, [&](std::size_t bit) {
      if (!places_[bit].end) ask(asked, folded, places_[bit].token);
    });
    // The two cases of a letter differ only if some pattern asks for one of them.
    for (std::size_t letter = 'a'; letter <= 'z'; ++letter)
      if (folded[letter]) {
        const std::size_t upper = letter - 'a' + 'A';
        asked[upper] = asked[upper] || asked[letter];
        asked[letter] = true;
      }
    std::string bytes;
    // A letter by choice, so that witnesses read well.
    std::size_t other = 'x';
    for (std::size_t tried = 0; tried < asked.size() && asked[other]; ++tried)
      other = (other + 1) % asked.size();
    if (!asked[other]) bytes += static_cast<char>(other);
    for (std::size_t byte = asked.size(); byte-- > 0;)
      if (asked[byte]) bytes += static_cast<char>(byte);
    return bytes;
  }

 private:
  void add(const Glob& glob, std::size_t group) {
    firsts_.push_back(places_.size());
    for (std::size_t i = 0; i < glob.tokens.size(); ++i) {
      const bool last = i + 1 == glob.tokens.size();
      places_.push_back({glob.tokens[i], false, last && glob.tokens[i].kind == Kind::many, group});
    }
    places_.push_back({{}, true, false, group});
  }

  /// Reaches a position and, since a star may match nothing, those behind the stars there.
  void enter(std::uint64_t* set, std::size_t bit) const {
    for (;; ++bit) {
      set[bit / 64] |= std::uint64_t{1} << (bit % 64);
      if (places_[bit].end || !is_star(places_[bit].token)) return;
    }
  }

  template <typename Visit>
  void for_each(const std::uint64_t* set, const Visit& visit) const {
    for (std::size_t i = 0; i < words_; ++i)
      for (std::uint64_t word = set[i]; word != 0; word &= word - 1)
        visit(i * 64 + static_cast<std::size_t>(std::countr_zero(word)));
  }

  static void ask(std::array<bool, 256>& asked, std::array<bool, 256>& folded, GlobToken token) {
    switch (token.kind) {
      case Kind::byte:
        asked[token.value] = true;
        break;
      case Kind::folded:
        folded[token.value] = true;
        break;
      case Kind::one_name:
      case Kind::many_name:
        asked['/'] = true;
        [[fallthrough]];
      case Kind::one_part:
      case Kind::many_part:
        asked[':'] = true;
        break;
      default:
        break;
    }
  }

  std::size_t wanted_;
  std::size_t words_ = 0;
  std::vector<Place> places_;
  std::vector<std::size_t> firsts_;
};

/// The sets reached so far, in the order found, each with the way back.
class Reached {
 public:
  explicit Reached(std::size_t words) : words_(words), index_(64, Hash{this}, Equal{this}) {}
  Reached(const Reached&) = delete;
  Reached& operator=(const Reached&) = delete;

  std::size_t size() const { return parents_.size(); }
  const std::uint64_t* at(std::size_t i) const { return sets_.data() + i * words_; }

  /// False if the set was reached before.
  bool add(const std::uint64_t* set, std::size_t parent, char byte) {
    sets_.insert(sets_.end(), set, set + words_);
    parents_.push_back({parent, byte});
    if (index_.insert(size() - 1).second) return true;
    sets_.resize(sets_.size() - words_);
    parents_.pop_back();
    return false;
  }

  std::string text_to(std::size_t i) const {
    std::string text;
    for (; i != 0; i = parents_[i].from) text += parents_[i].byte;
    std::reverse(text.begin(), text.end());
    return text;
  }

 private:
  struct Parent {
    std::size_t from;
    char byte;
  };
  struct Hash {
    const Reached* owner;
    std::size_t operator()(std::size_t i) const {
      std::uint64_t hash = 1469598103934665603u;
      for (const std::uint64_t word : std::span(owner->at(i), owner->words_))
        hash = (hash ^ word) * 1099511628211u, hash ^= hash >> 29;
      return static_cast<std::size_t>(hash);
    }
  };
  struct Equal {
    const Reached* owner;
    bool operator()(std::size_t a, std::size_t b) const {
      return std::equal(owner->at(a), owner->at(a) + owner->words_, owner->at(b));
    }
  };

  std::size_t words_;
  std::vector<std::uint64_t> sets_;
  std::vector<Parent> parents_;
  std::unordered_set<std::size_t, Hash, Equal> index_;
};

GlobSearch search(const Automaton& automaton, std::size_t max_states) {
  const std::size_t words = std::max<std::size_t>(automaton.words(), 1);
  const std::size_t limit = std::min(max_states, kMaxWords / words);
  Reached reached(words);
  std::vector<std::uint64_t> from = automaton.start(), to(words);
  from.resize(words);
  if (!automaton.is_alive(from.data())) return {Result::none, {}};
  reached.add(from.data(), 0, '\0');
  for (std::size_t i = 0; i < reached.size(); ++i) {
    if (automaton.is_accepting(reached.at(i))) return {Result::found, reached.text_to(i)};
    if (reached.size() > limit) return {Result::unknown, {}};
    from.assign(reached.at(i), reached.at(i) + words);
    for (const char c : automaton.alphabet(from.data())) {
      automaton.step(from.data(), c, to.data());
      if (automaton.is_alive(to.data())) reached.add(to.data(), i, c);
    }
  }
  return {Result::none, {}};
}

/// The patterns differ in a byte before the first wildcard of either: nothing matches both.
bool starts_differ(const Glob& a, const Glob& b) {
  for (std::size_t i = 0; i < a.tokens.size() && i < b.tokens.size(); ++i) {
    const GlobToken x = a.tokens[i], y = b.tokens[i];
    const auto is_letter = [](GlobToken t) { return t.kind == Kind::byte || t.kind == Kind::folded; };
    if (!is_letter(x) || !is_letter(y)) return false;
    const bool fold = x.kind == Kind::folded || y.kind == Kind::folded;
    const char p = static_cast<char>(x.value), q = static_cast<char>(y.value);
    if (fold ? lower(p) != lower(q) : p != q) return true;
  }
  return false;
}

/// Drops the patterns that cannot meet a union of one pattern: the automaton stays small.
void drop_apart(GlobUnion& globs, const std::vector<GlobUnion>& all_of) {
  std::erase_if(globs, [&](const Glob* glob) {
    return std::any_of(all_of.begin(), all_of.end(), [&](const GlobUnion& one) {
      return one.size() == 1 && starts_differ(*one.front(), *glob);
    });
  });
}

}  // namespace

GlobSearch find_text(const std::vector<GlobUnion>& all_of, const GlobUnion& none_of, std::size_t max_states) {
  std::vector<GlobUnion> wanted = all_of;
  GlobUnion unwanted = none_of;
  for (GlobUnion& globs : wanted) {
    drop_apart(globs, all_of);
    if (globs.empty()) return {Result::none, {}};
  }
  drop_apart(unwanted, wanted);
  return search(Automaton(wanted, unwanted), max_states);
}

GlobSearch find_outside(const Glob& inner, const std::vector<Glob>& outer) {
  GlobUnion unwanted;
  for (const Glob& glob : outer) unwanted.push_back(&glob);
  return find_text({{&inner}}, unwanted);
}

}  // namespace celint
