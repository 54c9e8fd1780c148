#include "access/arn.h"
#include "access/dead_s3_actions.h"
#include "check/finding.h"
#include "link/policy_edit.h"
#include "link/world.h"

namespace celint {
namespace {

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

void check(const World& world, const Policy& policy, const Statement& statement, Findings& out) {
  const std::vector<Str> dead = dead_s3_actions(statement, S3Level::object);
  if (dead.empty()) return;
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
    .check_statement = check,
    .concerns = kObjectAction,
};

}  // namespace celint
