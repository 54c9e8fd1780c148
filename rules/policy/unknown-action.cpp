#include <algorithm>
#include <array>

#include "access/catalogue.h"
#include "check/finding.h"
#include "link/world.h"
#include "model/letters.h"

namespace celint {
namespace {

/// Services of the launch path: for these the data is checked closely enough to speak of an error.
bool is_launch_service(std::string_view service) {
  static constexpr std::array kServices{"eks", "s3", "sts", "kms", "iam"};
  return std::any_of(kServices.begin(), kServices.end(),
                     [service](const char* known) { return equal_ignoring_case(service, known); });
}

/// Names of API calls that people take for actions, and what those calls ask for
/// (https://docs.aws.amazon.com/AmazonS3/latest/API/, required permissions).
std::string_view known_trap(std::string_view action) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 6> kTraps{{
      {"s3:CopyObject", "s3:GetObject and s3:PutObject"},
      {"s3:HeadObject", "s3:GetObject"},
      {"s3:HeadBucket", "s3:ListBucket"},
      {"s3:ListObjects", "s3:ListBucket"},
      {"s3:ListObjectsV2", "s3:ListBucket"},
      {"s3:ListBuckets", "s3:ListAllMyBuckets"},
  }};
  for (const auto& [name, right] : kTraps)
    if (equal_ignoring_case(action, name)) return right;
  return {};
}

bool matches_nothing(std::string_view action) {
  if (catalogue().names_any(action)) return false;
  const std::size_t colon = action.find(':');
  if (colon == std::string_view::npos) return true;
  if (action.find_first_of(", \t:", colon + 1) != std::string_view::npos ||
      action.find_first_of(", \t") < colon)
    return true;
  return is_launch_service(action.substr(0, colon));
}

std::string advice(std::string_view action) {
  if (const std::string_view right = known_trap(action); !right.empty())
    return "the API call of this name asks for " + std::string(right);
  if (const std::string nearest = catalogue().nearest(action); !nearest.empty())
    return "did you mean " + nearest + "?";
  return "write service:Action, one action in each entry";
}

void check_action(const Statement& statement, Str action, Findings& out) {
  if (action.value == "*" || !matches_nothing(action.value) || typed(action).unknown()) return;
  const char* effect = statement.denies() ? "denies" : "grants";
  Finding& finding =
      out.add(action.span, "'" + std::string(action.value) + "' is no IAM action, so this entry " + effect +
                               " nothing (data of " + std::string(catalogue_date()) + ").");
  finding.help = advice(action.value);
  finding.aliases = {"INVALID_ACTION"};
}

void check(const World& world, Findings& out) {
  for (const Policy& policy : world.policies)
    for (const Statement& statement : policy.statements)
      for (const Str& action : statement.actions) check_action(statement, action, out);
}

}  // namespace

extern const Rule unknown_action{
    .id = "unknown-action",
    .summary = "A policy entry names an action that AWS does not have.",
    .severity = Severity::error,
    .confidence = Confidence::high,
    .audience = Audience::everyone,
    .security_severity = "",
    .steps = {},
    .fix = FixKind::unsafe,
    .check = check,
};

}  // namespace celint
