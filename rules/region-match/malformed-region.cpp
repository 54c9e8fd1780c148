#include <algorithm>
#include <optional>
#include <string>

#include "access/arn.h"
#include "access/partition.h"
#include "check/finding.h"
#include "link/world.h"
#include "read/letters.h"

namespace celint {
namespace {

/// `eu-west-1a` is a zone of `eu-west-1`.
std::string_view region_of_zone(std::string_view zone) {
  if (zone.empty() || zone.back() < 'a' || zone.back() > 'z') return {};
  zone.remove_suffix(1);
  return is_region_shaped(zone) ? zone : std::string_view();
}

void report(Span span, std::string_view region, const char* quote, std::string_view code, Findings& out) {
  if (region.empty() || is_region_shaped(region)) return;
  const std::string lower = lowered(region);
  const std::string_view meant = is_region_shaped(lower) ? std::string_view(lower) : region_of_zone(region);
  Finding& finding = out.add(span, "'" + std::string(region) + "' is no AWS region.");
  finding.label =
      meant.empty() ? "a region looks like 'eu-west-1'" : "did you mean '" + std::string(meant) + "'?";
  finding.help = "write the region's id";
  if (!code.empty()) finding.aliases = {code};
  if (meant.empty()) return;
  finding.edits = {{span, quote + std::string(meant) + quote}};
  finding.fix = FixKind::unsafe;
}

/// The region of an EKS ARN; a wildcard or a variable may be any.
void check_arn(const Str& text, Findings& out) {
  const std::size_t service = text.value.find(':', 4);  // behind `arn:` and the partition
  if (service == std::string_view::npos || !text.value.substr(service).starts_with(":eks:")) return;
  const std::optional<Arn> arn = parse_arn(text.value);
  if (!arn || arn->region.find_first_of("*?$") != std::string_view::npos || typed(text).unknown()) return;
  const std::size_t begin = static_cast<std::size_t>(arn->region.data() - text.value.data());
  report(part_of(text, begin, begin + arn->region.size()), arn->region, "", "INVALID_ARN_REGION", out);
}

/// `describe-cluster-missing` speaks of the clusters that this policy names.
bool misses_its_cluster(const World& world, const Policy& policy) {
  for (const Environment& environment : world.environments) {
    const Identity* platform = environment.platform;
    if (platform != nullptr && environment.step(StepId::describe).verdict == Verdict::refuted &&
        std::find(platform->policies.begin(), platform->policies.end(), &policy) != platform->policies.end())
      return true;
  }
  return false;
}

void check_policy(const World& world, const Policy& policy, Findings& out) {
  if (misses_its_cluster(world, policy)) return;
  for (const Statement& statement : policy.statements)
    for (const Str& resource : statement.resources) check_arn(resource, out);
}

void check(const World& world, Findings& out) {
  for (const ComputeEnvironment& ce : world.compute_environments) {
    if (ce.region.known()) report(ce.region.span, ce.region.value, "\"", "", out);
    const StrField configured = ce.nextflow.string("aws.region");
    if (configured.known()) report(configured.span, configured.value, "'", "", out);
  }
  for (const Cluster& cluster : world.clusters)
    if (cluster.arn.known()) check_arn({cluster.arn.value, cluster.arn.span}, out);
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
    .check_policy = check_policy,
};

}  // namespace celint
