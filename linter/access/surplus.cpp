#include "access/surplus.h"

#include <algorithm>
#include <map>
#include <optional>

#include "access/arn.h"
#include "access/permission.h"
#include "access/statement.h"
#include "access/surplus_text.h"

namespace celint {
namespace {

using Result = GlobSearch::Result;

/// What is the same for every statement of a question.
struct Ground {
  const SurplusQuestion* question = nullptr;
  ActionSpace space;
  PermissionSet boundary;  ///< What the boundary may allow.
  PermissionSet denied;    ///< What is certainly denied.
  ActionSet tolerated;     ///< By the question's patterns.
};

Ground ground_of(const SurplusQuestion& question) {
  std::vector<const Policy*> all = question.policies;
  if (question.boundary != nullptr) all.push_back(question.boundary);
  Ground ground{&question, {&catalogue(), {"unlisted:Action"}}, {}, {}, ActionSet()};
  ground.tolerated = ActionSet(ground.space.size());
  for (const std::string& pattern : question.tolerated_actions)
    ground.space.expand_into(ground.tolerated, pattern);
  for (const Policy* policy : all)
    for (const Statement& statement : policy->statements)
      if (statement.denies() && conditions_hold(*policy, statement, question.context) == Truth::yes)
        ground.denied.terms.push_back(reach_of(ground.space, *policy, statement, Unknowns::nothing));
  if (question.boundary != nullptr)
    for (const Statement& statement : question.boundary->statements)
      if (statement.allows() && conditions_hold(*question.boundary, statement, question.context) != Truth::no)
        ground.boundary.terms.push_back(
            reach_of(ground.space, *question.boundary, statement, Unknowns::anything));
  return ground;
}

bool is_masked(const SurplusQuestion& question, const Str& entry) {
  return std::find(question.masked.begin(), question.masked.end(), entry.span) != question.masked.end();
}

/// What witnesses look like: as the first environment's own resources.
ArnHead head_of(const SurplusQuestion& question) {
  if (question.needs.empty()) return {"aws", {}, {}};
  const NeedValues& values = *question.needs.front().values;
  return {values.partition.empty() ? "aws" : std::string_view(values.partition), values.region,
          values.account};
}

bool is_work_bucket(const SurplusQuestion& question, std::string_view bucket) {
  return std::any_of(question.needs.begin(), question.needs.end(),
                     [bucket](const Needed& needed) { return needed.values->work_bucket == bucket; });
}

/// Adds the buckets that a statement names without wildcard, work buckets aside.
void add_named_buckets(const SurplusQuestion& question, const Statement& statement,
                       std::vector<std::string>& buckets) {
  if (statement.not_resource) return;
  for (const Str& resource : statement.resources) {
    const auto arn = parse_arn(resource.value);
    if (!arn || arn->service != "s3" || typed(resource).unknown()) continue;
    std::string bucket(arn->resource.substr(0, arn->resource.find('/')));
    const bool known = std::find(buckets.begin(), buckets.end(), bucket) != buckets.end();
    if (!known && !is_work_bucket(question, bucket) && bucket.find_first_of("*?$") == std::string::npos)
      buckets.push_back(std::move(bucket));
  }
}

Permission permission_for(const ActionSpace& space, const std::vector<std::string_view>& actions,
                          const std::vector<std::string>& resources) {
  Permission permission{ActionSet(space.size()), {}};
  for (const std::string_view action : actions) space.expand_into(permission.actions, action);
  auto patterns = std::make_shared<ResourceUnion>();
  for (const std::string& resource : resources)
    if (auto pattern = resource_pattern(Policy(), resource, Unknowns::anything))
      patterns->push_back(std::move(*pattern));
  permission.resources.all_of.push_back(std::move(patterns));
  return permission;
}

/// One permission for each need of some of these actions, on the resources of all environments.
PermissionSet needed(const Ground& ground, const Statement& statement, const ActionSet& actions) {
  const auto counts = [&](const Need& need) {
    return std::any_of(need.actions.begin(), need.actions.end(),
                       [&](std::string_view pattern) { return ground.space.names_any(pattern, actions); });
  };
  PermissionSet set;
  for (const auto& [need, list] : resources_needed(*ground.question, statement, counts))
    set.terms.push_back(permission_for(ground.space, need->actions, list));
  return set;
}

/// The requests a statement speaks of, without entries and actions that are not judged.
Permission judged_reach(const Ground& ground, const Policy& policy, const Statement& statement) {
  const SurplusQuestion& question = *ground.question;
  Permission reach = reach_of(ground.space, policy, statement, Unknowns::anything, [&](const Str& entry) {
    return typed(entry).unknown() || is_masked(question, entry);
  });
  reach.actions -= ground.tolerated;
  if (question.tolerated)
    for (const ActionId action : reach.actions.ids())
      if (action < ground.space.known->size() && question.tolerated(action)) reach.actions.remove(action);
  return reach;
}

/// The same request with a name that reads as what it stands for, where that is in the region too.
std::string readable(const Region& region, std::string resource) {
  const std::size_t bucket = resource.find(":s3:::x/");
  if (bucket == std::string::npos) return resource;
  std::string any = resource;
  any.replace(bucket + std::string_view(":s3:::").size(), 1, "any");
  return region.has(any) ? any : resource;
}

/// Every action that has a request in the set, each with a witness.
std::vector<Witness> witnesses(const Ground& ground, const PermissionSet& set) {
  std::map<ActionId, Witness> found;
  for (const Permission& term : set.terms) {
    std::optional<bool> has_arn;  // Settled when first asked.
    // Actions of one class have the same answer.
    std::map<std::uint32_t, WitnessSearch> searched;
    for (const ActionId action : term.actions.ids()) {
      if (action >= ground.space.known->size()) continue;  // Only a stand-in for actions to come.
      if (!has_arn) has_arn = may_have_arn(term.resources);
      if (!*has_arn && !term.resources.has_no_resource(ground.space.service(action))) continue;
      const auto [entry, is_new] = searched.try_emplace(ground.space.resource_class(action));
      if (is_new) entry->second = find_typed_request(ground.space, term, action, head_of(*ground.question));
      if (entry->second.result == Result::found)
        found.try_emplace(action, Witness{action, readable(term.resources, entry->second.witness.resource)});
    }
  }
  std::vector<Witness> result;
  for (auto& [action, witness] : found) result.push_back(std::move(witness));
  return result;
}

/// The entries that, taken alone, bring some of the surplus.
std::vector<Str> guilty_actions(const Ground& ground, const Statement& statement,
                                const std::vector<Witness>& extra) {
  if (statement.not_action) return {statement.actions.begin(), statement.actions.end()};
  std::vector<Str> result;
  for (const Str& entry : statement.actions) {
    ActionSet named(ground.space.size());
    ground.space.expand_into(named, entry.value);
    const bool guilty = std::any_of(extra.begin(), extra.end(),
                                    [&](const Witness& witness) { return named.has(witness.action); });
    if (guilty && !is_masked(*ground.question, entry)) result.push_back(entry);
  }
  return result;
}

std::vector<Str> guilty_resources(const Ground& ground, const Policy& policy, const Statement& statement,
                                  const PermissionSet& rest) {
  if (statement.not_resource) return {statement.resources.begin(), statement.resources.end()};
  std::vector<Str> result;
  for (const Str& entry : statement.resources) {
    if (is_masked(*ground.question, entry) || typed(entry).unknown()) continue;
    PermissionSet alone = rest;
    for (Permission& term : alone.terms) {
      auto one = std::make_shared<ResourceUnion>();
      if (auto pattern = resource_pattern(policy, entry.value, Unknowns::anything))
        one->push_back(std::move(*pattern));
      term.resources.all_of.push_back(std::move(one));
    }
    if (!witnesses(ground, alone).empty()) result.push_back(entry);
  }
  return result;
}

std::optional<Surplus> surplus_of(const Ground& ground, const Policy& policy, const Statement& statement) {
  const SurplusQuestion& question = *ground.question;
  const Permission reach = judged_reach(ground, policy, statement);
  if (reach.actions.empty()) return std::nullopt;
  PermissionSet rest{{reach}};
  if (question.boundary != nullptr) rest = intersect(rest, ground.boundary);
  rest = minus(minus(rest, ground.denied), needed(ground, statement, reach.actions));
  const std::vector<Witness> extra = witnesses(ground, rest);
  if (extra.empty()) return std::nullopt;
  Surplus found;
  found.policy = &policy;
  found.statement = &statement;
  found.actions = guilty_actions(ground, statement, extra);
  found.resources = guilty_resources(ground, policy, statement, rest);
  const Witness& example = gravest(ground.space, extra, found.actions);
  found.action = ground.space.name(example.action);
  found.resource = example.resource;
  for (const Witness& witness : extra) found.all_actions.push_back(ground.space.name(witness.action));
  found.description = describe(ground.space, extra, reach.resources, head_of(question), found);
  return found;
}

}  // namespace

std::map<const Need*, std::vector<std::string>> resources_needed(
    const SurplusQuestion& question, const Statement& statement,
    const std::function<bool(const Need&)>& counts) {
  std::vector<std::string> buckets;
  add_named_buckets(question, statement, buckets);
  if (question.boundary != nullptr)
    for (const Statement& limit : question.boundary->statements)
      if (limit.allows()) add_named_buckets(question, limit, buckets);
  std::map<const Need*, std::vector<std::string>> resources;
  for (const Needed& needed : question.needs) {
    if (counts && !counts(*needed.need)) continue;
    NeedValues values = *needed.values;
    values.buckets.insert(values.buckets.end(), buckets.begin(), buckets.end());
    for (std::string& resource : resources_of(*needed.need, values)) {
      std::vector<std::string>& list = resources[needed.need];
      if (std::find(list.begin(), list.end(), resource) == list.end()) list.push_back(std::move(resource));
    }
  }
  return resources;
}

std::vector<Surplus> surplus(const SurplusQuestion& question) {
  const Ground ground = ground_of(question);
  std::vector<Surplus> result;
  for (const Policy* policy : question.policies)
    for (const Statement& statement : policy->statements)
      if (statement.allows() && conditions_hold(*policy, statement, question.context) != Truth::no)
        if (auto found = surplus_of(ground, *policy, statement)) result.push_back(std::move(*found));
  return result;
}

}  // namespace celint
