#include <algorithm>
#include <array>

#include "access/statement.h"
#include "check/finding.h"
#include "link/access_questions.h"
#include "link/broad_grants.h"

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

void check_statement(const Environment& environment, const Identity& identity, const Policy& policy,
                     const Statement& statement, Findings& out) {
  if (!statement.allows() || binds_resource_account(statement)) return;
  const std::string names = data_actions(environment, identity, policy, statement);
  if (names.empty()) return;
  Finding& finding = out.add(statement.resources_span, "The pods that carry " + title(identity) +
                                                           " may use the objects of every bucket (" + names +
                                                           "), those of other teams and accounts included.");
  finding.label = "every bucket";
  finding.notes = {{statement.actions_span, "these actions"}};
  finding.help = environment.work
                     ? "name the buckets that pipelines use, first of all '" + environment.work->bucket + "'"
                     : "name the buckets that pipelines use";
}

bool is_admin(const Environment& environment, const LaunchIdentity& who) {
  const std::vector<BroadGrant> grants = broad_grants(environment, who);
  return std::any_of(grants.begin(), grants.end(),
                     [](const BroadGrant& grant) { return grant.kind == GrantKind::admin; });
}

void check(const World& world, Findings& out) {
  for (const Environment& environment : world.environments)
    for (const LaunchIdentity& who : environment.identities) {
      if ((who.part != Part::head && who.part != Part::compute) || is_admin(environment, who)) continue;
      for (const Policy* policy : who.identity->policies)
        for (const Statement& statement : policy->statements)
          check_statement(environment, *who.identity, *policy, statement, out);
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
