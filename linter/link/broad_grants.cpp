#include "link/broad_grants.h"

#include <algorithm>
#include <map>

#include "access/arn.h"
#include "access/binding.h"
#include "access/escalation.h"
#include "access/statement.h"
#include "link/access_questions.h"
#include "read/letters.h"

namespace celint {
namespace {

/// A name that no policy spells out: what matches it matches any.
constexpr std::string_view kAnyName = "celint-any-name";

std::string account_of(const Identity& identity) {
  return identity.account.empty() ? "111122223333" : identity.account;
}

std::string any_role(const Environment& environment, const Identity& identity) {
  return "arn:" + environment.partition + ":iam::" + account_of(identity) + ":role/" + std::string(kAnyName);
}

/// A boundary is named and not supplied: what the identity may do is not known.
bool has_unknown_boundary(const Identity& identity) {
  return identity.boundary == nullptr &&
         std::any_of(identity.entities.begin(), identity.entities.end(),
                     [](const IamEntity* entity) { return !entity->boundary.absent(); });
}

Decision decide_for(const Identity& identity, const Request& request, const Context& context) {
  return decide(policies_of(identity), request, context);
}

std::vector<Str> wide_resources(const Statement& statement) {
  std::vector<Str> result;
  for (const Str& resource : statement.resources)
    if (matches(parse_arn_glob(resource.value), "arn:aws:any:any:any:any") == Truth::yes)
      result.push_back(resource);
  return result;
}

/// `*` on `*`, and neither a Deny nor a boundary keeps it from IAM and the organisation.
void find_admin(const Environment&, const LaunchIdentity& who, std::vector<BroadGrant>& out) {
  const Identity& identity = *who.identity;
  for (const Str& arn : identity.attached)
    if (arn.value.ends_with(":iam::aws:policy/AdministratorAccess"))
      out.push_back({GrantKind::admin, who, nullptr, nullptr, {arn}, {}, {}, 1});
  const Context context = context_of(identity);
  const auto may = [&](const char* action) { return decide_for(identity, {action, "*"}, context).certainly; };
  if (!may("iam:CreateUser") || !may("organizations:LeaveOrganization")) return;
  for (const Policy* policy : identity.policies)
    for (const Statement& statement : policy->statements) {
      std::vector<Str> all, wide = wide_resources(statement);
      for (const Str& action : statement.actions)
        if (action.value == "*" || action.value == "*:*") all.push_back(action);
      if (statement.allows() && !statement.not_action && !statement.not_resource && !all.empty() &&
          !wide.empty() && conditions_hold(*policy, statement, context) == Truth::yes)
        out.push_back({GrantKind::admin, who, policy, &statement, all, wide, {}, 1});
    }
}

/// What stands for `*` or for the identity itself among the resources of an action.
std::vector<std::string> targets(const Environment& environment, const Identity& identity,
                                 std::string_view action) {
  const std::string iam = "arn:" + environment.partition + ":iam::" + account_of(identity) + ":";
  const std::string name(kAnyName);
  if (action == "iam:PassRole") return {iam + "role/" + name};
  if (action.starts_with("eks:"))
    return environment.cluster_arn.empty() ? std::vector<std::string>{"*"}
                                           : std::vector{environment.cluster_arn};
  if (!action.starts_with("iam:")) return {"*"};
  const bool own = !identity.arn.empty();
  if (action.find("Policy") != std::string_view::npos && action.find("Version") != std::string_view::npos)
    return {iam + "policy/" + name};
  if (action.find("Group") != std::string_view::npos) return {iam + "group/" + name};
  const bool user = action.find("User") != std::string_view::npos ||
                    action.find("Login") != std::string_view::npos ||
                    action.find("AccessKey") != std::string_view::npos;
  std::vector<std::string> result{iam + (user ? "user/" : "role/") + name};
  if (own && user == (identity.type == Identity::Type::user)) result.push_back(identity.arn);
  return result;
}

/// An entry of an Action element may stand for an action of some set.
bool may_escalate(const Str& entry) {
  if (has_wildcard(entry.value) || typed(entry).unknown()) return true;
  const auto is_named = [&](std::string_view action) { return equal_ignoring_case(entry.value, action); };
  const std::span<const EscalationSet> sets = escalation_sets();
  return std::any_of(sets.begin(), sets.end(), [&](const EscalationSet& set) {
    return std::any_of(set.actions.begin(), set.actions.end(), is_named);
  });
}

/// Few identities name any such action, and to go through the sets takes long.
bool may_escalate(const Identity& identity) {
  for (const Policy* policy : identity.policies)
    for (const Statement& statement : policy->statements)
      if (statement.allows() &&
          (statement.not_action || std::any_of(statement.actions.begin(), statement.actions.end(),
                                               [](const Str& entry) { return may_escalate(entry); })))
        return true;
  return false;
}

/// Some Allow speaks of the action. Takes a small part of the time of a decision.
bool is_spoken_of(const Identity& identity, std::string_view action) {
  for (const Policy* policy : identity.policies)
    for (const Statement& statement : policy->statements)
      if (statement.allows() && matches_action(statement, action) != Truth::no) return true;
  return false;
}

/// The statements by which the identity may do every member; nothing if it may not.
std::vector<std::pair<const Statement*, std::vector<Str>>> members(const Environment& environment,
                                                                   const Identity& identity,
                                                                   const EscalationSet& set) {
  std::vector<std::pair<const Statement*, std::vector<Str>>> result;
  for (const std::string_view action : set.actions)
    if (!is_spoken_of(identity, action)) return {};
  for (const std::string_view action : set.actions) {
    Context context = context_of(identity);
    if (action == "iam:PassRole") context.set("iam:PassedToService", std::string(set.service));
    const Statement* found = nullptr;
    for (const std::string& target : targets(environment, identity, action)) {
      const Decision decision = decide_for(identity, {std::string(action), target}, context);
      if (!decision.may || found != nullptr) continue;
      for (const Deciding& deciding : decision.statements)
        if (deciding.statement->allows() && found == nullptr) found = deciding.statement;
    }
    if (found == nullptr) return {};
    result.emplace_back(found, entries_for(*found, action));
  }
  return result;
}

const Policy* policy_of(const Identity& identity, const Statement* statement) {
  for (const Policy* policy : identity.policies)
    for (const Statement& one : policy->statements)
      if (&one == statement) return policy;
  return nullptr;
}

/// One for each entry that sets begin with.
void find_escalations(const Environment& environment, const LaunchIdentity& who,
                      std::vector<BroadGrant>& out) {
  if (!may_escalate(*who.identity)) return;
  std::map<Span, BroadGrant> by_entry;
  for (const EscalationSet& set : escalation_sets()) {
    const auto found = members(environment, *who.identity, set);
    if (found.empty() || found.front().second.empty()) continue;
    auto [place, fresh] = by_entry.try_emplace(found.front().second.front().span);
    BroadGrant& grant = place->second;
    if (fresh)
      grant = {GrantKind::escalation,
               who,
               policy_of(*who.identity, found.front().first),
               found.front().first,
               {},
               {},
               set.what,
               0};
    ++grant.ways;
    for (const auto& [statement, entries] : found)
      for (const Str& entry : entries)
        if (std::none_of(grant.actions.begin(), grant.actions.end(),
                         [&](const Str& one) { return one.span == entry.span; }))
          grant.actions.push_back(entry);
  }
  for (auto& [span, grant] : by_entry) out.push_back(std::move(grant));
}

bool is_tag_bound(const Statement& statement) {
  return std::any_of(statement.conditions.begin(), statement.conditions.end(),
                     [](const Condition& condition) {
                       return is_about(condition, {"aws:ResourceTag/", "iam:ResourceTag/"});
                     });
}

void find_assuming(const Environment& environment, const LaunchIdentity& who, std::vector<BroadGrant>& out) {
  if (who.part != Part::platform && who.part != Part::user) return;
  const Identity& identity = *who.identity;
  const Context context = context_of(identity);
  const std::string role = any_role(environment, identity);
  for (const Policy* policy : identity.policies)
    for (const Statement& statement : policy->statements) {
      std::vector<Str> actions = entries_for(statement, "sts:AssumeRole");
      if (!statement.allows() || actions.empty() || is_tag_bound(statement) ||
          conditions_hold(*policy, statement, context) == Truth::no)
        continue;
      for (const char* companion : {"sts:TagSession", "sts:SetSourceIdentity"})
        for (const Str& entry : entries_for(statement, companion)) actions.push_back(entry);
      std::vector<Str> wide;
      for (const Str& resource : statement.resources) {
        const auto arn = parse_arn(resource.value);
        const bool accounts =
            arn && arn->service == "iam" && arn->account.find_first_of("*?") != std::string_view::npos;
        if (accounts || matches(parse_arn_glob(resource.value), role) == Truth::yes) wide.push_back(resource);
      }
      if (statement.not_resource) wide = {{{}, statement.resources_span}};
      if (!wide.empty() && decide_for(identity, {"sts:AssumeRole", role}, context).answer != Answer::denied)
        out.push_back({GrantKind::assume_role, who, policy, &statement, actions, wide, {}, 1});
    }
}

/// `arn:aws:s3:::acme-work*`: a wildcard behind the start of a bucket's name.
bool is_name_pattern(const Str& resource) {
  const auto arn = parse_arn(resource.value);
  if (!arn || arn->service != "s3" || typed(resource).unknown() || arn->resource.starts_with("accesspoint"))
    return false;
  const std::string_view bucket = arn->resource.substr(0, arn->resource.find('/'));
  const std::size_t wildcard = bucket.find_first_of("*?");
  return wildcard != std::string_view::npos && wildcard > 0 && bucket.find("${") > wildcard &&
         bucket.find(':') > wildcard;
}

bool may_touch_s3(const Statement& statement) {
  for (const char* action :
       {"s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:ListBucket", "s3:GetBucketLocation",
        "s3:PutObjectTagging", "s3:CreateBucket", "s3:PutBucketPolicy", "s3:GetBucketNotification"})
    if (matches_action(statement, action) == Truth::yes) return true;
  return false;
}

void find_name_patterns(const LaunchIdentity& who, std::vector<BroadGrant>& out) {
  const Context context = context_of(*who.identity);
  for (const Policy* policy : who.identity->policies)
    for (const Statement& statement : policy->statements) {
      std::vector<Str> patterns;
      for (const Str& resource : statement.resources)
        if (is_name_pattern(resource)) patterns.push_back(resource);
      if (!patterns.empty() && statement.allows() && !statement.not_resource && may_touch_s3(statement) &&
          !binds_resource_account(statement) && conditions_hold(*policy, statement, context) != Truth::no)
        out.push_back({GrantKind::bucket_name, who, policy, &statement, {}, patterns, {}, 1});
    }
}

}  // namespace

std::vector<Str> entries_for(const Statement& statement, std::string_view action) {
  if (statement.not_action)
    return matches_action(statement, action) == Truth::yes ? std::vector<Str>{{{}, statement.actions_span}}
                                                           : std::vector<Str>();
  std::vector<Str> result;
  for (const Str& entry : statement.actions)
    if (meets_action(entry.value, action) == Truth::yes) result.push_back(entry);
  return result;
}

bool binds_resource_account(const Statement& statement) {
  return std::any_of(
      statement.conditions.begin(), statement.conditions.end(), [](const Condition& condition) {
        return is_about(condition, {"aws:ResourceAccount", "s3:ResourceAccount"}) && is_binding(condition);
      });
}

void find_broad_grants(Environment& environment) {
  for (const LaunchIdentity& who : environment.identities) {
    if (has_unknown_boundary(*who.identity)) continue;
    const std::size_t before = environment.broad_grants.size();
    find_admin(environment, who, environment.broad_grants);
    if (environment.broad_grants.size() > before) continue;
    find_escalations(environment, who, environment.broad_grants);
    find_assuming(environment, who, environment.broad_grants);
    find_name_patterns(who, environment.broad_grants);
  }
}

std::vector<Span> entries_of_broad_grants(const World& world, const Identity& identity) {
  std::vector<Span> spans;
  for (const Environment& environment : world.environments)
    for (const BroadGrant& grant : environment.broad_grants)
      if (grant.who.identity == &identity)
        for (const Str& entry : grant.kind == GrantKind::bucket_name ? grant.resources : grant.actions)
          spans.push_back(entry.span);
  return spans;
}

}  // namespace celint
