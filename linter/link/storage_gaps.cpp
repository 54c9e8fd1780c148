#include "link/storage_gaps.h"

#include <algorithm>

#include "access/arn.h"
#include "access/glob.h"
#include "link/needs.h"
#include "link/policy_edit.h"

namespace celint {
namespace {

bool reaches(const Statement& statement, const std::string& resource) {
  return statement.allows() && !statement.not_resource &&
         std::any_of(statement.resources.begin(), statement.resources.end(), [&](const Str& written) {
           return matches(parse_glob(written.value, Case::exact), resource) == Truth::yes;
         });
}

const Statement* statement_for(const Identity& role, const std::string& resource) {
  for (const Policy* policy : role.policies)
    for (const Statement& statement : policy->statements)
      if (reaches(statement, resource) && !statement.not_action) return &statement;
  return nullptr;
}

/// The first ARN of the work bucket, else of any bucket, that an Allow names.
const Str* nearest_arn(const Environment& environment, const Identity& role) {
  const Str* other = nullptr;
  for (const Policy* policy : role.policies)
    for (const Statement& statement : policy->statements)
      for (const Str& resource : statement.resources) {
        const std::optional<Arn> arn = statement.allows() ? parse_arn(resource.value) : std::nullopt;
        if (!arn || arn->service != "s3") continue;
        if (arn->resource.substr(0, arn->resource.find('/')) == environment.work->bucket) return &resource;
        if (other == nullptr) other = &resource;
      }
  return other;
}

Span place_of(const StorageGap& gap, const PodAccount& account) {
  if (gap.statement != nullptr && !gap.statement->resources.empty()) {
    const std::string& wanted = gap.missing.front().request.resource;
    for (const Str& resource : gap.statement->resources)
      if (matches(parse_glob(resource.value, Case::exact), wanted) == Truth::yes) return resource.span;
  }
  if (const Str* nearest = nearest_arn(*gap.environment, *gap.role)) return nearest->span;
  if (account.association != nullptr && account.association->role_arn.known())
    return account.association->role_arn.span;
  if (account.object != nullptr && account.object->role_arn.known()) return account.object->role_arn.span;
  return gap.role->policies.empty() ? gap.environment->ce->work_dir.span : gap.role->policies.front()->span;
}

void complete(StorageGap& gap, const PodAccount& account, std::string pods) {
  gap.pods = std::move(pods);
  gap.statement = statement_for(*gap.role, gap.missing.front().request.resource);
  gap.place = place_of(gap, account);
}

StorageGap gap_of(const Environment& environment, const Identity* role, const std::vector<Asked>& asked) {
  StorageGap gap;
  gap.environment = &environment;
  gap.role = role;
  for (const Asked& one : asked)
    if (one.missing()) gap.missing.push_back(one);
  return gap;
}

std::vector<Asked> recommended(const Environment& environment, NeedPrincipal principal) {
  const Identity* role = identity_of(environment, principal);
  std::vector<Asked> result;
  if (role == nullptr || !role->complete) return result;
  for (const Needed& needed : needs_of(environment, principal))
    if (needed.need->feature == "fusion" && needed.need->level == NeedLevel::recommended)
      for (Asked& asked : ask(environment, *role, needed)) result.push_back(std::move(asked));
  return result;
}

std::vector<StorageGap> gaps(const Environment& environment, const std::vector<Asked>& head,
                             const std::vector<Asked>& compute) {
  std::vector<StorageGap> result;
  const bool shared = environment.head.role == environment.compute.role;
  StorageGap of_head = gap_of(environment, environment.head.role, head);
  StorageGap of_compute = gap_of(environment, environment.compute.role, compute);
  if (!of_head.missing.empty()) {
    const bool both = shared && !of_compute.missing.empty();
    complete(of_head, environment.head, both ? "head and task pods" : "head pod");
    result.push_back(std::move(of_head));
    if (both) return result;
  }
  if (!of_compute.missing.empty()) {
    complete(of_compute, environment.compute, "task pods");
    result.push_back(std::move(of_compute));
  }
  return result;
}

}  // namespace

bool StorageGap::lacks(std::string_view need) const {
  return std::any_of(missing.begin(), missing.end(),
                     [&](const Asked& asked) { return asked.need != nullptr && asked.need->id == need; });
}

std::string StorageGap::actions(std::string_view need) const {
  std::vector<std::string> names;
  for (const Asked& asked : missing)
    if ((need.empty() || asked.need->id == need) &&
        std::find(names.begin(), names.end(), asked.request.action) == names.end())
      names.push_back(asked.request.action);
  std::string text;
  for (std::size_t i = 0; i < names.size(); ++i)
    text += (i == 0 ? "" : i + 1 == names.size() ? " and " : ", ") + names[i];
  return text;
}

std::vector<StorageGap> storage_gaps(const Environment& environment) {
  if (!environment.work) return {};
  return gaps(environment, environment.step(StepId::head_storage).asked,
              environment.step(StepId::compute_storage).asked);
}

std::vector<StorageGap> recommended_gaps(const Environment& environment) {
  if (!environment.work || !environment.uses_fusion()) return {};
  return gaps(environment, recommended(environment, NeedPrincipal::head),
              recommended(environment, NeedPrincipal::compute));
}

std::vector<Edit> grant(const World& world, const StorageGap& gap, std::string_view need) {
  if (gap.statement == nullptr) return {};
  std::vector<std::string> actions;
  for (const Asked& asked : gap.missing)
    if (need.empty() || asked.need->id == need) actions.push_back(asked.request.action);
  for (const Policy* policy : gap.role->policies)
    for (const Statement& statement : policy->statements)
      if (&statement == gap.statement && !is_shared(world, *gap.role, *policy))
        return with_values(world, *policy, statement.actions, statement.actions_span, actions);
  return {};
}

}  // namespace celint
