#include <algorithm>

#include "access/binding.h"
#include "access/statement.h"
#include "check/finding.h"
#include "link/world.h"

namespace celint {
namespace {

bool touches_data(const Statement& statement) {
  for (const char* action : {"s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:ListBucket",
                             "s3:PutObjectAcl", "s3:GetObjectVersion", "s3:ListBucketVersions"})
    if (matches_action(statement, action) == Truth::yes) return true;
  return false;
}

/// Keys that say who calls or from where.
bool binds_caller(const Statement& statement) {
  return std::any_of(
      statement.conditions.begin(), statement.conditions.end(), [](const Condition& condition) {
        return is_binding(condition) &&
               is_about(condition,
                        {"aws:PrincipalArn", "aws:PrincipalAccount", "aws:PrincipalOrgID",
                         "aws:PrincipalOrgPaths", "aws:PrincipalTag/", "aws:SourceVpc", "aws:SourceVpce",
                         "aws:SourceIp", "aws:SourceArn", "aws:SourceAccount", "aws:userid", "aws:username"});
      });
}

/// The place that admits everyone; nothing if none does.
std::optional<Span> everyone(const Statement& statement) {
  if (statement.not_principal && !statement.principals.empty())
    return statement.principals.front().value.span;
  for (const Principal& principal : statement.principals)
    if (principal.value.value == "*" && (principal.type.value.empty() || principal.type.value == "AWS"))
      return principal.value.span;
  return std::nullopt;
}

void check(const World& world, Findings& out) {
  for (const Environment& environment : world.environments) {
    const PublicAccessBlock* block = environment.public_access;
    const bool blocked =
        block != nullptr && block->restricts_public_buckets.known() && block->restricts_public_buckets.value;
    if (environment.bucket_policy == nullptr || blocked) continue;
    for (const Statement& statement : environment.bucket_policy->statements) {
      const auto place = everyone(statement);
      if (!place || !statement.allows() || !touches_data(statement) || binds_caller(statement)) continue;
      Finding& finding = out.add(
          *place, "The policy of the work bucket '" + environment.work->bucket +
                      "' lets everyone on the internet use it: inputs, results and scripts of every run.");
      finding.label = "everyone";
      finding.notes = {{statement.actions_span, "may do this"},
                       {environment.ce->work_dir.span, "the work directory"}};
      finding.help =
          "name the principals, or bind aws:PrincipalAccount or aws:PrincipalOrgID under StringEquals";
    }
  }
}

}  // namespace

extern const Rule public_work_bucket{
    .id = "public-work-bucket",
    .summary = "The work bucket is open to everyone.",
    .severity = Severity::error,
    .confidence = Confidence::high,
    .audience = Audience::everyone,
    .security_severity = "8.6",
    .steps = {},
    .fix = FixKind::none,
    .check = check,
};

}  // namespace celint
