#include "access/cover.h"
#include "check/finding.h"
#include "link/broad_grants.h"
#include "link/policy_edit.h"

namespace celint {
namespace {

/// The work bucket in place of the pattern, if it is one that the pattern names.
std::vector<Edit> edits(const World& world, const Environment& environment, const BroadGrant& grant) {
  if (!environment.work || grant.policy == nullptr || grant.resources.size() != 1) return {};
  const Str& pattern = grant.resources.front();
  const std::string bucket = "arn:" + environment.partition + ":s3:::" + environment.work->bucket;
  const std::size_t slash = pattern.value.find('/');
  const std::string_view key = slash == std::string_view::npos ? "" : pattern.value.substr(slash);
  const std::string_view name = pattern.value.substr(0, slash);
  if (!covers(name, bucket, Case::exact)) return {};
  if (!key.empty()) return {rewritten(pattern, bucket + std::string(key))};
  std::span<const Str> all = grant.statement->resources;
  if (all.size() == 1)
    return with_all_values(world, *grant.policy, grant.statement->resources_span, {bucket, bucket + "/*"});
  return {rewritten(pattern, bucket), appended(world, all, {bucket + "/*"})};
}

void check(const World& world, Findings& out) {
  for (const Environment& environment : world.environments)
    for (const BroadGrant& grant : environment.broad_grants) {
      if (grant.kind != GrantKind::bucket_name) continue;
      const Str& first = grant.resources.front();
      Finding& finding =
          out.add(first.span, "'" + std::string(first.value) +
                                  "' covers every bucket whose name starts so, whoever owns it: bucket "
                                  "names are global, and anyone may take one that fits.");
      finding.label = "a wildcard inside the bucket's name";
      for (std::size_t i = 1; i < grant.resources.size(); ++i)
        finding.notes.push_back({grant.resources[i].span, "and this"});
      finding.offer(FixKind::unsafe, edits(world, environment, grant));
      finding.help = "name the bucket, and 'arn:" + environment.partition + ":s3:::BUCKET/*' for its objects";
    }
}

}  // namespace

extern const Rule bucket_name_wildcard{
    .id = "bucket-name-wildcard",
    .summary = "A launch identity may use every bucket whose name starts in some way.",
    .severity = Severity::warning,
    .confidence = Confidence::high,
    .audience = Audience::everyone,
    .security_severity = "5.0",
    .steps = {},
    .fix = FixKind::unsafe,
    .check = check,
};

}  // namespace celint
