#include <array>

#include "check/finding.h"
#include "link/needs.h"
#include "link/policy_edit.h"
#include "link/world.h"

namespace celint {
namespace {

/// What stops working without a need of the table.
struct Loss {
  std::string_view need;
  std::string_view what;
  bool about_buckets;
};

constexpr std::array kLosses{
    Loss{"launch.list", "the form cannot list the clusters to choose from", false},
    Loss{"bucket.list", "the form and Data Explorer cannot list the buckets", true},
    Loss{"work.region", "Platform cannot check that the work bucket is in the region of the cluster", true},
};

bool is_missing(const Environment& environment, const Needed& needed) {
  for (const Asked& asked : ask(environment, *environment.platform, needed))
    if (asked.missing()) return true;
  return false;
}

void check_need(const World& world, const Environment& environment, const Needed& needed, const Loss& loss,
                Findings& out) {
  const ComputeEnvironment& ce = *environment.ce;
  const StrField& place = loss.about_buckets ? ce.work_dir : ce.cluster_name;
  if ((loss.about_buckets && !environment.work) || !is_missing(environment, needed)) return;
  const std::string action(needed.need->actions.front());
  Finding& finding = out.add(place.span, "The platform identity, " + title(*environment.platform) +
                                             ", may not " + action + ": " + std::string(loss.what) + ".");
  finding.label = "launches work without it";
  const std::string resource = needed.resources().front();
  finding.help = "allow " + action + " on '" + resource + "'";
  finding.offer(FixKind::unsafe, granted(world, *environment.platform, {{action}, {resource}}));
}

void check(const World& world, Findings& out) {
  for (const Environment& environment : world.environments) {
    if (environment.platform == nullptr || !environment.platform->complete) continue;
    for (const Needed& needed : needs_of(environment, NeedPrincipal::platform))
      for (const Loss& loss : kLosses)
        if (loss.need == needed.need->id) check_need(world, environment, needed, loss, out);
  }
}

}  // namespace

extern const Rule optional_permission_missing{
    .id = "optional-permission-missing",
    .summary = "The platform identity lacks a permission that a convenience of Platform uses.",
    .severity = Severity::note,
    .confidence = Confidence::high,
    .audience = Audience::pedantic,
    .security_severity = "",
    .steps = {},
    .fix = FixKind::unsafe,
    .check = check,
};

}  // namespace celint
