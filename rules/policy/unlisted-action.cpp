
#include "access/arn.h"
#include "access/arn_fault.h"
#include "access/catalogue.h"
#include "access/glob.h"
#include "access/unlisted.h"
#include "check/finding.h"
#include "link/world.h"

namespace celint {
namespace {

/// As services are written in ARNs; other text has rules of its own.
bool is_plain_name(std::string_view service) {
  return !service.empty() &&
         service.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-.") == std::string_view::npos;
}

/// What is wrong with an entry; nothing if the data knows it, or if `unknown-action` judges it.
struct Judgement {
  std::string message;
  std::string_view code;  ///< Access Analyzer's; it goes on to know actions for a while.
};

std::optional<Judgement> judge(std::string_view action) {
  if (catalogue().names_any(action)) return std::nullopt;
  const std::size_t colon = action.find(':');
  if (colon == std::string_view::npos || action.find_first_of(", \t:", colon + 1) != std::string_view::npos ||
      action.find_first_of(", \t") < colon)
    return std::nullopt;
  const std::string_view service = action.substr(0, colon);
  if (is_launch_service(service) || is_unlisted_service(service)) return std::nullopt;
  const std::string name = "'" + std::string(action) + "'";
  if (has_wildcard(service))
    return Judgement{"The service of " + name + " holds a wildcard, which IAM refuses.",
                     "WILDCARD_IN_SERVICE_NAME"};
  const std::string none = "No action matches " + name + " in the data of " + std::string(catalogue_date());
  if (const std::string_view date = last_listed(action); !date.empty())
    return Judgement{none + "; that of " + std::string(date) + " still listed it.", {}};
  return Judgement{none + ".",
                   catalogue().has_service(service) ? "INVALID_ACTION" : "INVALID_SERVICE_IN_ACTION"};
}

void check_action(Str action, Findings& out) {
  const std::optional<Judgement> found = judge(action.value);
  if (!found || typed(action).unknown()) return;
  Finding& finding = out.add(action.span, found->message);
  const std::string nearest = catalogue().nearest(action.value);
  finding.help = nearest.empty() ? "check the name, or leave it if AWS has added or retired it since"
                                 : "did you mean " + nearest + "?";
  if (!found->code.empty()) finding.aliases = {found->code};
}

/// An ARN of a service that the data does not know: whoever has such resources, it is not under this name.
void check_resource(Str resource, Findings& out) {
  const std::optional<Arn> arn = parse_arn(resource.value);
  if (!arn || has_arns(arn->service) || !is_plain_name(arn->service) ||
      catalogue().has_service(arn->service) || is_unlisted_service(arn->service) || typed(resource).unknown())
    return;
  Finding& finding = out.add(
      part_of(resource, 4 + arn->partition.size() + 1, 4 + arn->partition.size() + 1 + arn->service.size()),
      "No service has ARNs of '" + std::string(arn->service) + "' in the data of " +
          std::string(catalogue_date()) + ".");
  finding.help = "check the name, or leave it if AWS has added the service since";
  finding.aliases = {"INVALID_SERVICE"};
}

void check_resources(const World& /*world*/, const Policy& policy, Findings& out) {
  for (const Statement& statement : policy.statements)
    for (const Str& resource : statement.resources) check_resource(resource, out);
}

void check_actions(const World& /*world*/, const Policy& /*policy*/, const Statement& statement,
                   Findings& out) {
  for (const Str& action : statement.actions) check_action(action, out);
}

}  // namespace

extern const Rule unlisted_action{
    .id = "unlisted-action",
    .summary = "A policy names an action or a service that the data of this release lacks.",
    .severity = Severity::warning,
    .confidence = Confidence::medium,
    .audience = Audience::everyone,
    .security_severity = "",
    .steps = {},
    .fix = FixKind::none,
    .check_policy = check_resources,
    .check_statement = check_actions,
    .concerns = kUnlisted,
};

}  // namespace celint
