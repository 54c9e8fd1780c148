#include <algorithm>

#include "check/finding.h"
#include "link/rbac.h"
#include "link/rbac_resources.h"
#include "link/world.h"

namespace celint {
namespace {

bool names_or_all(std::span<const Str> values, std::string_view wanted) {
  return std::any_of(values.begin(), values.end(),
                     [wanted](const Str& value) { return value.value == wanted || value.value == "*"; });
}

bool serves(const RbacRule& rule, std::string_view resource) {
  const ApiResource* known = find_api_resource(resource);
  return known == nullptr ||
         std::any_of(known->groups.begin(), known->groups.end(),
                     [&](std::string_view group) { return names_or_all(rule.api_groups, group); });
}

/// Another rule of the role grants it under the right group.
bool granted_rightly(const RbacRole& role, std::string_view resource) {
  return std::any_of(role.rules.begin(), role.rules.end(), [resource](const RbacRule& rule) {
    return names_or_all(rule.resources, resource) && serves(rule, resource);
  });
}

std::string quoted_groups(const RbacRule& rule) {
  std::string text;
  for (const Str& group : rule.api_groups)
    text += (text.empty() ? "'" : ", '") + std::string(group.value) + "'";
  return text;
}

/// One group for all resources of the rule: then the group is the slip.
std::string only_right_group(const RbacRule& rule) {
  std::string only;
  for (const Str& resource : rule.resources) {
    const std::string_view right = right_group(rule, resource.value);
    if (right.empty() || (!only.empty() && only != right)) return {};
    only = right;
  }
  return rule.api_groups.size() == 1 ? only : std::string();
}

/// The resources of the rule that belong to this group and not to those named.
std::vector<std::size_t> resources_of(const RbacRule& rule, std::string_view group) {
  std::vector<std::size_t> result;
  for (std::size_t i = 0; i < rule.resources.size(); ++i)
    if (right_group(rule, rule.resources[i].value) == group) result.push_back(i);
  return result;
}

void check_rule(const World& world, const RbacRole& role, const RbacRule& rule, Findings& out) {
  for (const Str& resource : rule.resources) {
    const std::string_view right = right_group(rule, resource.value);
    if (right.empty() || granted_rightly(role, resource.value)) continue;
    const std::string name = right == "core" ? "the core group ''" : "'" + std::string(right) + "'";
    Finding& finding =
        out.add(resource.span, "'" + std::string(resource.value) + "' belongs to " + name + " and not to " +
                                   quoted_groups(rule) + ", so this rule grants nothing on it.");
    finding.notes = {{rule.api_groups.front().span, "the group that lacks it"}};
    finding.help = "give it a rule of its own with apiGroups [" +
                   (right == "core" ? std::string("\"\"") : std::string(right)) + "]";
    if (only_right_group(rule).empty()) {
      finding.offer(FixKind::safe,
                    in_own_rule(world, rule, resources_of(rule, right), right == "core" ? "" : right));
      continue;
    }
    finding.edits = {
        {rule.api_groups.front().span, right == "core" ? "\"\"" : "\"" + std::string(right) + "\""}};
    finding.fix = FixKind::safe;
  }
}

/// `pod`, `Pods`: a name that none of the rule's groups has.
void check_names(const RbacRule& rule, Findings& out) {
  const bool closed = std::all_of(rule.api_groups.begin(), rule.api_groups.end(),
                                  [](const Str& group) { return holds_no_custom_resource(group.value); });
  for (const Str& resource : rule.resources) {
    const ApiResource* meant = meant_api_resource(resource.value);
    if (!closed || meant == nullptr || !serves(rule, meant->name)) continue;
    const std::size_t end = std::min(resource.value.find('/'), resource.value.size());
    Finding& finding =
        out.add(resource.span, "There is no resource '" + std::string(resource.value.substr(0, end)) +
                                   "', so this rule grants nothing on it.");
    finding.help = "write '" + std::string(meant->name) + "': the plural, in small letters";
    finding.offer(FixKind::unsafe, {{part_of(resource, 0, end), std::string(meant->name)}});
  }
}

void check(const World& world, Findings& out) {
  for (const RbacRole& role : world.roles)
    for (const RbacRule& rule : role.rules) {
      check_rule(world, role, rule, out);
      check_names(rule, out);
    }
}

}  // namespace

extern const Rule wrong_api_group{
    .id = "wrong-api-group",
    .summary = "A rule names a resource under an API group that lacks it, so it grants nothing.",
    .severity = Severity::error,
    .confidence = Confidence::high,
    .audience = Audience::everyone,
    .security_severity = "",
    .steps = {StepId::head_account, StepId::authorise},
    .fix = FixKind::safe,
    .check = check,
};

}  // namespace celint
