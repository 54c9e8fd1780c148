#include "check/check.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <list>
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
  if (std::ranges::is_sorted(sources, {}, &Source::path)) return order;  // as they are read
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

using Found = std::vector<std::list<Finding>>;

/// What each of these rules finds in the world, in their order.
Found check_world(const World& world, const std::vector<const Rule*>& rules, unsigned threads,
                  std::span<const Suppression* const> idle) {
  Found found(rules.size());
  for_each_index(rules.size(), threads, [&](std::size_t i) {
    Findings findings(*rules[i], idle);
    rules[i]->check(world, findings);
    found[i] = findings.take();
  });
  return found;
}

/// The rules that look at each policy, or at some statements of each, by their places in the list of all.
struct PolicyRules {
  std::vector<std::size_t> of_policies, of_statements;

  explicit PolicyRules(const std::vector<const Rule*>& rules) {
    for (std::size_t i = 0; i < rules.size(); ++i) {
      if (rules[i]->check_policy != nullptr) of_policies.push_back(i);
      if (rules[i]->check_statement != nullptr) of_statements.push_back(i);
    }
  }
};

void check_policy(const World& world, const Policy& policy, const std::vector<const Rule*>& rules,
                  const PolicyRules& which, std::vector<Findings>& findings) {
  for (const std::size_t i : which.of_policies) rules[i]->check_policy(world, policy, findings[i]);
  for (const Statement& statement : policy.statements) {
    const ActionTraits traits = traits_of(statement);
    if (traits == 0) continue;
    for (const std::size_t i : which.of_statements)
      if ((rules[i]->concerns & traits) != 0)
        rules[i]->check_statement(world, policy, statement, findings[i]);
  }
}

/// What they find in each policy. All of them look at a policy while it is at hand: memory is slower than
/// they are.
Found check_policies(const World& world, const std::vector<const Rule*>& rules, unsigned threads) {
  const PolicyRules which(rules);
  std::vector<Found> parts(run_count(threads));
  for_each_run(world.policies.size(), threads, [&](std::size_t run, std::size_t begin, std::size_t end) {
    std::vector<Findings> findings;
    for (const Rule* rule : rules) findings.emplace_back(*rule);
    for (std::size_t at = begin; at < end; ++at)
      check_policy(world, world.policies[at], rules, which, findings);
    for (Findings& of_rule : findings) parts[run].push_back(of_rule.take());
  });
  Found found(rules.size());
  for (Found& part : parts)
    for (std::size_t i = 0; i < rules.size(); ++i) found[i].splice(found[i].end(), part[i]);
  return found;
}

void append(Found found, std::vector<Finding>& all) {
  for (std::list<Finding>& of_rule : found)
    std::move(of_rule.begin(), of_rule.end(), std::back_inserter(all));
}

template <typename Take>
std::vector<const Rule*> those(const std::vector<const Rule*>& rules, const Take& take) {
  std::vector<const Rule*> taken;
  std::copy_if(rules.begin(), rules.end(), std::back_inserter(taken), take);
  return taken;
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
  const unsigned threads = worth(jobs, bytes);
  std::vector<Finding> all;
  append(
      check_world(world, those(rules, [](const Rule* rule) { return rule->check != nullptr && !rule->last; }),
                  threads, {}),
      all);
  const auto is_of_policies = [](const Rule* rule) {
    return rule->check_policy != nullptr || rule->check_statement != nullptr;
  };
  append(check_policies(world, those(rules, is_of_policies), threads), all);
  sort(all, *world.sources);
  const std::vector<const Suppression*> idle = suppress(world, rules, all);
  // Beyond this point it is settled what is hidden.
  append(check_world(world, those(rules, [](const Rule* rule) { return rule->last; }), 1, idle), all);
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
