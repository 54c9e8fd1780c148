#include <algorithm>

#include "check/finding.h"
#include "link/rbac_resources.h"
#include "link/value_edit.h"
#include "link/world.h"

namespace celint {
namespace {

bool is_inert_subresource(std::string_view resource) {
  const std::size_t slash = resource.find('/');
  const ApiResource* known = find_api_resource(resource);
  if (slash == std::string_view::npos || known == nullptr) return false;
  const std::string_view sub = resource.substr(slash + 1);
  return sub != "*" &&
         std::find(known->subresources.begin(), known->subresources.end(), sub) == known->subresources.end();
}

/// All resources of the rule are built in, and none is of this group.
bool is_inert_group(const RbacRule& rule, std::string_view group) {
  if (!holds_no_custom_resource(group) || rule.resources.empty()) return false;
  return std::all_of(rule.resources.begin(), rule.resources.end(), [group](const Str& resource) {
    const ApiResource* known = find_api_resource(resource.value);
    return known != nullptr &&
           std::find(known->groups.begin(), known->groups.end(), group) == known->groups.end();
  });
}

void report(std::span<const Str> list, const Str& part, const std::string& why, Findings& out) {
  Finding& finding =
      out.add(part.span, "'" + std::string(part.value) + "' " + why + ", so it never matches a request.");
  finding.help = "remove it";
  finding.offer(FixKind::safe, without_values(list, {static_cast<std::size_t>(&part - list.data())}));
}

void check_names(const RbacRule& rule, Findings& out) {
  if (rule.resource_names.empty()) return;
  for (const Str& verb : rule.verbs)
    if (verb.value == "create" || verb.value == "deletecollection")
      out.add(verb.span,
              "'" + std::string(verb.value) +
                  "' never matches in a rule with resourceNames: such a request has no name to compare.")
          .help = "give it a rule without resourceNames";
}

void check_rule(const RbacRule& rule, Findings& out) {
  for (const Str& resource : rule.resources)
    if (is_inert_subresource(resource.value)) report(rule.resources, resource, "is no subresource", out);
  if (!rule.resources.empty())
    for (const Str& verb : rule.verbs)
      if (find_api_resource(rule.resources.front().value) != nullptr && !is_known_verb(verb.value))
        report(rule.verbs, verb, "is no verb of the API", out);
  if (rule.api_groups.size() > 1)
    for (const Str& group : rule.api_groups)
      if (is_inert_group(rule, group.value))
        report(rule.api_groups, group, "is a group that lacks all resources of this rule", out);
  check_names(rule, out);
}

void check(const World& world, Findings& out) {
  for (const RbacRole& role : world.roles)
    for (const RbacRule& rule : role.rules) check_rule(rule, out);
}

}  // namespace

extern const Rule inert_rbac_rule{
    .id = "inert-rbac-rule",
    .summary = "Part of a rule never matches a request.",
    .severity = Severity::note,
    .confidence = Confidence::high,
    .audience = Audience::pedantic,
    .security_severity = "",
    .steps = {},
    .fix = FixKind::safe,
    .check = check,
};

}  // namespace celint
