#include "access/arn.h"
#include "access/dead_s3_actions.h"
#include "access/variables.h"
#include "check/finding.h"
#include "link/policy_edit.h"
#include "link/world.h"

namespace celint {
namespace {

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

void check(const World& world, const Policy& policy, const Statement& statement, Findings& out) {
  const std::vector<Str> dead = dead_s3_actions(statement, S3Level::bucket);
  if (dead.empty()) return;
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
    .check_statement = check,
    .concerns = kBucketAction,
};

}  // namespace celint
