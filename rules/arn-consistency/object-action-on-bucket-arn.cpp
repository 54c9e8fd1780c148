#include "access/arn.h"
#include "access/catalogue.h"
#include "access/variables.h"
#include "check/finding.h"
#include "link/policy_edit.h"
#include "link/world.h"
#include "read/letters.h"

namespace celint {
namespace {

/// GetObject, PutObject and the other actions whose resource is an object.
bool is_object_level(std::string_view action) {
  const bool of_s3 = equal_ignoring_case(action.substr(0, 3), "s3:");
  const std::optional<ActionId> id = of_s3 ? catalogue().find(action) : std::nullopt;
  if (!id) return false;
  bool bucket = false;
  bool object = false;
  for (const ResourceType& type : catalogue().resource_types(*id)) {
    bucket = bucket || type.name == "bucket";
    object = object || type.name == "object";
  }
  return object && !bucket;
}

/// An object ARN, a pattern that can be one (`*` crosses slashes, a variable may hold one), or an access
/// point. A colon after the bucket name (`bucket:*`) leads nowhere: bucket names hold none.
bool can_match(const Arn& arn) {
  if (!arn.region.empty() || !arn.account.empty()) return true;
  const std::size_t open = arn.resource.find_first_of("*$");
  const std::size_t slash = find_outside_variables(arn.resource, '/');
  if (arn.resource.substr(0, std::min(open, slash)).find(':') != std::string_view::npos) return false;
  const bool no_key = slash + 1 == arn.resource.size();  // No object's key is empty.
  return open != std::string_view::npos || (slash != std::string_view::npos && !no_key);
}

/// Every S3 resource of the statement is out of reach of such actions, and there is one.
bool all_dead(const Statement& statement) {
  bool some_s3 = false;
  for (const Str& resource : statement.resources) {
    const std::optional<Arn> arn = parse_arn(resource.value);
    if (!arn || typed(resource).unknown() || arn->service.find('*') != std::string_view::npos) return false;
    if (arn->service != "s3") continue;
    if (can_match(*arn)) return false;
    some_s3 = true;
  }
  return some_s3;
}

std::vector<Str> dead_actions(const Statement& statement) {
  std::vector<Str> dead;
  if (statement.not_action || statement.not_resource) return dead;
  for (const Str& action : statement.actions)
    if (is_object_level(action.value)) dead.push_back(action);
  if (!dead.empty() && !all_dead(statement)) dead.clear();
  return dead;
}

/// `/*` behind the buckets, or beside them where another action needs the bucket itself.
std::vector<Edit> edits(const World& world, const Policy& policy, const Statement& statement,
                        std::size_t dead) {
  std::vector<Edit> behind;
  std::vector<std::string> beside;
  for (const Str& resource : statement.resources) {
    const auto arn = parse_arn(resource.value);
    if (!arn || arn->service != "s3") continue;
    std::string bucket(resource.value.substr(0, resource.value.find(':', resource.value.rfind(":::") + 3)));
    if (bucket.ends_with('/')) bucket.pop_back();
    beside.push_back(bucket + "/*");
    behind.push_back(rewritten(resource, beside.back()));
  }
  if (dead == statement.actions.size()) return behind;
  return with_values(world, policy, statement.resources, statement.resources_span, beside);
}

void check(const World& world, const Policy& policy, Findings& out) {
  for (const Statement& statement : policy.statements) {
    const std::vector<Str> dead = dead_actions(statement);
    if (dead.empty()) continue;
    std::string names;
    for (const Str& action : dead) names += (names.empty() ? "'" : ", '") + std::string(action.value) + "'";
    Finding& finding =
        out.add(dead.front().span, names + (dead.size() == 1 ? " acts on objects" : " act on objects") +
                                       ", and this statement names only the bucket itself: it " +
                                       (statement.denies() ? "denies" : "grants") + " nothing.");
    finding.help = "append /* to the bucket ARN";
    finding.offer(FixKind::unsafe, edits(world, policy, statement, dead.size()));
    for (const Str& resource : statement.resources)
      finding.notes.push_back({resource.span, "the bucket, not its objects"});
  }
}

}  // namespace

extern const Rule object_action_on_bucket_arn{
    .id = "object-action-on-bucket-arn",
    .summary = "An S3 action on objects is granted on a bucket ARN only, which it never matches.",
    .severity = Severity::error,
    .confidence = Confidence::high,
    .audience = Audience::everyone,
    .security_severity = "",
    .steps = {StepId::read_logs, StepId::head_storage, StepId::compute_storage},
    .fix = FixKind::unsafe,
    .check_policy = check,
};

}  // namespace celint
