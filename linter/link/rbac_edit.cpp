// Rights put into a Role.
#include <map>
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

}  // namespace

std::vector<Edit> with_rights(const World& world, const RbacRole* role,
                              const std::vector<RbacRight>& rights) {
  if (role == nullptr || role->rules.empty() || role->meta.document->format != Format::yaml) return {};
  std::map<std::pair<std::string_view, std::string_view>, std::vector<std::string_view>> verbs;
  for (const RbacRight& right : rights) verbs[{right.group, right.resource}].push_back(right.verb);
  // Resources of one group with equal verbs share a rule.
  std::map<std::pair<std::string_view, std::vector<std::string_view>>, std::vector<std::string_view>> rules;
  for (const auto& [resource, of_resource] : verbs)
    rules[{resource.first, of_resource}].push_back(resource.second);
  const Span first = role->rules.front().span;
  const std::string_view file = (*world.sources)[first.source].text;
  const std::string indent(first.begin - line_begin(file, first.begin), ' ');
  std::vector<std::string> texts;
  for (const auto& [group, resources] : rules)
    texts.push_back("apiGroups: " + list({group.first}) + "\n" + indent + "resources: " + list(resources) +
                    "\n" + indent + "verbs: " + list(group.second));
  return item_before(world, first, texts);
}

}  // namespace celint
