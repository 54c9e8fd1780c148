#include "link/rbac_obstacle.h"

#include <map>

namespace celint {
namespace {

bool holds_or_all(std::span<const Str> values, std::string_view wanted) {
  return holds(values, wanted) || holds(values, "*");
}

Span span_of(std::span<const Str> values, const RbacRule& rule) {
  if (values.empty()) return rule.span;
  return {rule.span.source, values.front().span.begin, values.back().span.end};
}

/// A place, what is wrong there, and how near the rule comes to the right.
struct Nearest {
  Span span;
  const char* why = "no rule of this role grants ";
  int nearness = 0;
};

Nearest nearest(const RbacRule& rule, const RbacRight& right) {
  const std::string_view base = right.resource.substr(0, right.resource.find('/'));
  const bool group = holds_or_all(rule.api_groups, right.group);
  const bool named = names_resource(rule, right.resource);
  if (group && named && holds_or_all(rule.verbs, right.verb))
    return {span_of(rule.resource_names, rule), "only for these names: ", 4};
  if (group && named) return {span_of(rule.verbs, rule), "this rule lacks ", 3};
  if (named) return {span_of(rule.api_groups, rule), "of this group, so this rule lacks ", 2};
  if (group && holds(rule.resources, base)) return {span_of(rule.resources, rule), "this rule lacks ", 1};
  return {};
}

}  // namespace

std::vector<Evidence> obstacles(const RbacRole& role, const std::vector<RbacRight>& missing) {
  std::map<Span, Evidence> by_place;
  for (const RbacRight& right : missing) {
    Nearest best{role.rules_span};
    for (const RbacRule& rule : role.rules)
      if (const Nearest one = nearest(rule, right); one.nearness > best.nearness) best = one;
    Evidence& evidence = by_place.try_emplace(best.span, Evidence{best.span, {}}).first->second;
    evidence.message += (evidence.message.empty() ? best.why : ", ") + to_string(right);
  }
  std::vector<Evidence> result;
  for (auto& [place, evidence] : by_place) result.push_back(std::move(evidence));
  return result;
}

}  // namespace celint
