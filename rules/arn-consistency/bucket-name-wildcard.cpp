#include "check/finding.h"
#include "link/broad_grants.h"

namespace celint {
namespace {

void check(const World& world, Findings& out) {
  for (const Environment& environment : world.environments)
    for (const LaunchIdentity& who : environment.identities)
      for (const BroadGrant& grant : broad_grants(environment, who)) {
        if (grant.kind != GrantKind::bucket_name) continue;
        const Str& first = grant.resources.front();
        Finding& finding =
            out.add(first.span, "'" + std::string(first.value) +
                                    "' covers every bucket whose name starts so, whoever owns it: bucket "
                                    "names are global, and anyone may take one that fits.");
        finding.label = "a wildcard inside the bucket's name";
        for (std::size_t i = 1; i < grant.resources.size(); ++i)
          finding.notes.push_back({grant.resources[i].span, "and this"});
        finding.help =
            "name the bucket, and 'arn:" + environment.partition + ":s3:::BUCKET/*' for its objects";
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
