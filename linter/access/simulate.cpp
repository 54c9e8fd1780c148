#include "access/simulate.h"

#include <algorithm>
#include <map>
#include <set>

#include "access/arn.h"
#include "access/permission.h"

namespace celint {
namespace {

QuestionResult problem_at(const Node& node, std::string message) {
  return {std::nullopt, Problem{node.span, std::move(message), {}}};
}

/// The texts of a scalar or of a list of scalars; nothing if it is neither.
std::optional<std::vector<std::string>> texts_of(const Node& node) {
  std::vector<std::string> texts;
  if (node.is_scalar() && !node.is_null()) return std::vector<std::string>{std::string(node.scalar())};
  if (!node.is_list()) return std::nullopt;
  for (const Node& item : node.items()) {
    if (!item.is_scalar() || item.is_null()) return std::nullopt;
    texts.emplace_back(item.scalar());
  }
  return texts;
}

/// What is gathered for one line.
struct Granted {
  std::set<std::string> actions;
  std::set<std::string> resources;
  bool certain = true;
};

/// The action can be called on something in the region: on a resource of its documented types or, if it has
/// none, on anything.
bool has_request(const ActionSpace& space, const Region& resources, ActionId action) {
  Permission one{ActionSet(space.size()), resources};
  one.actions.add(action);
  const WitnessSearch found = space.resource_types(action).empty()
                                  ? find_request(space, {{one}})
                                  : find_typed_request(space, one, action, {"aws", {}, {}});
  return found.result != GlobSearch::Result::none;
}

/// Actions with at least one request in the set.
ActionSet live_actions(const ActionSpace& space, const PermissionSet& set) {
  ActionSet live(space.size());
  for (const Permission& term : set.terms) {
    std::map<std::uint32_t, bool> found;  // Actions of one class have the same answer.
    for (const ActionId action : term.actions.ids()) {
      const auto [entry, is_new] = found.try_emplace(space.resource_class(action), false);
      if (is_new) entry->second = has_request(space, term.resources, action);
      if (entry->second) live.add(action);
    }
  }
  return live;
}

void add_resources(std::set<std::string>& to, const Statement& statement) {
  for (const Str& resource : statement.resources)
    to.insert((statement.not_resource ? "not " : "") + std::string(resource.value));
}

std::size_t count_at(const Catalogue& known, const std::string& service, AccessLevel level) {
  const auto all = known.expand(service + ":*");
  return static_cast<std::size_t>(
      std::count_if(all.begin(), all.end(), [&](ActionId id) { return known.level(id) == level; }));
}

}  // namespace

std::optional<Context> context_from(const std::vector<std::string>& pairs) {
  std::map<std::string, std::vector<std::string>> values;
  for (const std::string& pair : pairs) {
    const std::size_t equals = pair.find('=');
    if (equals == std::string::npos || equals == 0) return std::nullopt;
    values[pair.substr(0, equals)].push_back(pair.substr(equals + 1));
  }
  Context context;
  for (auto& [key, list] : values) {
    if (list.size() == 1)
      context.set(key, std::move(list.front()));
    else
      context.set_list(key, std::move(list));
  }
  return context.close();
}

Caller caller_from(std::string_view text) {
  const auto arn = parse_arn(text);
  if (!arn) return {Caller::Type::service, std::string(text)};
  const bool provider = arn->service == "iam" &&
                        (arn->resource_type() == "oidc-provider" || arn->resource_type() == "saml-provider");
  return {provider ? Caller::Type::federated : Caller::Type::aws, std::string(text)};
}

QuestionResult question_of(const Node& node) {
  if (!node.is_map()) return problem_at(node, "A request is an object with 'action' and 'resource'.");
  Question question;
  for (const std::string_view field : {"action", "resource"}) {
    const Node* value = node.get(field);
    if (value == nullptr || !value->is_string())
      return problem_at(node, "The request has no text under '" + std::string(field) + "'.");
    (field == "action" ? question.request.action : question.request.resource) = value->scalar();
  }
  if (const Node* principal = node.get("principal"); principal != nullptr && principal->is_string())
    question.caller = caller_from(principal->scalar());
  if (const Node* account = node.get("resourceAccount"); account != nullptr && account->is_scalar())
    question.request.resource_account = account->scalar();
  const Node* context = node.get("context");
  if (context == nullptr) return {std::move(question), std::nullopt};
  if (!context->is_map()) return problem_at(*context, "The context is an object of condition keys.");
  for (const Member& member : context->members()) {
    auto texts = texts_of(member.value);
    if (!texts)
      return problem_at(member.value,
                        "A value of the context is a text, a number, a boolean or a list of them.");
    if (member.value.is_list())
      question.context.set_list(member.key.scalar(), std::move(*texts));
    else
      question.context.set(member.key.scalar(), std::move(texts->front()));
  }
  question.context.close();
  return {std::move(question), std::nullopt};
}

Reply answer(const PolicyInputs& policies, const Question& question) {
  PolicyInputs inputs = policies;
  if (question.caller) inputs.caller = question.caller;
  Reply reply{decide(inputs, question.request, question.context), {}};
  const auto id = catalogue().find(question.request.action);
  if (!id) {
    std::string note = "The catalogue of " + std::string(catalogue_date()) + " does not list '" +
                       question.request.action + "'.";
    if (const std::string nearest = catalogue().nearest(question.request.action); !nearest.empty())
      note += " Did you mean '" + nearest + "'?";
    reply.notes.push_back(std::move(note));
  } else if (catalogue().resource_types(*id).empty() && question.request.resource != "*") {
    reply.notes.push_back("AWS documents no resource for '" + catalogue().full_name(*id) +
                          "': real requests ask for it on '*'.");
  }
  return reply;
}

std::vector<GrantLine> list_grants(const PolicySet& policies, const Context& context) {
  std::vector<const Policy*> all = policies.identity;
  if (policies.boundary != nullptr) all.push_back(policies.boundary);
  const ActionSpace space = action_space(catalogue(), all);
  const ConditionsOf conditions = [&](const Policy& policy, const Statement& statement) {
    return conditions_hold(policy, statement, context);
  };
  const auto live = [&](Bound bound) {
    return live_actions(space,
                        permissions_of(space, policies.identity, policies.boundary, bound, conditions));
  };
  const ActionSet may = live(Bound::may), certain = live(Bound::certainly);
  std::map<std::pair<std::string, AccessLevel>, Granted> groups;
  for (const ActionId id : may.ids()) {
    if (id >= space.known->size()) continue;
    Granted& group = groups[{space.service(id), space.known->level(id)}];
    group.actions.insert(space.name(id));
    group.certain = group.certain && certain.has(id);
  }
  for (const Policy* policy : policies.identity)
    for (const Statement& statement : policy->statements) {
      if (!statement.allows() || conditions(*policy, statement) == Truth::no) continue;
      ActionSet named = reach_of(space, *policy, statement, Unknowns::anything).actions;
      named &= may;
      for (const ActionId id : named.ids())
        if (id < space.known->size())
          add_resources(groups[{space.service(id), space.known->level(id)}].resources, statement);
    }
  std::vector<GrantLine> lines;
  for (auto& [key, group] : groups)
    lines.push_back({key.first,
                     key.second,
                     {group.actions.begin(), group.actions.end()},
                     count_at(*space.known, key.first, key.second),
                     {group.resources.begin(), group.resources.end()},
                     group.certain});
  return lines;
}

}  // namespace celint
