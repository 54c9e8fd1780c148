#include "check/check.h"

#include <algorithm>
#include <iterator>
#include <numeric>
#include <tuple>

#include "check/path.h"
#include "link/world.h"

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

}  // namespace

std::vector<Finding> check(const World& world, const std::vector<const Rule*>& rules) {
  std::vector<Finding> all;
  for (const Rule* rule : rules) {
    Findings findings(*rule);
    rule->check(world, findings);
    std::deque<Finding> found = findings.take();
    std::move(found.begin(), found.end(), std::back_inserter(all));
  }
  sort(all, *world.sources);
  for (Finding& finding : all) finding.path = path_to(world, finding);
  return all;
}

}  // namespace celint
