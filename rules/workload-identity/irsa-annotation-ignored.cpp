#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>

#include "check/finding.h"
#include "link/world.h"

namespace celint {
namespace {

constexpr std::string_view kRoleArn = "eks.amazonaws.com/role-arn";

/// Without case, `-`, `_` and `.`.
std::string plain(std::string_view text) {
  std::string letters;
  for (const char c : text)
    if (std::isalnum(static_cast<unsigned char>(c)) != 0)
      letters += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return letters;
}

/// Meant as the role annotation, and read by nobody. `iam.amazonaws.com/role` is that of tools for pods.
bool is_near_miss(std::string_view key) {
  if (key == kRoleArn) return false;
  const std::size_t slash = std::min(key.find('/'), key.size());
  const std::string host = plain(key.substr(0, slash));
  const bool eks = host == "eksamazonawscom" || host == "eksamazoncom";
  return (eks && plain(key.substr(slash)) == "rolearn") || key == "iam.amazonaws.com/role";
}

void check_key(const ServiceAccount& account, const Annotation& entry, Findings& out) {
  if (!is_near_miss(entry.key.value)) return;
  Finding& finding = out.add(entry.key.span, "The webhook does not read '" + std::string(entry.key.value) +
                                                 "', so the pods of this service account get no role by it.");
  finding.label = "expected '" + std::string(kRoleArn) + "'";
  finding.help = "rename the annotation to " + std::string(kRoleArn);
  if (!account.role_arn.absent() || !entry.value.known() || !entry.value.value.starts_with("arn:")) return;
  finding.edits = {{part_of(entry.key, 0, entry.key.value.size()), std::string(kRoleArn)}};
  finding.fix = FixKind::safe;
}

/// https://pkg.go.dev/strconv#ParseBool
bool is_go_bool(std::string_view text) {
  static constexpr std::array<std::string_view, 12> kWords{"1", "t", "T", "TRUE",  "true",  "True",
                                                           "0", "f", "F", "FALSE", "false", "False"};
  return std::find(kWords.begin(), kWords.end(), text) != kWords.end();
}

/// Seconds that the webhook takes as written: it raises less than 600, EKS grants no more than 86400.
bool is_token_lifetime(std::string_view text) {
  int seconds = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
  return error == std::errc{} && end == text.data() + text.size() && seconds >= 600 && seconds <= 86400;
}

void check_value(const Annotation& entry, Findings& out) {
  if (!entry.value.known()) return;
  const std::string_view value = entry.value.value;
  const bool endpoints = entry.key.value == "eks.amazonaws.com/sts-regional-endpoints" && !is_go_bool(value);
  const bool lifetime = entry.key.value == "eks.amazonaws.com/token-expiration" && !is_token_lifetime(value);
  if (!endpoints && !lifetime) return;
  Finding& finding = out.add(entry.value.span, "The webhook does not take '" + std::string(value) + "' as '" +
                                                   std::string(entry.key.value) + "' says it.");
  finding.label = endpoints ? "expected true or false" : "expected seconds from 600 to 86400";
}

void check_misplaced(std::span<const Annotation> entries, const char* where, Findings& out) {
  for (const Annotation& entry : entries) {
    if (entry.key.value != kRoleArn) continue;
    Finding& finding = out.add(entry.key.span, std::string("The webhook reads '") + std::string(kRoleArn) +
                                                   "' as an annotation of a ServiceAccount only: " + where +
                                                   " it does nothing.");
    finding.help = "annotate the ServiceAccount of the pods";
  }
}

void check(const World& world, Findings& out) {
  for (const ServiceAccount& account : world.service_accounts) {
    for (const Annotation& entry : account.annotations) {
      check_key(account, entry, out);
      check_value(entry, out);
    }
    check_misplaced(account.labels, "as a label", out);
  }
  for (const Workload& workload : world.workloads) {
    check_misplaced(workload.annotations, "on a workload", out);
    check_misplaced(workload.labels, "on a workload", out);
    check_misplaced(workload.pod_annotations, "on a pod", out);
    check_misplaced(workload.pod_labels, "on a pod", out);
  }
}

}  // namespace

extern const Rule irsa_annotation_ignored{
    .id = "irsa-annotation-ignored",
    .summary = "An annotation is meant to give pods a role, and the webhook does not read it.",
    .severity = Severity::warning,
    .confidence = Confidence::high,
    .audience = Audience::everyone,
    .security_severity = "",
    .steps = {StepId::head_role, StepId::compute_role},
    .fix = FixKind::safe,
    .check = check,
};

}  // namespace celint
