#include <algorithm>

#include "access/arn.h"
#include "access/catalogue.h"
#include "access/glob_search.h"
#include "access/need.h"
#include "access/resource_template.h"
#include "access/statement.h"
#include "check/finding.h"
#include "link/world.h"
#include "model/letters.h"

namespace celint {
namespace {

bool is_in_table(std::string_view action) {
  return std::any_of(needs().begin(), needs().end(), [action](const Need& need) {
    return std::any_of(need.actions.begin(), need.actions.end(),
                       [action](std::string_view one) { return equal_ignoring_case(one, action); });
  });
}

bool fits(const std::vector<ResourceType>& types, const Str& resource) {
  if (resource.value == "*" || typed(resource).unknown() || !parse_arn(resource.value)) return true;
  const Glob written = parse_arn_glob(resource.value);
  return std::any_of(types.begin(), types.end(), [&written](const ResourceType& type) {
    return find_common(resource_template(type.arn, {}), written).result != GlobSearch::Result::none;
  });
}

/// Why the action meets no resource of the statement; empty if it may meet one.
std::string mismatch(const Policy& policy, const Statement& statement, std::string_view action) {
  const auto id = catalogue().find(action);
  if (!id || !is_in_table(action) || equal_ignoring_case(action, "sts:GetCallerIdentity")) return {};
  const std::vector<ResourceType> types = catalogue().resource_types(*id);
  const std::string name = catalogue().full_name(*id);
  if (types.empty()) {
    // The catalogue lags: patterns in policies that AWS publishes are left alone.
    const bool literal = std::none_of(
        statement.resources.begin(), statement.resources.end(),
        [](const Str& resource) { return resource.value.find_first_of("*?") != std::string_view::npos; });
    const bool met = !literal || matches_resource(policy, statement, {name, "*"}, {}) != Truth::no;
    return met ? std::string() : name + " knows no resources and needs '*'";
  }
  const bool s3 = catalogue().service(*id) == "s3";
  const bool met = std::any_of(statement.resources.begin(), statement.resources.end(),
                               [&types](const Str& resource) { return fits(types, resource); });
  return met || s3 ? std::string()
                   : name + " acts on a " + std::string(types.front().name) + ", which no resource here is";
}

void check_statement(const Policy& policy, const Statement& statement, Findings& out) {
  if (statement.not_action || statement.not_resource || statement.resources.empty()) return;
  for (const Str& action : statement.actions) {
    const std::string reason = mismatch(policy, statement, action.value);
    if (reason.empty()) continue;
    Finding& finding =
        out.add(action.span, "This entry " + std::string(statement.denies() ? "denies" : "grants") +
                                 " nothing: " + reason + ".");
    finding.label = "never met";
    for (const Str& resource : statement.resources)
      finding.notes.push_back({resource.span, "not a resource of it"});
    finding.help = "move the action into a statement of its own, on resources that it acts on";
  }
}

void check(const World& world, Findings& out) {
  for (const Policy& policy : world.policies)
    if (policy.kind == PolicyKind::identity)
      for (const Statement& statement : policy.statements) check_statement(policy, statement, out);
}

}  // namespace

extern const Rule action_resource_mismatch{
    .id = "action-resource-mismatch",
    .summary = "An action is granted on resources that it never meets.",
    .severity = Severity::error,
    .confidence = Confidence::high,
    .audience = Audience::everyone,
    .security_severity = "",
    .steps = {},
    .fix = FixKind::unsafe,
    .check = check,
};

}  // namespace celint
