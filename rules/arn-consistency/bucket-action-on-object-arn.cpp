#include "access/arn.h"
#include "access/catalogue.h"
#include "access/variables.h"
#include "check/finding.h"
#include "link/policy_edit.h"
#include "link/world.h"
#include "read/letters.h"

namespace celint {
namespace {

/// ListBucket, GetBucketLocation and the other actions whose resource is the bucket itself.
bool is_bucket_level(std::string_view action) {
  const bool of_s3 = equal_ignoring_case(action.substr(0, 3), "s3:");
  const std::optional<ActionId> id = of_s3 ? catalogue().find(action) : std::nullopt;
  if (!id) return false;
  bool bucket = false;
  bool object = false;
  for (const ResourceType& type : catalogue().resource_types(*id)) {
    bucket = bucket || type.name == "bucket";
    object = object || type.name == "object";
  }
  return bucket && !object;
}

/// A bucket ARN, a pattern that can be one, or an access point.
bool can_match(const Arn& arn) {
  return !arn.region.empty() || !arn.account.empty() ||
         find_outside_variables(arn.resource, '/') == std::string_view::npos;
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
    if (is_bucket_level(action.value)) dead.push_back(action);
  if (!dead.empty() && !all_dead(statement)) dead.clear();
  return dead;
}

/// The buckets whose objects are named.
std::vector<std::string> buckets_of(const Statement& statement) {
  std::vector<std::string> buckets;
  for (const Str& resource : statement.resources) {
    const auto arn = parse_arn(resource.value);
    if (!arn || arn->service != "s3") continue;
    std::string bucket(resource.value.substr(0, find_outside_variables(resource.value, '/')));
    if (std::find(buckets.begin(), buckets.end(), bucket) == buckets.end())
      buckets.push_back(std::move(bucket));
  }
  return buckets;
}

void check(const World& world, const Policy& policy, Findings& out) {
  for (const Statement& statement : policy.statements) {
    const std::vector<Str> dead = dead_actions(statement);
    if (dead.empty()) continue;
    std::string names;
    for (const Str& action : dead) names += (names.empty() ? "'" : ", '") + std::string(action.value) + "'";
    Finding& finding =
        out.add(dead.front().span, names + (dead.size() == 1 ? " acts on buckets" : " act on buckets") +
                                       ", and this statement names only objects: it " +
                                       (statement.denies() ? "denies" : "grants") + " nothing.");
    finding.help = "add the ARN of the bucket itself, without a slash";
    finding.offer(FixKind::unsafe, with_values(world, policy, statement.resources, statement.resources_span,
                                               buckets_of(statement)));
    for (const Str& resource : statement.resources)
      finding.notes.push_back({resource.span, "an object, not the bucket"});
  }
}

}  // namespace

extern const Rule bucket_action_on_object_arn{
    .id = "bucket-action-on-object-arn",
    .summary = "An S3 action on buckets is granted on object ARNs only, which it never matches.",
    .severity = Severity::error,
    .confidence = Confidence::high,
    .audience = Audience::everyone,
    .security_severity = "",
    .steps = {StepId::read_logs, StepId::head_storage, StepId::compute_storage},
    .fix = FixKind::unsafe,
    .check_policy = check,
};

}  // namespace celint
