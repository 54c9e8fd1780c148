#include "check/suppress.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "parse/parse.h"
#include "read/file_set.h"

namespace celint {
namespace {

/// A suppression with what is needed to apply it again and again.
struct Candidate {
  const Suppression* suppression = nullptr;
  std::optional<FileSet> files;  ///< Of an entry of celint.yaml.
  bool used = false;
};

bool is_expired(const World& world, const Suppression& suppression) {
  return !suppression.expires.value.empty() && suppression.expires.value < world.settings.today;
}

bool is_known(std::string_view id) {
  return std::ranges::any_of(all_rules(), [id](const Rule& rule) { return rule.id == id; });
}

// ---- What a suppression covers

const Recognition* recognition_of(const World& world, Span span) {
  const auto found = std::ranges::find_if(world.recognitions, [&](const Recognition& recognition) {
    const Span root = recognition.document->root.span;
    return root.source == span.source && root.begin <= span.begin && span.end <= root.end;
  });
  return found == world.recognitions.end() ? nullptr : &*found;
}

bool is_in_value(const World& world, Span span, std::string_view at) {
  if (at.empty()) return true;
  const Recognition* recognition = recognition_of(world, span);
  return recognition != nullptr && world.trees->look_at(*recognition->document, [&](const Document& whole) {
    return is_at_or_below(pointer(whole, span), at);
  });
}

bool covers(const World& world, const Candidate& candidate, const Finding& finding) {
  const Suppression& suppression = *candidate.suppression;
  if (!suppression.in_source())
    return candidate.files->holds(world.path_of(finding.span)) &&
           is_in_value(world, finding.span, suppression.entry->pointer);
  const Span& span = suppression.covers;
  return span.source == finding.span.source && span.begin <= finding.span.begin &&
         finding.span.begin < span.end;
}

// ---- Whether one that hid nothing is known to be of no use

bool was_analysed(const Recognition& recognition) {
  return recognition.kind != DocumentKind::unrecognised && recognition.skipped.empty() &&
         !recognition.document->broken;
}

const Recognition* recognition_of(const World& world, const Document* document) {
  const auto found = std::ranges::find(world.recognitions, document, &Recognition::document);
  return found == world.recognitions.end() ? nullptr : &*found;
}

/// All that the entry may cover was read, and something of it is there.
bool was_read_whole(const World& world, const IgnoreEntry& entry) {
  const std::string_view config = world.settings.path;
  const std::string_view folder = config.substr(0, config.rfind('/') == config.npos ? 0 : config.rfind('/'));
  const std::string_view top = entry.path.empty() ? folder : fixed_part(entry.path);
  const bool given = std::ranges::any_of(world.settings.given,
                                         [&](const std::string& path) { return is_at_or_below(top, path); });
  if (!given) return false;
  const FileSet files(entry.path);
  bool any = false;
  for (const Recognition& recognition : world.recognitions) {
    if (!files.holds(world.path_of(recognition.document->root.span))) continue;
    if (recognition.kind == DocumentKind::unrecognised) continue;
    if (!was_analysed(recognition)) return false;
    any = true;
  }
  return any;
}

/// A rule that looks at compute environments has spoken only where all is known that it asks of them: an
/// unknown step may yet turn out as the suppression expects, and a refuted one may hide a second fault behind
/// the first.
bool has_spoken(const World& world, const Rule& rule) {
  if (!rule.joins) return true;
  const auto is_settled = [&rule](const Environment& environment) {
    const auto is_proven = [&](StepId id) { return environment.step(id).verdict == Verdict::proven; };
    const auto is_known = [](const Step& step) { return step.verdict != Verdict::unknown; };
    return rule.steps.size() == 0 ? std::ranges::all_of(environment.steps, is_known)
                                  : std::ranges::all_of(rule.steps, is_proven);
  };
  return !world.environments.empty() && std::ranges::all_of(world.environments, is_settled);
}

bool is_idle(const World& world, const std::vector<const Rule*>& rules, const Candidate& candidate) {
  const Suppression& suppression = *candidate.suppression;
  if (candidate.used) return false;
  if (suppression.in_source()) {
    const Recognition* recognition = recognition_of(world, suppression.document);
    if (recognition == nullptr || !was_analysed(*recognition)) return false;
  } else if (!was_read_whole(world, *suppression.entry)) {
    return false;
  }
  if (!suppression.fault.empty() || !is_known(suppression.rule.value)) return true;
  const auto rule = std::ranges::find(rules, suppression.rule.value, &Rule::id);
  if (rule == rules.end()) return false;
  return is_expired(world, suppression) || has_spoken(world, **rule);
}

}  // namespace

std::vector<const Suppression*> suppress(const World& world, const std::vector<const Rule*>& rules,
                                         std::vector<Finding>& findings) {
  std::vector<Candidate> candidates;
  std::multimap<std::string_view, std::size_t> by_rule;
  for (const Suppression& suppression : world.suppressions) {
    Candidate& candidate = candidates.emplace_back();
    candidate.suppression = &suppression;
    if (!suppression.in_source()) candidate.files.emplace(suppression.entry->path);
    if (suppression.fault.empty() && !is_expired(world, suppression))
      by_rule.emplace(suppression.rule.value, candidates.size() - 1);
  }
  if (candidates.empty()) return {};
  for (Finding& finding : findings) {
    const auto [first, last] = by_rule.equal_range(finding.rule->id);
    for (auto entry = first; entry != last; ++entry) {
      Candidate& candidate = candidates[entry->second];
      if (!covers(world, candidate, finding)) continue;
      candidate.used = true;
      if (finding.suppression == nullptr) finding.suppression = candidate.suppression;
    }
  }
  std::vector<const Suppression*> idle;
  for (const Candidate& candidate : candidates)
    if (is_idle(world, rules, candidate)) idle.push_back(candidate.suppression);
  return idle;
}

}  // namespace celint
