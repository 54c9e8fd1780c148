#include <algorithm>
#include <optional>
#include <string>

#include "access/arn.h"
#include "check/finding.h"
#include "link/world.h"

namespace celint {
namespace {

bool is_one_of(char c, std::string_view more) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || more.find(c) != std::string_view::npos;
}

/// RFC 1123: lower case, digits and `-`, a letter or digit at both ends; a subdomain has dots too.
bool is_dns_name(std::string_view name, std::size_t longest, std::string_view marks) {
  if (name.empty() || name.size() > longest) return name.empty();
  const auto fits = [&](char c) { return is_one_of(c, marks); };
  return std::all_of(name.begin(), name.end(), fits) && is_one_of(name.front(), "") &&
         is_one_of(name.back(), "");
}

bool is_cluster_name(std::string_view name) {
  constexpr std::string_view kCapitals = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  const auto fits = [&](char c) { return is_one_of(c, "-_") || kCapitals.find(c) != std::string_view::npos; };
  if (name.empty()) return true;
  return name.size() <= 100 && name.front() != '-' && name.front() != '_' &&
         std::all_of(name.begin(), name.end(), fits);
}

Finding& report(const StrField& field, const std::string& what, const std::string& form, Findings& out) {
  Finding& finding =
      out.add(field.span, "'" + std::string(field.value) + "' cannot be the name of a " + what + ".");
  finding.label = form;
  finding.help = "write the name that the " + what + " has";
  return finding;
}

void check_cluster(const StrField& field, Findings& out) {
  if (!field.known() || is_cluster_name(field.value)) return;
  const std::optional<Arn> arn = parse_arn(field.value);
  Finding& finding =
      report(field, "cluster", arn ? "the name, not the ARN" : "letters, digits, - and _, up to 100", out);
  constexpr std::string_view kCluster = "cluster/";
  if (!arn || !arn->resource.starts_with(kCluster)) return;
  finding.edits = {{field.span, "\"" + std::string(arn->resource.substr(kCluster.size())) + "\""}};
  finding.fix = FixKind::safe;
}

void check_dns(const StrField& field, const std::string& what, bool label, Findings& out) {
  if (!field.known() || is_dns_name(field.value, label ? 63 : 253, label ? "-" : "-.")) return;
  report(field, what,
         label ? "lower case letters, digits and -, up to 63" : "lower case letters, digits, - and .", out);
}

void check(const World& world, Findings& out) {
  for (const ComputeEnvironment& ce : world.compute_environments) {
    check_cluster(ce.cluster_name, out);
    check_dns(ce.ns, "namespace", true, out);
    check_dns(ce.head_service_account, "service account", false, out);
    check_dns(ce.compute_service_account, "service account", false, out);
    check_dns(ce.storage_claim_name, "claim", false, out);
  }
}

}  // namespace

extern const Rule invalid_resource_name{
    .id = "invalid-resource-name",
    .summary = "A cluster, namespace, account or claim name is one that AWS or Kubernetes refuses.",
    .severity = Severity::error,
    .confidence = Confidence::high,
    .audience = Audience::everyone,
    .security_severity = "",
    .steps = {},
    .fix = FixKind::safe,
    .check = check,
};

}  // namespace celint
