#include "check/finding.h"
#include "link/world.h"

namespace celint {
namespace {

constexpr std::string_view kCloudAccount = "161471496260";

/// The trust of the platform role admits Seqera Cloud, or celint.yaml says so.
bool is_cloud(const World& world, const Environment& environment) {
  if (world.settings.edition != Edition::unknown) return world.settings.edition == Edition::cloud;
  if (environment.platform == nullptr || environment.platform->trust == nullptr) return false;
  for (const Statement& statement : environment.platform->trust->statements)
    for (const Principal& principal : statement.principals)
      if (principal.value.value.find(kCloudAccount) != std::string_view::npos) return true;
  return false;
}

void check(const World& world, Findings& out) {
  for (const Environment& environment : world.environments) {
    const Cluster* cluster = environment.cluster;
    if (cluster == nullptr || !cluster->endpoint_public.known() || cluster->endpoint_public.value) continue;
    if (!is_cloud(world, environment)) continue;
    Finding& finding = out.add(cluster->endpoint_public.span,
                               "The API endpoint of cluster '" + std::string(cluster->name.value) +
                                   "' is private, and Seqera Cloud reaches it from outside its network.");
    finding.notes = {{environment.ce->cluster_name.span, "the compute environment that uses it"}};
    finding.help = "turn public access on, limited to Seqera's addresses, or connect the network";
  }
}

}  // namespace

extern const Rule private_endpoint_with_cloud{
    .id = "private-endpoint-with-cloud",
    .summary = "Seqera Cloud cannot reach a cluster without a public endpoint.",
    .severity = Severity::warning,
    .confidence = Confidence::medium,
    .audience = Audience::everyone,
    .security_severity = "",
    .steps = {StepId::authenticate},
    .fix = FixKind::none,
    .check = check,
};

}  // namespace celint
