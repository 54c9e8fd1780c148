#include <algorithm>

#include "check/finding.h"
#include "link/world.h"

namespace celint {
namespace {

bool same(const KubernetesUser& a, const KubernetesUser& b) {
  std::vector<std::string> left = a.groups;
  std::vector<std::string> right = b.groups;
  std::sort(left.begin(), left.end());
  std::sort(right.begin(), right.end());
  return a.username == b.username && left == right;
}

void report(const Environment& environment, const KubernetesUser& ignored, const std::string& why,
            Findings& out) {
  Finding& finding =
      out.add(ignored.entry != nullptr ? ignored.entry->arn.span : ignored.access_entry->principal_arn.span,
              "This mapping of the platform identity has no effect: " + why + ".");
  finding.notes = {{environment.cluster->authentication_mode.span, "the authentication mode of the cluster"}};
  if (environment.kubernetes_user)
    finding.notes.push_back({environment.kubernetes_user->span, "this mapping counts"});
  finding.help = "map it where the cluster looks";
}

void check(const World& world, Findings& out) {
  for (const Environment& environment : world.environments) {
    const auto& map = environment.aws_auth_user;
    const auto& entry = environment.access_entry_user;
    if (environment.cluster == nullptr) continue;
    if (environment.mode == "API" && map)
      report(environment, *map, "a cluster in mode API does not read aws-auth", out);
    if (environment.mode == "CONFIG_MAP" && entry)
      report(environment, *entry, "a cluster in mode CONFIG_MAP does not look at access entries", out);
    if (environment.mode == "API_AND_CONFIG_MAP" && map && entry && !same(*map, *entry))
      report(environment, *map, "the access entry of the same principal wins, and the two are not merged",
             out);
  }
}

}  // namespace

extern const Rule mapping_ignored{
    .id = "mapping-ignored",
    .summary = "A mapping of the platform identity has no effect in the authentication mode of the cluster.",
    .severity = Severity::warning,
    .confidence = Confidence::high,
    .audience = Audience::everyone,
    .security_severity = "",
    .steps = {StepId::authenticate},
    .fix = FixKind::none,
    .check = check,
};

}  // namespace celint
