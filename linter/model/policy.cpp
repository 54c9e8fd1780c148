// Tree -> Policy. Everything that can be read is read; what AWS would refuse is left for the policy rules.
#include "model/policy.h"

#include <algorithm>
#include <map>
#include <string>

#include "model/policy_elements.h"
#include "model/policy_grammar.h"
#include "model/reading.h"
#include "parse/parse.h"
#include "read/letters.h"

namespace celint {
namespace {

void read_actions(Reading& reading, const Elements& at, Statement& statement) {
  const Node* used = at.either(Element::action);
  statement.not_action = used != at[Element::action];
  statement.actions = strings(reading, used);
  statement.actions_span = used != nullptr ? used->span : statement.span;
}

void read_resources(Reading& reading, const Elements& at, Statement& statement) {
  const Node* used = at.either(Element::resource);
  statement.not_resource = used != at[Element::resource];
  statement.has_resource = used != nullptr;
  statement.resources = strings(reading, used);
  statement.resources_span = used != nullptr ? used->span : statement.span;
  note_placeholders(reading, statement.resources);
}

void read_principals(Reading& reading, const Elements& at, Statement& statement) {
  const Node* used = at.either(Element::principal);
  statement.not_principal = used != at[Element::principal];
  statement.has_principal = used != nullptr;
  if (used == nullptr) return;
  std::vector<Principal> all;
  if (used->is_string()) all.push_back({{}, used->str()});
  for (const Member& member : used->members()) {
    std::vector<Str> values;
    add_strings(values, &member.value);
    for (const Str& value : values) all.push_back({member.key.str(), value});
  }
  statement.principals = reading.out.keep(all);
  for (const Principal& entry : all) note_placeholders(reading, {&entry.value, 1});
}

/// Values of one condition key: numbers and booleans count as their text.
List<Str> condition_values(Reading& reading, const Node& node) {
  std::vector<Str> values;
  if (node.is_scalar() && !node.is_null()) values.push_back(node.str());
  for (const Node& item : node.items())
    if (item.is_scalar() && !item.is_null()) values.push_back(item.str());
  return reading.out.keep(values);
}

/// Condition keys ignore letter case: two of one operator that differ in it alone are one key written twice.
void note_equal_keys(Reading& reading, const Node& op) {
  if (op.members().size() < 2) return;
  std::map<std::string, const Member*> seen;
  for (const Member& key : op.members()) {
    const auto [other, added] = seen.emplace(lowered(key.key.scalar()), &key);
    if (!added && other->second->key.scalar() != key.key.scalar())
      reading.recognition.duplicates.push_back(
          {other->second->key.str(), key.key.span, member_place(op, *other->second), true, true});
  }
}

void read_conditions(Reading& reading, const Elements& at, Statement& statement) {
  const Node* block = at[Element::condition];
  if (block == nullptr) return;
  std::vector<Condition> all;
  for (const Member& op : block->members()) {
    note_equal_keys(reading, op.value);
    for (const Member& key : op.value.members()) {
      all.push_back({op.key.str(), key.key.str(), condition_values(reading, key.value), key.value.span});
      note_placeholders(reading, {&all.back().key, 1});
      note_placeholders(reading, all.back().values);
    }
  }
  statement.conditions = reading.out.keep(all);
}

Field<Effect> read_effect(const Node* effect, Span statement) {
  if (effect == nullptr) return {Presence::absent, {}, statement};
  if (effect->scalar() == "Allow") return {Presence::known, Effect::allow, effect->span};
  if (effect->scalar() == "Deny") return {Presence::known, Effect::deny, effect->span};
  return {Presence::unknown, {}, effect->span};
}

Statement statement_of(Reading& reading, const Node& node, std::size_t index) {
  const Elements at = elements_of(node);
  Statement statement;
  statement.span = node.span;
  statement.index = static_cast<std::uint32_t>(index);
  if (const Node* sid = at[Element::sid]; sid != nullptr && sid->is_string())
    statement.sid = {Presence::known, sid->scalar(), sid->span};
  statement.effect = read_effect(at[Element::effect], node.span);
  read_actions(reading, at, statement);
  read_resources(reading, at, statement);
  read_principals(reading, at, statement);
  read_conditions(reading, at, statement);
  return statement;
}

void read_statements(Reading& reading, const Node& node, Policy& policy) {
  const std::span<const Node> items = node.items();
  std::vector<Statement> statements;
  statements.reserve(std::max<std::size_t>(items.size(), 1));
  if (node.is_map()) statements.push_back(statement_of(reading, node, 0));
  for (std::size_t i = 0; i < items.size(); ++i)
    if (items[i].is_map()) statements.push_back(statement_of(reading, items[i], i));
  policy.statements = reading.out.keep(statements);
}

Policy policy_of(Reading& reading, const Node& node, PolicyKind kind, const Holder& holder) {
  Policy policy;
  policy.document = &reading.document;
  policy.kind = kind;
  policy.holder = holder;
  policy.span = policy.list_span = node.span;
  for (const Member& member : node.members())
    if (member.key.scalar() == "Statement") policy.list_span = member.key.span;
  policy.version = string_field(reading, node, "Version");
  if (const StrField id = string_field(reading, node, "Id"); !id.absent()) policy.id.push_back(id);
  if (const Node* statements = node.get("Statement")) read_statements(reading, *statements, policy);
  policy.faults = grammar_faults(node, kind, holder);
  policy.length = minified_length(node);
  return policy;
}

/// URL-encoded documents start with `%7B`, as API output has them.
bool is_url_encoded(std::string_view text) { return text.starts_with("%7B") || text.starts_with("%7b"); }

}  // namespace

Span opening(Span object) { return {object.source, object.begin, object.begin + 1}; }

std::vector<Edit> without_entries(std::span<const Str> entries, const std::vector<std::size_t>& dropped) {
  std::vector<Edit> edits;
  for (std::size_t i = 0; i < dropped.size();) {
    const std::size_t first = dropped[i];
    std::size_t last = first;
    while (++i < dropped.size() && dropped[i] == last + 1) last = dropped[i];
    const Span begin = entries[first].span;
    const Span end = entries[last].span;
    if (first > 0)
      edits.push_back({{begin.source, entries[first - 1].span.end, end.end}, ""});
    else
      edits.push_back({{begin.source, begin.begin, entries[last + 1].span.begin}, ""});
  }
  return edits;
}

void model_policy(Reading& reading, const Node& node, PolicyKind kind, const Holder& holder) {
  reading.out.push_back(policy_of(reading, node, kind, holder));
}

void model_policy_value(Reading& reading, const Node& node, PolicyKind kind, const Holder& holder) {
  if (node.is_map()) return model_policy(reading, node, kind, holder);
  if (!node.is_string() || node.scalar() == kUnknownText) return;
  const bool encoded = is_url_encoded(node.scalar());
  std::vector<Document> inner =
      parse_json(encoded ? url_decoded(reading.document, node) : inner_text(reading.document, node));
  if (inner.empty() || !inner.front().root.is_map()) return;
  const auto text = std::make_shared<Document>(std::move(inner.front()));
  note_duplicates(reading, text->root, true);
  Policy policy = policy_of(reading, text->root, kind, holder);
  text->drop_tree();
  policy.text = text;
  reading.out.push_back(std::move(policy));
}

void model_fragment(Reading& reading) {
  Policy policy;
  policy.document = &reading.document;
  policy.span = policy.list_span = reading.root.span;
  policy.fragment = true;
  read_statements(reading, reading.root, policy);
  reading.out.push_back(std::move(policy));
}

}  // namespace celint
