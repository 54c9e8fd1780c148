#include <optional>
#include <string>

#include "access/arn.h"
#include "access/partition.h"
#include "check/finding.h"
#include "link/world.h"
#include "model/letters.h"

namespace celint {
namespace {

/// `eu-west-1a` is a zone of `eu-west-1`.
std::string_view region_of_zone(std::string_view zone) {
  if (zone.empty() || zone.back() < 'a' || zone.back() > 'z') return {};
  zone.remove_suffix(1);
  return is_region_shaped(zone) ? zone : std::string_view();
}

void report(Span span, std::string_view region, const char* quote, Findings& out) {
  if (region.empty() || is_region_shaped(region)) return;
  const std::string lower = lowered(region);
  const std::string_view meant = is_region_shaped(lower) ? std::string_view(lower) : region_of_zone(region);
  Finding& finding = out.add(span, "'" + std::string(region) + "' is no AWS region.");
  finding.label =
      meant.empty() ? "a region looks like 'eu-west-1'" : "did you mean '" + std::string(meant) + "'?";
  finding.help = "write the region's id";
  if (meant.empty()) return;
  finding.edits = {{span, quote + std::string(meant) + quote}};
  finding.fix = FixKind::unsafe;
}

void check(const World& world, Findings& out) {
  for (const ComputeEnvironment& ce : world.compute_environments) {
    if (ce.region.known()) report(ce.region.span, ce.region.value, "\"", out);
    const StrField configured = ce.nextflow.string("aws.region");
    if (configured.known()) report(configured.span, configured.value, "'", out);
  }
  for (const Cluster& cluster : world.clusters) {
    const std::optional<Arn> arn = cluster.arn.known() ? parse_arn(cluster.arn.value) : std::nullopt;
    if (!arn) continue;
    const std::size_t begin = cluster.arn.value.find(":eks:");
    if (begin == std::string_view::npos) continue;
    report(part_of({cluster.arn.value, cluster.arn.span}, begin + 5, begin + 5 + arn->region.size()),
           arn->region, "", out);
  }
}

}  // namespace

extern const Rule malformed_region{
    .id = "malformed-region",
    .summary = "A region is not shaped like one.",
    .severity = Severity::error,
    .confidence = Confidence::high,
    .audience = Audience::everyone,
    .security_severity = "",
    .steps = {StepId::region},
    .fix = FixKind::unsafe,
    .check = check,
};

}  // namespace celint
