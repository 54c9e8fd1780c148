#include "check/check.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <numeric>
#include <tuple>

#include "check/path.h"
#include "check/suppress.h"
#include "link/world.h"
#include "model/reading.h"
#include "read/parallel.h"

namespace celint {
namespace {

/// For each source its place in the order of paths; equal paths keep the order of the sources.
std::vector<std::size_t> path_ranks(const std::vector<Source>& sources) {
  std::vector<std::size_t> order(sources.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return sources[a].path < sources[b].path; });
  std::vector<std::size_t> ranks(sources.size());
  for (std::size_t i = 0; i < order.size(); ++i) ranks[order[i]] = i;
  return ranks;
}

/// Sorts them and keeps each once: two environments that share a document may report one fault twice.
void sort(std::vector<Finding>& findings, const std::vector<Source>& sources) {
  const std::vector<std::size_t> ranks = path_ranks(sources);
  const auto key = [&](const Finding& finding) {
    return std::tuple(ranks[finding.span.source], finding.span.begin, finding.rule->id, finding.span.end,
                      std::string_view(finding.message));
  };
  std::stable_sort(findings.begin(), findings.end(),
                   [&](const Finding& a, const Finding& b) { return key(a) < key(b); });
  const auto same = [&](const Finding& a, const Finding& b) { return key(a) == key(b); };
  findings.erase(std::unique(findings.begin(), findings.end(), same), findings.end());
}

/// Moves what the rules found to the end of `all`.
void append(std::vector<std::deque<Finding>>& found, std::vector<Finding>& all) {
  for (std::deque<Finding>& of_rule : found) {
    std::move(of_rule.begin(), of_rule.end(), std::back_inserter(all));
    of_rule.clear();
  }
}

/// A value of a template that a function gives: written behind a tag (`!Ref Name`), as a map of the
/// function (`{"Ref": "Name"}`), or with a part that one fills in.
bool is_given_by_function(std::string_view file, Span value) {
  static constexpr std::array<std::string_view, 4> kKeys{"Fn::", "\"Ref\"", "Ref:", "${"};
  const std::string_view written = file.substr(value.begin, value.end - value.begin);
  if (std::any_of(kKeys.begin(), kKeys.end(), [&](auto key) { return written.find(key) != written.npos; }))
    return true;
  const std::size_t last = file.find_last_not_of(" \t\r\n\"'", value.begin == 0 ? 0 : value.begin - 1);
  const std::size_t word = last == file.npos ? last : file.find_last_of(" \t\r\n", last);
  return word != file.npos && file[word + 1] == '!';
}

/// A plan or a state is made from other text, and the function of a template stands for a value that is not
/// written there: an edit of either would be lost, or lose what it stands for.
bool is_source(const World& world, const std::map<SourceId, DocumentKind>& made, const Edit& edit) {
  const auto kind = made.find(edit.span.source);
  if (kind == made.end()) return true;
  if (kind->second == DocumentKind::terraform) return false;
  if (edit.text.empty()) return true;
  return edit.text.find(kUnknownText) == std::string::npos &&
         !is_given_by_function((*world.sources)[edit.span.source].text, edit.span);
}

void drop_edits_of_outputs(const World& world, std::vector<Finding>& findings) {
  std::map<SourceId, DocumentKind> made;
  for (const Recognition& recognition : world.recognitions)
    if (recognition.kind == DocumentKind::terraform || recognition.kind == DocumentKind::cloudformation)
      made.emplace(recognition.document->passage.source, recognition.kind);
  for (Finding& finding : findings) {
    if (std::all_of(finding.edits.begin(), finding.edits.end(),
                    [&](const Edit& edit) { return is_source(world, made, edit); }))
      continue;
    finding.edits.clear();
    finding.fix = FixKind::none;
  }
}

}  // namespace

std::vector<Finding> check(const World& world, const std::vector<const Rule*>& rules, unsigned jobs) {
  std::uint64_t bytes = 0;
  for (const Source& source : *world.sources) bytes += source.text.size();
  std::vector<std::deque<Finding>> found(rules.size());
  const auto run = [&](std::size_t i, std::span<const Suppression* const> idle) {
    Findings findings(*rules[i], idle);
    rules[i]->check(world, findings);
    found[i] = findings.take();
  };
  for_each_index(rules.size(), worth(jobs, bytes), [&](std::size_t i) {
    if (!rules[i]->last) run(i, {});
  });
  std::vector<Finding> all;
  append(found, all);
  sort(all, *world.sources);
  const std::vector<const Suppression*> idle = suppress(world, rules, all);
  // Beyond this point it is settled what is hidden.
  for (std::size_t i = 0; i < rules.size(); ++i)
    if (rules[i]->last) run(i, idle);
  append(found, all);
  sort(all, *world.sources);
  drop_edits_of_outputs(world, all);
  for (Finding& finding : all) finding.path = path_to(world, finding);
  return all;
}

std::vector<Finding> visible(std::vector<Finding> findings) {
  std::erase_if(findings, [](const Finding& finding) { return finding.hidden(); });
  return findings;
}

}  // namespace celint
