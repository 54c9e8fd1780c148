#include "access/dead_s3_actions.h"

#include <algorithm>

#include "access/action_traits.h"
#include "access/arn.h"
#include "access/variables.h"

namespace celint {
namespace {

bool works_on(std::string_view action, S3Level level) {
  const std::optional<ActionId> id = catalogue().find(action);
  return id && (traits_of(*id) & (level == S3Level::bucket ? kBucketAction : kObjectAction)) != 0;
}

bool can_be_bucket(std::string_view resource) {
  return find_outside_variables(resource, '/') == std::string_view::npos;
}

/// An object, or a pattern that can be one: `*` crosses slashes, a variable may hold one. A colon after the
/// bucket name (`bucket:*`) leads nowhere: bucket names hold none.
bool can_be_object(std::string_view resource) {
  const std::size_t open = resource.find_first_of("*$");
  const std::size_t slash = find_outside_variables(resource, '/');
  if (resource.substr(0, std::min(open, slash)).find(':') != std::string_view::npos) return false;
  const bool no_key = slash + 1 == resource.size();  // No object's key is empty.
  return open != std::string_view::npos || (slash != std::string_view::npos && !no_key);
}

/// Access points, which have a region and an account, stand for both levels.
bool can_be(const Arn& arn, S3Level level) {
  if (!arn.region.empty() || !arn.account.empty()) return true;
  return level == S3Level::bucket ? can_be_bucket(arn.resource) : can_be_object(arn.resource);
}

/// Every S3 resource of the statement is of the other level, and there is one.
bool all_other(const Statement& statement, S3Level level) {
  bool some_s3 = false;
  for (const Str& resource : statement.resources) {
    const std::optional<Arn> arn = parse_arn(resource.value);
    if (!arn || arn->service.find('*') != std::string_view::npos) return false;
    if (arn->service != "s3") continue;
    if (can_be(*arn, level)) return false;
    some_s3 = true;
  }
  return some_s3 && std::all_of(statement.resources.begin(), statement.resources.end(),
                                [](const Str& resource) { return typed(resource).known(); });
}

}  // namespace

std::vector<Str> dead_s3_actions(const Statement& statement, S3Level level) {
  std::vector<Str> dead;
  if (statement.not_action || statement.not_resource || !all_other(statement, level)) return dead;
  for (const Str& action : statement.actions)
    if (works_on(action.value, level)) dead.push_back(action);
  return dead;
}

}  // namespace celint
