// Conditions put into a policy, and operators replaced.
#include <algorithm>

#include "link/policy_edit.h"
#include "link/policy_layout.h"

namespace celint {
namespace {

std::string block(const Restriction& condition, const Layout& layout, const std::string& indent) {
  const std::string values = values_text(condition.values, layout, indent + layout.unit);
  return enclosed('{', {member(condition.key, values)}, '}', layout, indent);
}

/// The condition as a whole Condition element behind the last of Action and Resource.
Edit element(const Statement& statement, const Restriction& condition, const Layout& layout,
             const std::string& indent) {
  const Span after = statement.has_resource && statement.resources_span.end > statement.actions_span.end
                         ? statement.resources_span
                         : statement.actions_span;
  const std::string operators = enclosed(
      '{', {member(condition.op, block(condition, layout, indent + layout.unit))}, '}', layout, indent);
  return insertion(after.source, after.end,
                   "," + (layout.lines ? "\n" + indent : std::string(" ")) + member("Condition", operators));
}

}  // namespace

std::vector<std::string> subjects_of(const World& world, const Policy& trust) {
  std::vector<std::string> subjects;
  for (const RoleUse& use : world.role_uses) {
    if (use.role->trust != &trust) continue;
    if (use.ns.empty() || !use.account->meta.name.known()) return {};
    subjects.push_back("system:serviceaccount:" + use.ns + ":" + std::string(use.account->meta.name.value));
  }
  return subjects;
}

std::vector<Edit> with_condition(const World& world, const Policy& policy, const Statement& statement,
                                 const Restriction& condition) {
  if (!is_editable(policy) || is_yaml(policy)) return {};
  const Layout layout = layout_of(world, policy);
  if (statement.conditions.empty())
    return {element(statement, condition, layout, indent_at(world, statement.actions_span))};
  for (const Condition& other : statement.conditions)
    if (other.op.value == condition.op) {
      const std::string indent = indent_at(world, other.key.span);
      const std::string gap = layout.lines ? "\n" + indent : std::string(" ");
      return {insertion(other.values_span.source, other.values_span.end,
                        "," + gap + member(condition.key, values_text(condition.values, layout, indent)))};
    }
  const Span before = statement.conditions.front().op.span;
  const std::string indent = indent_at(world, before);
  return {insertion(before.source, before.begin,
                    member(condition.op, block(condition, layout, indent)) + "," +
                        (layout.lines ? "\n" + indent : std::string(" ")))};
}

std::vector<Edit> with_operator(const Policy& policy, const Statement& statement, const Condition& condition,
                                std::string_view op) {
  const bool taken = std::any_of(statement.conditions.begin(), statement.conditions.end(),
                                 [op](const Condition& other) { return other.op.value == op; });
  if (taken || !is_editable(policy)) return {};
  return {rewritten(condition.op, op)};
}

}  // namespace celint
