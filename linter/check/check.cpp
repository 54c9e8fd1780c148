#include "check/check.h"

#include <algorithm>
#include <iterator>
#include <numeric>
#include <tuple>

#include "check/path.h"
#include "check/suppress.h"
#include "link/world.h"
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
  for (Finding& finding : all) finding.path = path_to(world, finding);
  return all;
}

std::vector<Finding> visible(std::vector<Finding> findings) {
  std::erase_if(findings, [](const Finding& finding) { return finding.hidden(); });
  return findings;
}

}  // namespace celint
