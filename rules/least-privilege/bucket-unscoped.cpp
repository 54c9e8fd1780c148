#include <algorithm>
#include <array>

#include "access/statement.h"
#include "check/finding.h"
#include "link/access_questions.h"
#include "link/broad_grants.h"
#include "link/policy_edit.h"

namespace celint {
namespace {

constexpr std::array kData{"s3:GetObject", "s3:PutObject", "s3:DeleteObject"};

/// What the identity may do with objects of a bucket that nobody named.
std::string data_actions(const Environment& environment, const Identity& identity, const Policy& policy,
                         const Statement& statement) {
  const Request object{"", "arn:" + environment.partition + ":s3:::celint-any-bucket/celint-any-object"};
  std::string names;
  for (const char* action : kData) {
    Request request = object;
    request.action = action;
    const bool here = matches_action(statement, action) == Truth::yes &&
                      matches_resource(policy, statement, request, context_of(identity)) == Truth::yes;
    if (here && decide(policies_of(identity), request, context_of(identity)).may)
      names += (names.empty() ? "" : ", ") + request.action;
  }
  return names;
}

/// The work bucket and its objects, where the statement is about S3 alone.
std::vector<Edit> edits(const World& world, const Environment& environment, const Policy& policy,
                        const Statement& statement) {
  const bool only_s3 = !statement.not_action && !statement.not_resource &&
                       std::all_of(statement.actions.begin(), statement.actions.end(),
                                   [](const Str& action) { return action.value.starts_with("s3:"); });
  if (!environment.work || !only_s3) return {};
  const std::string bucket = "arn:" + environment.partition + ":s3:::" + environment.work->bucket;
  return with_all_values(world, policy, statement.resources_span, {bucket, bucket + "/*"});
}

void check_statement(const World& world, const Environment& environment, const Identity& identity,
                     const Policy& policy, const Statement& statement, Findings& out) {
  if (!statement.allows() || binds_resource_account(statement)) return;
  const std::string names = data_actions(environment, identity, policy, statement);
  if (names.empty()) return;
  Finding& finding = out.add(statement.resources_span, "The pods that carry " + title(identity) +
                                                           " may use the objects of every bucket (" + names +
                                                           "), those of other teams and accounts included.");
  finding.label = "every bucket";
  finding.notes = {{statement.actions_span, "these actions"}};
  finding.offer(FixKind::unsafe, edits(world, environment, policy, statement));
  finding.help = environment.work
                     ? "name the buckets that pipelines use, first of all '" + environment.work->bucket + "'"
                     : "name the buckets that pipelines use";
}

bool is_admin(const Environment& environment, const LaunchIdentity& who) {
  return std::any_of(environment.broad_grants.begin(), environment.broad_grants.end(),
                     [&](const BroadGrant& grant) {
                       return grant.kind == GrantKind::admin && grant.who.part == who.part &&
                              grant.who.identity == who.identity;
                     });
}

void check(const World& world, Findings& out) {
  for (const Environment& environment : world.environments)
    for (const LaunchIdentity& who : environment.identities) {
      if ((who.part != Part::head && who.part != Part::compute) || is_admin(environment, who)) continue;
      for (const Policy* policy : who.identity->policies)
        for (const Statement& statement : policy->statements)
          check_statement(world, environment, *who.identity, *policy, statement, out);
    }
}

}  // namespace

extern const Rule bucket_unscoped{
    .id = "bucket-unscoped",
    .summary = "The role of the pods may use the objects of every bucket.",
    .severity = Severity::warning,
    .confidence = Confidence::high,
    .audience = Audience::everyone,
    .security_severity = "6.5",
    .steps = {StepId::head_storage, StepId::compute_storage},
    .fix = FixKind::unsafe,
    .check = check,
};

}  // namespace celint
