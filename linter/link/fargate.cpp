#include "link/fargate.h"

#include "access/glob.h"
#include "link/placement.h"
#include "model/pod_options.h"

namespace celint {
namespace {

constexpr std::string_view kLabel = "eks.amazonaws.com/compute-type";

/// `*` and `?` in a selector's namespace.
bool selects(const FargateProfile::Selector& selector, const std::string& ns) {
  return !selector.has_labels && selector.ns.known() && !ns.empty() &&
         matches(parse_glob(selector.ns.value), ns) == Truth::yes;
}

/// `k=v,k=v` or a map.
bool asks_for_fargate(const GroovyValue& selector) {
  if (const GroovyValue* value = selector.get(kLabel)) return value->text == "fargate";
  const std::string wanted = std::string(kLabel) + "=fargate";
  return selector.is_string() && ("," + selector.text + ",").find("," + wanted + ",") != std::string::npos;
}

}  // namespace

std::vector<FargateUse> fargate_uses(const World& world, const Environment& environment) {
  std::vector<FargateUse> uses;
  const std::string& ns = environment.compute.ns;
  for (const FargateProfile& profile : world.fargate_profiles) {
    if (!may_be_of_cluster(environment, profile.cluster_name, profile.arn)) continue;
    for (const FargateProfile::Selector& selector : profile.selectors)
      if (selects(selector, ns))
        uses.push_back({selector.ns.span, "The Fargate profile '" + std::string(profile.name.value) +
                                              "' takes all pods of namespace '" + ns + "'"});
  }
  for (const PodOption& option : pod_options(environment.ce->nextflow))
    if (option.shape == "nodeSelector" && asks_for_fargate(*option.map.get("nodeSelector")))
      uses.push_back({option.map.get("nodeSelector")->span, "A pod option sends tasks to Fargate"});
  return uses;
}

}  // namespace celint
