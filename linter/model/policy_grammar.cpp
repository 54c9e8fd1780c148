// A walk over the tree beside the typed reading: the reading takes what it can, this says what it could not.
#include "model/policy_grammar.h"

#include <algorithm>
#include <array>
#include <string>

#include "model/policy_elements.h"
#include "model/policy_values.h"
#include "parse/utf8.h"
#include "read/letters.h"
#include "read/nearest.h"

namespace celint {
namespace {

using Names = std::span<const std::string_view>;

constexpr std::array<std::string_view, 3> kTopElements{"Version", "Id", "Statement"};

/// The element that an unknown name most likely means; empty if none is near.
std::string_view meant(std::string_view name, Names known) {
  for (const std::string_view element : known)
    if (equal_ignoring_case(name, element)) return element;
  return nearest(name, known);
}

/// Reports names that do not exist. Returns what was meant by them: those elements are not missing too.
std::vector<std::string_view> check_names(Grammar& out, const Node& map, Names known) {
  std::vector<std::string_view> meants;
  for (const Member& member : map.members()) {
    const Str name = member.key.str();
    if (std::find(known.begin(), known.end(), name.value) != known.end()) continue;
    const std::string_view right = meant(name.value, known);
    std::string message = "Element " + quoted(name.value) + " does not exist, so IAM refuses the policy.";
    std::vector<Edit> fix;
    if (!right.empty()) {
      meants.push_back(right);
      message += " It is called " + quoted(right) + ".";
      if (equal_ignoring_case(name.value, right) && map.get(right) == nullptr)
        fix = {{part_of(name, 0, name.value.size()), std::string(right)}};
    }
    out.add(Part::element, name.span, std::move(message), "INVALID_POLICY_ELEMENT", std::move(fix));
  }
  return meants;
}

/// IAM takes tab, line ends and U+0020 to U+00FF only: in UTF-8 two bytes of which the first is C2 or C3.
bool has_refused_character(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte == 0xC2 || byte == 0xC3)
      ++i;
    else if (byte >= 0x80 || (byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r'))
      return true;
  }
  return false;
}

void check_characters(Grammar& out, const Node& node) {
  if (node.is_scalar() && has_refused_character(node.scalar()))
    out.element(node.span,
                "This text holds a character beyond U+00FF or a control character, which IAM refuses.", "");
  for (const Node& item : node.items())
    if (!item.plain) check_characters(out, item);
  for (const Member& member : node.members()) {
    if (!member.key.plain) check_characters(out, member.key);
    if (!member.value.plain) check_characters(out, member.value);
  }
}

void check_pair(Grammar& out, const Elements& at, Element element) {
  const Node* other = at[complement_of(element)];
  if (at[element] != nullptr && other != nullptr)
    out.element(other->span,
                "A statement has either " + std::string(name_of(element)) + " or " +
                    std::string(name_of(complement_of(element))) + ", not both.",
                "UNSUPPORTED_ELEMENT_COMBINATION");
}

void check_sid(Grammar& out, const Node& node) {
  if (!node.is_string()) return wrong_type(out, Part::element, node, "Sid", "a string");
  const std::string_view sid = node.scalar();
  if (sid.empty())
    return out.add(Part::empty, node.span, "The Sid is empty and names nothing.", "EMPTY_SID_VALUE");
  const bool plain = std::all_of(sid.begin(), sid.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  });
  if (out.kind == PolicyKind::identity && !plain && !has_unexpanded_variable(sid))
    out.element(node.span,
                "Sid " + quoted(sid) + " holds more than letters and digits, so IAM refuses the policy.",
                "UNSUPPORTED_SID");
  if (out.kind == PolicyKind::resource) return;
  if (!out.sids.insert(sid).second)
    out.element(node.span, "Sid " + quoted(sid) + " is used twice, so IAM refuses the policy.",
                "UNIQUE_SIDS_REQUIRED");
}

void check_effect(Grammar& out, const Node& node) {
  if (!node.is_string()) return wrong_type(out, Part::element, node, "Effect", "a string");
  const Str effect = node.str();
  if (effect.value == "Allow" || effect.value == "Deny" || has_unexpanded_variable(effect.value)) return;
  std::vector<Edit> fix;
  for (const std::string_view right : {"Allow", "Deny"})
    if (equal_ignoring_case(effect.value, right))
      fix = {{part_of(effect, 0, effect.value.size()), std::string(right)}};
  out.add(Part::element, node.span, "Effect is exactly 'Allow' or 'Deny', not " + quoted(effect.value) + ".",
          "INVALID_EFFECT", std::move(fix));
}

/// `meants`: what names that do not exist mean.
void check_presence(Grammar& out, Span statement, const Elements& at,
                    const std::vector<std::string_view>& meants) {
  const auto is_meant = [&](Element element) {
    return std::find(meants.begin(), meants.end(), name_of(element)) != meants.end();
  };
  const auto missing = [&](Element element, std::string_view code) {
    out.element(opening(statement),
                "This statement has no " + std::string(name_of(element)) + ", so AWS refuses the policy.",
                code);
  };
  const auto has_either = [&](Element element) {
    return at.either(element) != nullptr || is_meant(element) || is_meant(complement_of(element));
  };
  const bool of_bucket = out.holder.type == Holder::Type::bucket;
  if (at[Element::effect] == nullptr && !is_meant(Element::effect))
    missing(Element::effect, "MISSING_EFFECT");
  if (!has_either(Element::action)) missing(Element::action, "MISSING_ACTION");
  const bool needs_resource = out.kind == PolicyKind::identity || of_bucket;
  if (needs_resource && !has_either(Element::resource)) missing(Element::resource, "MISSING_RESOURCE");
  if (out.kind != PolicyKind::identity && !has_either(Element::principal))
    missing(Element::principal, "MISSING_PRINCIPAL");
}

/// Elements that a policy of this kind must not have.
void check_exclusions(Grammar& out, const Elements& at) {
  const Node* principal = at.either(Element::principal);
  if (out.kind == PolicyKind::identity && principal != nullptr)
    out.element(principal->span, "An identity policy names no principal: it holds for whoever carries it.",
                "UNSUPPORTED_PRINCIPAL");
  if (out.kind != PolicyKind::trust) return;
  if (const Node* resource = at.either(Element::resource))
    out.element(resource->span, "A role trust policy has no Resource: the role itself is meant.",
                "ROLE_TRUST_POLICY_SYNTAX_ERROR_RESOURCE");
  if (const Node* nobody = at[Element::not_principal])
    out.element(nobody->span, "A role trust policy has no NotPrincipal: it names whom it trusts.",
                "ROLE_TRUST_POLICY_SYNTAX_ERROR_NOTPRINCIPAL");
}

void check_trust_action(Grammar& out, const Node& action) {
  const std::string_view name = action.scalar();
  const std::size_t colon = name.find(':');
  if (!action.is_string() || colon == std::string_view::npos || name.find("${") != std::string_view::npos)
    return;
  if (!equal_ignoring_case(name.substr(0, colon), "sts"))
    out.element(action.span, "A role trust policy may only name actions of sts, not " + quoted(name) + ".",
                "UNSUPPORTED_ACTION_IN_POLICY");
}

void check_statement(Grammar& out, const Node& node) {
  if (!node.is_map()) return wrong_type(out, Part::element, node, "A statement", "an object");
  const Elements at = elements_of(node);
  check_presence(out, node.span, at,
                 at.others ? check_names(out, node, kElementNames) : std::vector<std::string_view>());
  check_exclusions(out, at);
  check_pair(out, at, Element::action);
  check_pair(out, at, Element::resource);
  check_pair(out, at, Element::principal);
  if (const Node* sid = at[Element::sid]) check_sid(out, *sid);
  if (const Node* effect = at[Element::effect]) check_effect(out, *effect);
  if (const Node* action = at.either(Element::action)) {
    check_strings(out, Part::element, *action, "Action", "EMPTY_ARRAY_ACTION");
    if (out.kind == PolicyKind::trust) {
      check_trust_action(out, *action);
      for (const Node& item : action->items()) check_trust_action(out, item);
    }
  }
  if (const Node* resource = at.either(Element::resource))
    check_strings(out, Part::element, *resource, "Resource", "EMPTY_ARRAY_RESOURCE");
  if (const Node* principal = at.either(Element::principal)) check_principal(out, *principal);
  if (const Node* condition = at[Element::condition]) check_condition(out, *condition);
}

void check_version(Grammar& out, const Node& version) {
  if (!version.is_string() && !(version.is_scalar() && version.scalar().size() == 10))
    return wrong_type(out, Part::element, version, "Version", "a string");
  const std::string_view date = version.scalar();
  if (date != "2012-10-17" && date != "2008-10-17" && !has_unexpanded_variable(date))
    out.element(version.span, "Version is '2012-10-17' or '2008-10-17', not " + quoted(date) + ".",
                "INVALID_VERSION");
}

void check_document(Grammar& out, const Node& policy) {
  const std::vector<std::string_view> meants = check_names(out, policy, kTopElements);
  if (const Node* version = policy.get("Version")) check_version(out, *version);
  const Node* id = policy.get("Id");
  if (id != nullptr && out.kind == PolicyKind::identity)
    out.element(id->span, "An identity policy has no Id.", "");
  const Node* statements = policy.get("Statement");
  if (statements == nullptr) {
    if (std::find(meants.begin(), meants.end(), "Statement") == meants.end())
      out.element(opening(policy.span), "This policy has no Statement, so IAM refuses it.",
                  "MISSING_STATEMENT");
    return;
  }
  if (statements->is_list()) {
    if (statements->items().empty())
      out.element(statements->span, "Statement is empty, so IAM refuses the policy.", "MISSING_STATEMENT");
    for (const Node& item : statements->items()) check_statement(out, item);
  } else {
    check_statement(out, *statements);
  }
}

/// Characters of a string in JSON, quotes included: code points, and two for what must be escaped.
std::size_t string_length(const Node& node) {
  std::size_t length = 2;
  if (node.plain) return length + node.size;
  for (const char c : node.scalar()) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte == '"' || byte == '\\' || byte < 0x20)
      length += 2;
    else if ((byte & 0xC0U) != 0x80)
      ++length;
  }
  return length;
}

}  // namespace

std::vector<PolicyFault> grammar_faults(const Node& policy, PolicyKind kind, const Holder& holder) {
  Grammar grammar{kind, holder, {}};
  check_document(grammar, policy);
  check_characters(grammar, policy);
  return std::move(grammar.faults);
}

std::size_t minified_length(const Node& node) {
  if (node.is_string()) return string_length(node);
  if (node.is_scalar()) return node.scalar().size();
  std::size_t length = 2;
  const auto length_of = [](const Node& part) {
    return part.is_string() ? string_length(part) : minified_length(part);
  };
  for (const Node& item : node.items()) length += length_of(item);
  for (const Member& member : node.members())
    length += string_length(member.key) + 1 + length_of(member.value);
  const std::size_t parts = node.items().size() + node.members().size();
  return length + (parts > 0 ? parts - 1 : 0);
}

}  // namespace celint
