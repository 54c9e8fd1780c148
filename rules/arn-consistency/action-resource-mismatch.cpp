#include <algorithm>

#include "access/action_traits.h"
#include "access/arn.h"
#include "access/resource_template.h"
#include "access/statement.h"
#include "check/finding.h"
#include "link/policy_edit.h"
#include "link/world.h"
#include "read/letters.h"

namespace celint {
namespace {

bool fits(const std::vector<ResourceType>& types, const Str& resource) {
  const std::optional<Arn> arn = parse_arn(resource.value);
  if (!arn || typed(resource).unknown()) return true;
  std::optional<Glob> part;
  return std::any_of(types.begin(), types.end(),
                     [&](const ResourceType& type) { return can_have_form(arn_form(type.arn), *arn, part); });
}

/// Why the action meets no resource of the statement; empty if it may meet one. In S3
/// bucket-action-on-object-arn and its like say more.
std::string mismatch(const Policy& policy, const Statement& statement, std::string_view action) {
  const auto id = catalogue().find(action);
  if (!id || (traits_of(*id) & kNeeded) == 0 || equal_ignoring_case(action, "sts:GetCallerIdentity"))
    return {};
  const std::vector<ResourceType> types = catalogue().resource_types(*id);
  const auto name = [&id] { return catalogue().full_name(*id); };
  if (types.empty()) {
    // The catalogue lags: patterns in policies that AWS publishes are left alone.
    const bool literal = std::none_of(
        statement.resources.begin(), statement.resources.end(),
        [](const Str& resource) { return resource.value.find_first_of("*?") != std::string_view::npos; });
    const bool met = !literal || matches_resource(policy, statement, {name(), "*"}, {}) != Truth::no;
    return met ? std::string() : name() + " knows no resources and needs '*'";
  }
  const bool met = std::any_of(statement.resources.begin(), statement.resources.end(),
                               [&types](const Str& resource) { return fits(types, resource); });
  return met ? std::string()
             : name() + " acts on a " + std::string(types.front().name) + ", which no resource here is";
}

/// A statement of its own on `*` for actions that know no resource.
std::vector<Edit> edits(const World& world, const Policy& policy, const Statement& statement,
                        std::size_t index) {
  const Str& action = statement.actions[index];
  const auto id = catalogue().find(action.value);
  if (!id || !catalogue().resource_types(*id).empty() || !statement.allows() || !statement.conditions.empty())
    return {};
  if (statement.actions.size() == 1) return with_all_values(world, policy, statement.resources_span, {"*"});
  std::vector<Edit> result = with_statement(world, policy, {{}, {}, {std::string(action.value)}, {"*"}});
  if (result.empty()) return {};
  for (Edit& edit : without_values(statement.actions, {index})) result.push_back(std::move(edit));
  return result;
}

void check(const World& world, const Policy& policy, const Statement& statement, Findings& out) {
  const auto is_everything = [](const Str& resource) { return resource.value == "*"; };
  if (policy.kind != PolicyKind::identity || statement.not_action || statement.not_resource ||
      statement.resources.empty() ||
      std::any_of(statement.resources.begin(), statement.resources.end(), is_everything))
    return;
  for (std::size_t i = 0; i < statement.actions.size(); ++i) {
    const Str& action = statement.actions[i];
    const std::string reason = mismatch(policy, statement, action.value);
    if (reason.empty()) continue;
    Finding& finding =
        out.add(action.span, "This entry " + std::string(statement.denies() ? "denies" : "grants") +
                                 " nothing: " + reason + ".");
    finding.label = "never met";
    for (const Str& resource : statement.resources)
      finding.notes.push_back({resource.span, "not a resource of it"});
    finding.offer(FixKind::unsafe, edits(world, policy, statement, i));
    finding.help = "move the action into a statement of its own, on resources that it acts on";
  }
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
    .check_statement = check,
    .concerns = kNeeded,
};

}  // namespace celint
