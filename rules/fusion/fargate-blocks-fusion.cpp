#include <string>

#include "access/glob.h"
#include "check/finding.h"
#include "link/world.h"
#include "model/pod_options.h"

namespace celint {
namespace {

constexpr std::string_view kLabel = "eks.amazonaws.com/compute-type";

/// `*` and `?` in a selector's namespace.
bool selects(const FargateProfile::Selector& selector, const std::string& ns) {
  return !selector.has_labels && selector.ns.known() &&
         matches(parse_glob(selector.ns.value), ns) == Truth::yes;
}

void report(const Environment& environment, Span span, const std::string& what, Findings& out) {
  Finding& finding =
      out.add(span, what + ", and the task pods of Fusion are privileged: Fargate refuses them.");
  finding.label = "Fargate";
  finding.notes = {{environment.ce->fusion.span, "Fusion is on"}};
  finding.help = "run tasks on nodes: give Fargate another namespace, or its pods a label";
}

void check_profiles(const World& world, const Environment& environment, Findings& out) {
  for (const FargateProfile& profile : world.fargate_profiles) {
    const StrField& cluster = environment.ce->cluster_name;
    const bool other =
        cluster.known() && profile.cluster_name.known() && cluster.value != profile.cluster_name.value;
    if (other || environment.compute.ns.empty()) continue;
    for (const FargateProfile::Selector& selector : profile.selectors)
      if (selects(selector, environment.compute.ns))
        report(environment, selector.ns.span,
               "The Fargate profile '" + std::string(profile.name.value) + "' takes all pods of namespace '" +
                   environment.compute.ns + "'",
               out);
  }
}

/// `k=v,k=v` or a map.
bool asks_for_fargate(const GroovyValue& selector) {
  if (const GroovyValue* value = selector.get(kLabel)) return value->text == "fargate";
  const std::string wanted = std::string(kLabel) + "=fargate";
  return selector.is_string() && ("," + selector.text + ",").find("," + wanted + ",") != std::string::npos;
}

void check(const World& world, Findings& out) {
  for (const Environment& environment : world.environments) {
    if (!environment.has_privileged_pods()) continue;
    check_profiles(world, environment, out);
    for (const PodOption& option : pod_options(environment.ce->nextflow)) {
      if (option.shape != "nodeSelector") continue;
      const GroovyValue& selector = *option.map.get("nodeSelector");
      if (asks_for_fargate(selector))
        report(environment, selector.span, "A pod option sends tasks to Fargate", out);
    }
  }
}

}  // namespace

extern const Rule fargate_blocks_fusion{
    .id = "fargate-blocks-fusion",
    .summary = "The privileged pods of Fusion are to run on Fargate, which refuses them.",
    .severity = Severity::error,
    .confidence = Confidence::high,
    .audience = Audience::everyone,
    .security_severity = "",
    .steps = {StepId::storage},
    .fix = FixKind::none,
    .check = check,
};

}  // namespace celint
