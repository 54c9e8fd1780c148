#include "link/policy_edit.h"

#include <algorithm>

#include "link/policy_layout.h"

namespace celint {
namespace {

std::string statement_text(const NewStatement& added, const Layout& layout, const std::string& indent) {
  const std::string inner = indent + layout.unit;
  std::vector<std::string> members{member("Effect", json_string("Allow"))};
  if (!added.principals.empty()) {
    const std::string who = values_text(added.principals, layout, inner + layout.unit);
    members.push_back(
        member("Principal", enclosed('{', {member(added.principal_type, who)}, '}', layout, inner)));
  }
  members.push_back(member("Action", values_text(added.actions, layout, inner)));
  if (!added.resources.empty())
    members.push_back(member("Resource", values_text(added.resources, layout, inner)));
  return enclosed('{', members, '}', layout, indent);
}

/// Puts statements beside one that stands in a list, or makes a list of it.
std::vector<Edit> beside(const World& world, const Policy& policy, const Statement& statement,
                         const std::vector<std::string>& texts) {
  if (is_yaml(policy)) return item_before(world, statement.span, texts);
  const std::string_view file = (*world.sources)[statement.span.source].text;
  std::string added;
  const std::string gap =
      layout_of(world, policy).lines ? "\n" + indent_at(world, statement.span) : std::string(" ");
  for (const std::string& text : texts) added += "," + gap + text;
  const std::size_t before = file.find_last_not_of(" \t\r\n", statement.span.begin - 1);
  const bool in_list = file[before] == '[' || file[before] == ',';
  if (in_list) return {insertion(statement.span.source, statement.span.end, added)};
  return {insertion(statement.span.source, statement.span.begin, "["),
          insertion(statement.span.source, statement.span.end, added + "]")};
}

/// `NotAction` and `NotResource` before a value as `Action` and `Resource`.
std::vector<Edit> positive_key(const World& world, Span value, std::string_view negative) {
  const std::string_view text = std::string_view((*world.sources)[value.source].text).substr(0, value.begin);
  const auto at = static_cast<std::uint32_t>(text.rfind(negative));
  return {{{value.source, at, at + 3}, ""}};
}

/// The same strings in any order.
bool same_values(std::span<const Str> written, const std::vector<std::string>& values) {
  const auto has = [&](const Str& one) {
    return std::find(values.begin(), values.end(), one.value) != values.end();
  };
  return written.size() == values.size() && std::all_of(written.begin(), written.end(), has);
}

Edit replaced(const World& world, const Policy& policy, Span span, const std::vector<std::string>& values) {
  return {span, values_text(values, layout_of(world, policy), indent_at(world, span))};
}

std::vector<Edit> grant_edits(const World& world, const Policy& policy, const Statement& statement,
                              const Grant& grant) {
  std::vector<Edit> edits;
  const auto replace = [&](bool negative, std::span<const Str> written, Span span,
                           const std::vector<std::string>& values) {
    if (negative || !same_values(written, values)) edits.push_back(replaced(world, policy, span, values));
  };
  replace(statement.not_action, statement.actions, statement.actions_span, grant.actions);
  replace(statement.not_resource, statement.resources, statement.resources_span, grant.resources);
  const auto rename = [&](bool needed, Span value, std::string_view key) {
    if (!needed) return;
    for (Edit& edit : positive_key(world, value, key)) edits.push_back(std::move(edit));
  };
  rename(statement.not_action, statement.actions_span, "NotAction");
  rename(statement.not_resource, statement.resources_span, "NotResource");
  return edits;
}

bool is_sid(const Policy& policy, std::string_view text) {
  return std::any_of(policy.statements.begin(), policy.statements.end(),
                     [text](const Statement& other) { return other.sid.known() && other.sid.value == text; });
}

/// The statement's text with another grant, and with a Sid of its own: the next number that is free.
std::string copy_of(const World& world, const Policy& policy, const Statement& statement, const Grant& grant,
                    std::size_t& number) {
  std::vector<Edit> edits = grant_edits(world, policy, statement, grant);
  if (statement.sid.known()) {
    std::string sid;
    do sid = std::string(statement.sid.value) + std::to_string(++number);
    while (is_sid(policy, sid));
    edits.push_back(rewritten({statement.sid.value, statement.sid.span}, sid));
  }
  std::sort(edits.begin(), edits.end(),
            [](const Edit& a, const Edit& b) { return a.span.begin > b.span.begin; });
  std::string text(text_of(world, statement.span));
  for (const Edit& edit : edits)
    text.replace(edit.span.begin - statement.span.begin, edit.span.end - edit.span.begin, edit.text);
  return text.substr(0, text.find_last_not_of(" \t\r\n") + 1);
}

}  // namespace

std::vector<Edit> with_all_values(const World& world, const Policy& policy, Span span,
                                  const std::vector<std::string>& values) {
  return is_editable(policy) ? std::vector<Edit>{replaced(world, policy, span, values)} : std::vector<Edit>();
}

std::vector<Edit> with_values(const World& world, const Policy& policy, std::span<const Str> values,
                              Span span, const std::vector<std::string>& added) {
  if (!is_editable(policy) || values.empty()) return {};
  if (values.size() > 1 || values.front().span != span) return {appended(world, values, added)};
  std::vector<std::string> all{std::string(values.front().value)};
  all.insert(all.end(), added.begin(), added.end());
  return with_all_values(world, policy, span, all);
}

bool is_shared(const World& world, const Identity& identity, const Policy& policy) {
  if (policy.holder.arn.find(":iam::aws:") != std::string_view::npos) return true;
  return std::any_of(world.identities.begin(), world.identities.end(), [&](const Identity& other) {
    return &other != &identity &&
           std::find(other.policies.begin(), other.policies.end(), &policy) != other.policies.end();
  });
}

std::vector<Edit> granted(const World& world, const Identity& identity, const Grant& grant) {
  for (auto policy = identity.policies.rbegin(); policy != identity.policies.rend(); ++policy)
    if (!is_shared(world, identity, **policy))
      if (auto edits = with_statement(world, **policy, {{}, {}, grant.actions, grant.resources});
          !edits.empty())
        return edits;
  return {};
}

std::vector<Edit> with_principal(const World& world, const Policy& policy, const Principal& beside,
                                 std::string_view added) {
  if (!is_editable(policy) || is_yaml(policy) || beside.type.value.empty()) return {};
  const Span place = beside.value.span;
  const std::string_view file = (*world.sources)[place.source].text;
  const char before = file[file.find_last_not_of(" \t\r\n", place.begin - 1)];
  if (before != ':') return {insertion(place.source, place.end, ", " + json_string(added))};
  return {insertion(place.source, place.begin, "["),
          insertion(place.source, place.end, ", " + json_string(added) + "]")};
}

std::vector<Edit> without_principal(const Policy& policy, const Statement& statement, std::size_t principal) {
  if (!is_editable(policy) || is_yaml(policy)) return {};
  std::span<const Principal> all = statement.principals;
  if (all.size() == 1) return without_statement(policy, statement);
  std::vector<Str> same;
  std::vector<Str> types;  // From the key to the last value of each type.
  std::size_t index = 0, type = 0;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (types.empty() || types.back().value != all[i].type.value)
      types.push_back({all[i].type.value, all[i].type.span});
    types.back().span.end = all[i].value.span.end;
    if (i == principal) type = types.size() - 1;
    if (all[i].type.value != all[principal].type.value) continue;
    if (i == principal) index = same.size();
    same.push_back(all[i].value);
  }
  return same.size() > 1 ? without_values(same, {index}) : without_values(types, {type});
}

std::vector<Edit> with_statement(const World& world, const Policy& policy, const NewStatement& added) {
  if (!is_editable(policy) || policy.statements.empty()) return {};
  const Statement& last = is_yaml(policy) ? policy.statements.front() : policy.statements.back();
  return beside(world, policy, last,
                {statement_text(added, layout_of(world, policy), indent_at(world, last.span))});
}

std::vector<Edit> without_statement(const Policy& policy, const Statement& statement) {
  if (!is_editable(policy) || is_yaml(policy)) return {};
  std::vector<Str> places;
  for (const Statement& one : policy.statements) places.push_back({{}, one.span});
  return without_values(places, {static_cast<std::size_t>(&statement - policy.statements.data())});
}

std::vector<Edit> narrowed(const World& world, const Policy& policy, const Statement& statement,
                           const std::vector<Grant>& grants) {
  if (!is_editable(policy)) return {};
  if (grants.empty()) return without_statement(policy, statement);
  std::vector<Edit> edits = grant_edits(world, policy, statement, grants.front());
  if (grants.size() == 1) return edits;
  std::vector<std::string> copies;
  std::size_t number = 1;
  for (std::size_t i = 1; i < grants.size(); ++i)
    copies.push_back(copy_of(world, policy, statement, grants[i], number));
  const std::vector<Edit> more = beside(world, policy, statement, copies);
  if (more.empty()) return {};
  edits.insert(edits.end(), more.begin(), more.end());
  return edits;
}

}  // namespace celint
