// Rights put into a Role.
#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "link/rbac.h"
#include "link/value_edit.h"

namespace celint {
namespace {

std::string list(const std::vector<std::string_view>& values) {
  std::string text;
  for (const std::string_view value : values) text += (text.empty() ? "" : ", ") + json_string(value);
  return "[" + text + "]";
}

/// Rules for these rights, as items of a list whose fields stand in this column. Resources of one group with
/// equal verbs share a rule.
std::vector<std::string> rule_texts(const std::vector<RbacRight>& rights, const std::string& indent) {
  std::map<std::pair<std::string_view, std::string_view>, std::set<std::string_view>> verbs;
  for (const RbacRight& right : rights) verbs[{right.group, right.resource}].insert(right.verb);
  std::map<std::pair<std::string_view, std::set<std::string_view>>, std::vector<std::string_view>> rules;
  for (const auto& [resource, of_resource] : verbs)
    rules[{resource.first, of_resource}].push_back(resource.second);
  std::vector<std::string> texts;
  for (const auto& [group, resources] : rules)
    texts.push_back("apiGroups: " + list({group.first}) + "\n" + indent + "resources: " + list(resources) +
                    "\n" + indent + "verbs: " + list({group.second.begin(), group.second.end()}));
  return texts;
}

/// The text before the place on its line.
std::string lead_of(const World& world, Span place) {
  const std::string_view file = (*world.sources)[place.source].text;
  const std::size_t line = line_begin(file, place.begin);
  return std::string(file.substr(line, place.begin - line));
}

std::vector<RbacRight> needed_rights(const World& world, const RbacRole& role) {
  std::vector<RbacRight> rights;
  const auto add = [&](const std::vector<BoundRole>& bound, const std::vector<RbacRight>& needed) {
    if (std::any_of(bound.begin(), bound.end(), [&](const BoundRole& one) { return one.role == &role; }))
      rights.insert(rights.end(), needed.begin(), needed.end());
  };
  for (const Environment& environment : world.environments) {
    add(environment.bound, platform_rights(environment));
    add(environment.head.bound, head_rights());
    add(environment.head.bound, job_rights());
  }
  return rights;
}

}  // namespace

std::vector<Edit> with_rights(const World& world, const RbacRole* role,
                              const std::vector<RbacRight>& rights) {
  if (role == nullptr || role->rules.empty() || role->meta.document->format != Format::yaml) return {};
  const Span first = role->rules.front().span;
  return item_before(world, first, rule_texts(rights, std::string(lead_of(world, first).size(), ' ')));
}

std::vector<Edit> with_needed_rights(const World& world, const RbacRole& role, const RbacRule& rule) {
  const std::string lead = lead_of(world, rule.span);
  const bool is_item =
      lead.find_first_not_of(" -") == std::string::npos && lead.find('-') != std::string::npos;
  if (role.meta.document->format != Format::yaml || !is_item) return {};
  std::string text;
  for (const std::string& one : rule_texts(needed_rights(world, role), std::string(lead.size(), ' ')))
    text += (text.empty() ? "" : "\n" + lead) + one;
  return text.empty() ? std::vector<Edit>() : std::vector<Edit>{{rule.span, text}};
}

std::vector<Edit> without_resource(const World& world, const RbacRole& role, const RbacRule& rule,
                                   const Str& resource) {
  return without(world, *role.meta.document, rule.resources.size() > 1 ? resource.span : rule.span);
}

std::vector<Edit> in_own_rule(const World& world, const RbacRule& rule,
                              const std::vector<std::size_t>& resources, std::string_view group) {
  const auto texts = [](std::span<const Str> values) {
    std::vector<std::string_view> result;
    for (const Str& value : values) result.push_back(value.value);
    return result;
  };
  std::vector<std::string_view> moved;
  for (const std::size_t index : resources) moved.push_back(rule.resources[index].value);
  const std::string indent = "\n" + std::string(lead_of(world, rule.span).size(), ' ');
  std::vector<Edit> edits = item_before(
      world, rule.span,
      {"apiGroups: " + list({group}) + indent + "resources: " + list(moved) +
       (rule.resource_names.empty() ? "" : indent + "resourceNames: " + list(texts(rule.resource_names))) +
       indent + "verbs: " + list(texts(rule.verbs))});
  if (edits.empty()) return {};
  const std::vector<Edit> gone = without_values(rule.resources, resources);
  edits.insert(edits.end(), gone.begin(), gone.end());
  return gone.empty() ? std::vector<Edit>() : edits;
}

std::vector<Edit> as_role_binding(const World& world, const RbacBinding& binding, std::string_view ns) {
  const Str& kind = binding.meta.kind;
  const StrField& name = binding.meta.name;
  // Items of a typed list have no kind of their own.
  if (ns.empty() || !name.known() || text_of(world, kind.span).find("List") != std::string::npos) return {};
  const bool json = binding.meta.document->format == Format::json;
  const std::string lead = lead_of(world, name.span);
  const bool own_line = !json && lead.find_first_of("{,") == std::string::npos;
  const std::string added = own_line ? "\n" + indent_at(world, name.span) + "namespace: " + std::string(ns)
                            : json   ? ", \"namespace\": " + json_string(ns)
                                     : ", namespace: " + std::string(ns);
  return {rewritten(kind, "RoleBinding"), insertion(name.span.source, name.span.end, added)};
}

}  // namespace celint
