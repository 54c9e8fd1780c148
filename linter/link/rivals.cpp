#include "link/rivals.h"

#include <algorithm>
#include <map>
#include <set>

#include "access/arn.h"
#include "link/joins.h"
#include "read/letters.h"

namespace celint {
namespace {

/// The parts of a policy that decide, in one order. Empty if one of its values is not known.
class Meaning {
 public:
  explicit Meaning(const Policy& policy) {
    std::vector<std::string> statements;
    for (const Statement& statement : policy.statements) statements.push_back(of(statement));
    text_ = policy.version.known() ? std::string(policy.version.value) : "2008-10-17";
    text_ += unordered(std::move(statements));
    if (unknown_) text_.clear();
  }
  const std::string& text() const { return text_; }

 private:
  std::string text_;
  bool unknown_ = false;

  std::string of(const Str& value) {
    unknown_ = unknown_ || typed(value).unknown();
    return std::string(value.value);
  }

  std::string of(std::span<const Str> values, bool ignore_case) {
    std::vector<std::string> parts;
    for (const Str& value : values) parts.push_back(ignore_case ? lowered(of(value)) : of(value));
    return unordered(std::move(parts));
  }

  /// IAM shows an account that was written by its id as the ARN of its root.
  std::string of(const Principal& principal) {
    std::string value = of(principal.value);
    if (const auto arn = parse_arn(value); arn && arn->service == "iam" && arn->resource == "root")
      value = arn->account;
    return std::string(principal.type.value) + " " + value;
  }

  std::string of(const Condition& condition) {
    return lowered(condition.op.value) + " " + lowered(of(condition.key)) + of(condition.values, false);
  }

  std::string of(const Statement& statement) {
    std::vector<std::string> principals, conditions;
    for (const Principal& principal : statement.principals) principals.push_back(of(principal));
    for (const Condition& condition : statement.conditions) conditions.push_back(of(condition));
    unknown_ = unknown_ || statement.effect.unknown();
    const auto negated = [](bool is) { return std::string(is ? "!" : "="); };
    return (statement.allows() ? "allow" : "deny") + negated(statement.not_action) +
           of(statement.actions, true) + negated(statement.not_resource) + of(statement.resources, false) +
           negated(statement.not_principal) + unordered(std::move(principals)) +
           unordered(std::move(conditions));
  }
};

void settle_trust(World& world, Identity& identity) {
  if (identity.trusts.empty()) return;
  const Agreement agreement = agree(identity.trusts);
  identity.trust = agreement.taken;
  note_conflict(world, title(identity), "in its trust policy", agreement.differ);
}

/// Of inline policies of one name one is held if they agree.
void settle_inlines(World& world, Identity& identity) {
  using Name = std::pair<std::string_view, std::string_view>;
  if (identity.policies.size() < 2) return;
  std::map<Name, std::vector<const Policy*>> by_name;
  for (const Policy* policy : identity.policies) {
    const Holder& holder = policy->holder;
    if (holder.type != Holder::Type::managed_policy && !holder.policy_name.empty())
      by_name[{holder.name, holder.policy_name}].push_back(policy);
  }
  for (const auto& [name, policies] : by_name) {
    if (policies.size() < 2) continue;
    const Agreement agreement = agree(policies);
    note_conflict(world, title(identity), "in its inline policy '" + std::string(name.second) + "'",
                  agreement.differ);
    for (const Policy* policy : agreement.differ) identity.rivals.push_back(policy->list_span);
    std::erase_if(identity.policies, [&, &held = policies](const Policy* policy) {
      return policy != agreement.taken && std::find(held.begin(), held.end(), policy) != held.end();
    });
  }
}

std::set<std::string_view> as_set(std::span<const Str> values) {
  std::set<std::string_view> result;
  for (const Str& value : values) result.insert(value.value);
  return result;
}

/// Inputs that list what an identity has and list different things.
void settle_lists(World& world, Identity& identity) {
  const auto compare = [&](bool IamEntity::*lists, List<Str> IamEntity::*list, const char* difference) {
    const IamEntity* first = nullptr;
    for (const IamEntity* entity : identity.entities) {
      if (!(entity->*lists)) continue;
      if (first == nullptr) {
        first = entity;
        continue;
      }
      if (as_set(first->*list) == as_set(entity->*list)) continue;
      world.conflicts.push_back({title(identity), difference, first->name.span, entity->name.span});
      identity.rivals.insert(identity.rivals.end(), {first->name.span, entity->name.span});
    }
  };
  compare(&IamEntity::lists_attached, &IamEntity::attached, "in the policies attached to it");
  compare(&IamEntity::lists_inline, &IamEntity::inline_policies, "in its inline policies");
}

void settle_boundary(World& world, Identity& identity) {
  const StrField* first = nullptr;
  for (const IamEntity* entity : identity.entities) {
    if (!entity->boundary.known()) continue;
    if (first == nullptr) first = &entity->boundary;
    if (first->value == entity->boundary.value) continue;
    world.conflicts.push_back(
        {title(identity), "in its permissions boundary", first->span, entity->boundary.span});
    identity.rivals.insert(identity.rivals.end(), {first->span, entity->boundary.span});
  }
}

}  // namespace

std::string unordered(std::vector<std::string> parts) {
  std::sort(parts.begin(), parts.end());
  std::string text = "[";
  for (const std::string& part : parts) text += part + "\n";
  return text + "]";
}

Agreement agree(const std::vector<const Policy*>& all) {
  if (all.size() == 1) return {all.front(), {}};
  Agreement agreement{nullptr, {}};
  std::string first;
  for (const Policy* policy : all) {
    const Meaning meaning(*policy);
    if (meaning.text().empty()) continue;
    if (agreement.taken == nullptr) {
      agreement.taken = policy;
      first = meaning.text();
    } else if (meaning.text() != first) {
      agreement.differ.push_back(policy);
    }
  }
  if (agreement.taken == nullptr) agreement.taken = all.front();
  if (agreement.differ.empty()) return agreement;
  agreement.differ.insert(agreement.differ.begin(), agreement.taken);
  agreement.taken = nullptr;
  return agreement;
}

bool has_unknown_values(const Policy& policy) { return Meaning(policy).text().empty(); }

void note_conflict(World& world, const std::string& thing, const std::string& difference,
                   const std::vector<const Policy*>& differ) {
  for (std::size_t i = 1; i < differ.size(); ++i)
    world.conflicts.push_back({thing, difference, differ[0]->list_span, differ[i]->list_span});
}

void settle_rivals(World& world) {
  for (Identity& identity : world.identities) {
    settle_trust(world, identity);
    settle_inlines(world, identity);
    settle_lists(world, identity);
    settle_boundary(world, identity);
    if (identity.rivals.empty()) continue;
    identity.complete = false;
    std::sort(identity.rivals.begin(), identity.rivals.end());
    identity.rivals.erase(std::unique(identity.rivals.begin(), identity.rivals.end()), identity.rivals.end());
  }
}

}  // namespace celint
