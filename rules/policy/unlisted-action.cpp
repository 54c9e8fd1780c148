#include <algorithm>
#include <array>

#include "access/catalogue.h"
#include "check/finding.h"
#include "link/world.h"
#include "read/letters.h"

namespace celint {
namespace {

/// Those `unknown-action` judges.
bool is_launch_service(std::string_view service) {
  static constexpr std::array kServices{"eks", "s3", "sts", "kms", "iam"};
  return std::any_of(kServices.begin(), kServices.end(),
                     [service](const char* known) { return equal_ignoring_case(service, known); });
}

/// Services, and actions of others, that the reference does not list (retired, or behind a console only)
/// though AWS's own managed policies name them and its validation accepts them.
bool is_known_unlisted(std::string_view action) {
  static constexpr std::array kNames{"awsssooidc",
                                     "catalog-admin",
                                     "catalog-user",
                                     "crowd",
                                     "deepcomposer",
                                     "deeplens",
                                     "deepracer",
                                     "gamesparks",
                                     "iot1click",
                                     "iotthingsgraph",
                                     "mobilehub",
                                     "sumerian",
                                     "zocalo",
                                     "sagemaker-groundtruth-synthetic",
                                     "servicecatalog:AccountLevelDescribeRecord",
                                     "servicecatalog:AccountLevelListRecordHistory",
                                     "servicecatalog:AccountLevelScanProvisionedProducts",
                                     "servicecatalog:GetTagOptionMigrationStatus"};
  const std::string_view service = action.substr(0, action.find(':'));
  return std::any_of(kNames.begin(), kNames.end(), [&](const char* name) {
    return equal_ignoring_case(service, name) || equal_ignoring_case(action, name);
  });
}

/// Access Analyzer's code for an entry that the data does not know; empty for one that it knows, or that
/// `unknown-action` judges.
std::string_view code(std::string_view action) {
  if (catalogue().names_any(action)) return {};
  const std::size_t colon = action.find(':');
  if (colon == std::string_view::npos || action.find_first_of(", \t:", colon + 1) != std::string_view::npos ||
      action.find_first_of(", \t") < colon)
    return {};
  const std::string_view service = action.substr(0, colon);
  if (is_launch_service(service) || is_known_unlisted(action)) return {};
  if (service.find_first_of("*?") != std::string_view::npos) return "WILDCARD_IN_SERVICE_NAME";
  return catalogue().has_service(service) ? "INVALID_ACTION" : "INVALID_SERVICE_IN_ACTION";
}

void check_action(Str action, Findings& out) {
  const std::string_view found = code(action.value);
  if (found.empty() || typed(action).unknown()) return;
  const std::string name = "'" + std::string(action.value) + "'";
  const std::string date = "the data of " + std::string(catalogue_date());
  Finding& finding =
      out.add(action.span, found == "WILDCARD_IN_SERVICE_NAME"
                               ? "The service of " + name + " holds a wildcard, which IAM refuses."
                               : "No action matches " + name + " in " + date + ".");
  const std::string nearest = catalogue().nearest(action.value);
  finding.help = nearest.empty() ? "check the name, or leave it if AWS has added or retired it since"
                                 : "did you mean " + nearest + "?";
  finding.aliases = {found};
}

void check(const World& world, Findings& out) {
  for (const Policy& policy : world.policies)
    for (const Statement& statement : policy.statements)
      for (const Str& action : statement.actions) check_action(action, out);
}

}  // namespace

extern const Rule unlisted_action{
    .id = "unlisted-action",
    .summary = "A policy entry names an action that the data of this release lacks.",
    .severity = Severity::warning,
    .confidence = Confidence::medium,
    .audience = Audience::everyone,
    .security_severity = "",
    .steps = {},
    .fix = FixKind::none,
    .check = check,
};

}  // namespace celint
