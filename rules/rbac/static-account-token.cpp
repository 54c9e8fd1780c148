#include <algorithm>
#include <array>

#include "check/finding.h"
#include "link/rbac.h"
#include "link/world.h"

namespace celint {
namespace {

/// Compute environments that log in to Kubernetes with such a token, or that do not say of which platform
/// they are. The API's words and the client's. https://docs.seqera.io/platform-cloud/compute-envs/k8s,
/// .../gke
bool may_use_token(const OtherPlatform& ce) {
  static constexpr std::array<std::string_view, 5> kWords{"k8s-platform", "gke-platform", "k8s", "gke", ""};
  return std::find(kWords.begin(), kWords.end(), ce.platform.value) != kWords.end();
}

bool is_launch_account(const World& world, const Secret& secret, const Environment*& found) {
  for (const Environment& environment : world.environments)
    for (const PodAccount* account : {&environment.head, &environment.compute})
      if (secret.service_account.known() && !account->name.empty() &&
          account->name == secret.service_account.value) {
        found = &environment;
        return true;
      }
  return false;
}

/// Whether the API server fills the Secret in depends on its namespace.
std::string issue(const World& world, const Secret& secret, const Environment& environment) {
  const std::string_view ns = namespace_of(world, secret.meta);
  if (ns.empty()) return " It names no namespace: whether a token is issued depends on the apply.";
  if (ns != environment.ns)
    return " It is in namespace '" + std::string(ns) + "' and the account is not, so no token is issued.";
  return " It never expires.";
}

void check(const World& world, Findings& out) {
  if (std::any_of(world.other_platforms.begin(), world.other_platforms.end(), may_use_token)) return;
  for (const Secret& secret : world.secrets) {
    const Environment* environment = nullptr;
    if (!secret.type.known() || secret.type.value != "kubernetes.io/service-account-token" ||
        !is_launch_account(world, secret, environment))
      continue;
    Finding& finding = out.add(
        secret.service_account.span,
        "This Secret asks for a static token of account '" + std::string(secret.service_account.value) +
            "', which a compute environment on EKS does not use." + issue(world, secret, *environment));
    finding.notes = {{environment->ce->cluster_name.span, "reaches Kubernetes through IAM"}};
    finding.help = "delete the Secret";
  }
}

}  // namespace

extern const Rule static_account_token{
    .id = "static-account-token",
    .summary = "A Secret holds a token without end for an account of the launch path.",
    .severity = Severity::warning,
    .confidence = Confidence::medium,
    .audience = Audience::everyone,
    .security_severity = "5.0",
    .steps = {},
    .fix = FixKind::none,
    .check = check,
};

}  // namespace celint
