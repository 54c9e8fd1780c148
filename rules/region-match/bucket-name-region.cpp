#include <string>

#include "access/partition.h"
#include "check/finding.h"
#include "link/world.h"

namespace celint {
namespace {

bool is_boundary(std::string_view text, std::size_t at) {
  return at >= text.size() || text[at] == '-' || text[at] == '.';
}

/// A whole region id inside a bucket's name; empty if there is none.
std::string_view region_in(std::string_view name) {
  for (const Partition& partition : partitions())
    for (const std::string_view region : partition.regions) {
      const std::size_t at = name.find(region);
      if (at == std::string_view::npos) continue;
      if ((at == 0 || is_boundary(name, at - 1)) && is_boundary(name, at + region.size())) return region;
    }
  return {};
}

void check(const World& world, Findings& out) {
  for (const Environment& environment : world.environments) {
    const StrField& region = environment.ce->region;
    if (!environment.work || !environment.bucket_region.absent() || !region.known()) continue;
    const std::string& bucket = environment.work->bucket;
    const std::string_view named = region_in(bucket);
    if (named.empty() || named == region.value) continue;
    const StrField& work = environment.ce->work_dir;
    const std::size_t begin = work.value.find(named);
    Finding& finding =
        out.add(part_of({work.value, work.span}, begin, begin + named.size()),
                "The work bucket's name says '" + std::string(named) +
                    "', and the compute environment is in '" + std::string(region.value) + "'.");
    finding.label = "the bucket may be there";
    finding.notes = {{region.span, "the region of the compute environment"}};
    finding.help = "supply its location: aws s3api get-bucket-location --bucket " + bucket;
  }
}

}  // namespace

extern const Rule bucket_name_region{
    .id = "bucket-name-region",
    .summary = "The name of the work bucket holds another region than that of the compute environment.",
    .severity = Severity::note,
    .confidence = Confidence::medium,
    .audience = Audience::pedantic,
    .security_severity = "",
    .steps = {StepId::region},
    .fix = FixKind::none,
    .check = check,
};

}  // namespace celint
