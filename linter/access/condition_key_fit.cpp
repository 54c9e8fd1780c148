// The keys of conditions: whether they exist, are of the operator's type, and are carried by the actions.
#include <algorithm>
#include <array>
#include <set>

#include "access/condition_fit.h"
#include "access/statement.h"
#include "read/letters.h"

namespace celint {
namespace {

using Family = ConditionOperator::Family;
using SetPrefix = ConditionOperator::SetPrefix;

std::string quoted(std::string_view text) { return "'" + std::string(text) + "'"; }

std::string_view prefix_of(std::string_view name) { return name.substr(0, name.find(':')); }

bool is_wild(std::string_view text) { return text.find_first_of("*?") != std::string_view::npos; }

/// Written by another tool, or to be filled in: nothing can be said about it.
bool is_open(std::string_view text) {
  return text.find("${") != std::string_view::npos || is_placeholder(text);
}

/// Keys of identity providers: `<issuer>:sub`, `accounts.google.com:aud`, `saml:aud`.
bool is_provider_key(std::string_view key) {
  const std::string_view prefix = prefix_of(key);
  return prefix.find_first_of("./") != std::string_view::npos || equal_ignoring_case(prefix, "saml");
}

bool lacks_tag_name(std::string_view key, const Catalogue& catalogue) {
  return key.find('/') == std::string_view::npos &&
         catalogue.find_condition_key(std::string(key) + "/x").has_value();
}

std::vector<ConditionFault> unknown_key(Str key, const Catalogue& catalogue) {
  const std::string_view prefix = prefix_of(key.value);
  const std::string date = " (data of " + std::string(catalogue.date()) + ")";
  if (lacks_tag_name(key.value, catalogue))
    return {{key.span,
             "Condition key " + quoted(key.value) + " needs the name of a tag: '" + std::string(key.value) +
                 "/NAME'. As written no request carries it.",
             "MISSING_TAG_KEY_IN_CONDITION"}};
  if (equal_ignoring_case(key.value, "aws:ARN"))
    return {
        {key.span,
         "Condition key " + quoted(key.value) + " is deprecated: aws:PrincipalArn or aws:SourceArn is meant.",
         "DEPRECATED_GLOBAL_CONDITION_KEY"}};
  if (equal_ignoring_case(prefix, "aws"))
    return {{key.span,
             "There is no global condition key " + quoted(key.value) + date + ": no request carries it.",
             "INVALID_GLOBAL_CONDITION_KEY"}};
  if (!catalogue.has_service(prefix)) return {};
  return {{key.span, "There is no condition key " + quoted(key.value) + date + ": no request carries it.",
           "INVALID_SERVICE_CONDITION_KEY"}};
}

/// Services whose keys the data lists action by action closely enough.
bool is_closely_known(std::string_view service) {
  static constexpr std::array kServices{"sts", "s3", "eks", "kms", "iam", "ec2", "ecr"};
  return std::any_of(kServices.begin(), kServices.end(),
                     [service](const char* known) { return equal_ignoring_case(service, known); });
}

bool supplies(const Catalogue& catalogue, ActionId action, std::string_view key_name) {
  const std::vector<ConditionKey> keys = catalogue.condition_keys(action);
  return std::any_of(keys.begin(), keys.end(),
                     [key_name](const ConditionKey& key) { return equal_ignoring_case(key.name, key_name); });
}

/// None of the statement's actions, all of them literal and known, carries the key.
bool no_action_supplies(const Statement& statement, std::string_view key, const ConditionKey& known,
                        const Catalogue& catalogue) {
  if (!is_closely_known(prefix_of(key)) || catalogue.find_global_condition_key(key) || statement.not_action ||
      equal_ignoring_case(key, "sts:ExternalId"))
    return false;
  for (const Str& action : statement.actions) {
    const std::optional<ActionId> id = is_wild(action.value) ? std::nullopt : catalogue.find(action.value);
    if (!id || supplies(catalogue, *id, known.name)) return false;
  }
  return !statement.actions.empty();
}

constexpr std::string_view kResourceTag = "aws:ResourceTag/";

/// No action of the service tells of its resource's tags.
bool knows_no_tags(const Catalogue& catalogue, std::string_view service) {
  const std::vector<ActionId> actions = catalogue.expand(std::string(service) + ":*");
  return !actions.empty() && std::none_of(actions.begin(), actions.end(), [&](ActionId action) {
    const std::vector<ConditionKey> keys = catalogue.condition_keys(action);
    return std::any_of(keys.begin(), keys.end(),
                       [](const ConditionKey& key) { return key.name.starts_with(kResourceTag); });
  });
}

/// The services of the statement that never fill the tag which the condition asks for.
std::vector<ConditionFault> untagged_services(const Statement& statement, Str key,
                                              const ConditionOperator& op, const Catalogue& catalogue) {
  const bool asked = !op.negated && !op.if_exists && op.family != Family::null;
  if (!asked || statement.not_action || !statement.effect.known() ||
      !equal_ignoring_case(key.value.substr(0, kResourceTag.size()), kResourceTag))
    return {};
  std::set<std::string> services;
  for (const Str& action : statement.actions) services.insert(lowered(prefix_of(action.value)));
  std::string names;
  for (const std::string_view service : services)
    if (knows_no_tags(catalogue, service)) names += (names.empty() ? "" : ", ") + quoted(service);
  if (names.empty()) return {};
  return {{key.span,
           "No action of " + names + " carries " + quoted(key.value) + " (data of " +
               std::string(catalogue.date()) + "): this statement " +
               (statement.denies() ? "denies" : "grants") + " none of them.",
           statement.denies() ? "DENY_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE"
                              : "ALLOW_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE"}};
}

/// What kind of value a family of operators compares, in words.
std::string_view family_name(Family family) {
  switch (family) {
    case Family::numeric:
      return "numbers";
    case Family::date:
      return "dates";
    case Family::boolean:
      return "booleans";
    case Family::binary:
      return "binary values";
    case Family::ip:
      return "addresses";
    case Family::arn:
      return "ARNs";
    default:
      return "text";
  }
}

bool suits(Family family, std::string_view type) {
  const bool text = family <= Family::string_like;
  if (family == Family::null) return true;
  if (type == "String") return text || family == Family::arn || family == Family::binary;
  if (type == "ARN") return text || family == Family::arn;
  if (type == "Bool") return family == Family::boolean;
  if (type == "Numeric") return family == Family::numeric;
  if (type == "Date") return family == Family::date || family == Family::numeric;
  if (type == "IPAddress") return family == Family::ip;
  return true;
}

constexpr std::string_view kArray = "ArrayOf";

/// The action by which a caller passes what the key holds; empty if it needs none of its own.
std::string_view passing_action(std::string_view key) {
  constexpr std::string_view kTag = "aws:RequestTag/";
  if (equal_ignoring_case(key, "sts:SourceIdentity")) return "sts:SetSourceIdentity";
  const bool tags = equal_ignoring_case(key.substr(0, kTag.size()), kTag) ||
                    equal_ignoring_case(key, "aws:TagKeys") ||
                    equal_ignoring_case(key, "sts:TransitiveTagKeys");
  return tags ? "sts:TagSession" : std::string_view();
}

/// Does not hold for a request without the key.
bool asks_for_key(const Condition& condition, const ConditionOperator& op) {
  if (op.family == Family::null)
    return std::all_of(condition.values.begin(), condition.values.end(),
                       [](const Str& value) { return equal_ignoring_case(value.value, "false"); });
  return !op.if_exists && op.set != SetPrefix::for_all_values &&
         (!op.negated || op.set == SetPrefix::for_any_value);
}

}  // namespace

std::string_view key_type(const Condition& condition, const Catalogue& catalogue) {
  const std::optional<ConditionKey> known = catalogue.find_condition_key(condition.key.value);
  return known ? known->type : std::string_view();
}

std::vector<ConditionFault> key_faults(const Statement& statement, const Condition& condition,
                                       const ConditionOperator& op, const Catalogue& catalogue) {
  const Str key = condition.key;
  if (key.value.find(':') == std::string_view::npos || is_open(key.value) || is_provider_key(key.value))
    return {};
  const std::optional<ConditionKey> known = catalogue.find_condition_key(key.value);
  if (!known) return unknown_key(key, catalogue);
  if (op.family == Family::null && op.set != SetPrefix::none)
    return {{key.span,
             "Operator " + quoted(condition.op.value) +
                 (op.set == SetPrefix::for_all_values ? " always" : " never") +
                 " holds: Null takes no prefix.",
             "NULL_WITH_QUALIFIER"}};
  if (no_action_supplies(statement, key.value, *known, catalogue))
    return {{key.span,
             "No action of this statement carries condition key " + quoted(key.value) + " (data of " +
                 std::string(catalogue.date()) + ").",
             "UNSUPPORTED_ACTION_FOR_CONDITION_KEY"}};
  const bool many = known->type.starts_with(kArray);
  if (many && op.set == SetPrefix::none && op.family != Family::null)
    return {{key.span,
             "Condition key " + quoted(key.value) +
                 " has several values, so its operator needs ForAnyValue: or ForAllValues:.",
             "MISSING_QUALIFIER"}};
  const std::string_view type = many ? known->type.substr(kArray.size()) : known->type;
  if (!suits(op.family, type))
    return {{key.span,
             "Operator " + quoted(condition.op.value) + " compares " + std::string(family_name(op.family)) +
                 ", and condition key " + quoted(key.value) + " is of type " + std::string(type) + ".",
             "TYPE_MISMATCH"}};
  return untagged_services(statement, key, op, catalogue);
}

std::vector<ConditionFault> action_faults(const Policy& policy, const Condition& condition,
                                          const ConditionOperator& op) {
  const std::string_view action = passing_action(condition.key.value);
  if (policy.kind != PolicyKind::trust || action.empty() || !asks_for_key(condition, op)) return {};
  for (const Statement& statement : policy.statements)
    if (!statement.denies() && matches_action(statement, action) != Truth::no) return {};
  return {{condition.key.span,
           "No statement of this trust policy allows " + std::string(action) +
               ", without which no request carries " + quoted(condition.key.value) + ".",
           "MISSING_ACTION_FOR_CONDITION_KEY"}};
}

}  // namespace celint
