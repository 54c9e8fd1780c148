#include "access/condition_fit.h"

#include <algorithm>
#include <array>

#include "access/condition_value.h"
#include "access/partition.h"
#include "read/letters.h"

namespace celint {
namespace {

using Family = ConditionOperator::Family;
using SetPrefix = ConditionOperator::SetPrefix;

std::string quoted(std::string_view text) { return "'" + std::string(text) + "'"; }

std::string_view prefix_of(std::string_view name) { return name.substr(0, name.find(':')); }

/// Written by another tool, or to be filled in: nothing can be said about it.
bool is_open(std::string_view text) {
  return text.find("${") != std::string_view::npos || is_placeholder(text);
}

bool is_wild(std::string_view text) { return text.find_first_of("*?") != std::string_view::npos; }

/// Keys of identity providers: `<issuer>:sub`, `accounts.google.com:aud`, `saml:aud`.
bool is_provider_key(std::string_view key) {
  const std::string_view prefix = prefix_of(key);
  return prefix.find_first_of("./") != std::string_view::npos || equal_ignoring_case(prefix, "saml");
}

bool names_service(const Statement& statement, std::string_view prefix) {
  return std::any_of(statement.actions.begin(), statement.actions.end(), [prefix](const Str& action) {
    return action.value == "*" || equal_ignoring_case(prefix_of(action.value), prefix);
  });
}

bool lacks_tag_name(std::string_view key, const Catalogue& catalogue) {
  return key.find('/') == std::string_view::npos &&
         catalogue.find_condition_key(std::string(key) + "/x").has_value();
}

std::vector<ConditionFault> unknown_key(const Statement& statement, Str key, const Catalogue& catalogue) {
  const std::string_view prefix = prefix_of(key.value);
  const std::string date = " (data of " + std::string(catalogue.date()) + ")";
  if (lacks_tag_name(key.value, catalogue) &&
      (equal_ignoring_case(prefix, "aws") || names_service(statement, prefix)))
    return {{key.span,
             "Condition key " + quoted(key.value) + " needs the name of a tag: '" + std::string(key.value) +
                 "/NAME'. As written no request carries it.",
             "MISSING_TAG_KEY_IN_CONDITION"}};
  if (equal_ignoring_case(prefix, "aws"))
    return {{key.span,
             "There is no global condition key " + quoted(key.value) + date + ": no request carries it.",
             "INVALID_GLOBAL_CONDITION_KEY"}};
  // The data lags behind AWS: only a key of a service that the statement speaks of is judged.
  if (!catalogue.has_service(prefix) || (!statement.not_action && !names_service(statement, prefix)))
    return {};
  return {{key.span, "There is no condition key " + quoted(key.value) + date + ": no request carries it.",
           "INVALID_SERVICE_CONDITION_KEY"}};
}

/// Services whose keys the data lists action by action closely enough.
bool is_closely_known(std::string_view service) {
  static constexpr std::array kServices{"sts", "s3", "eks"};
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
  if (!is_closely_known(prefix_of(key)) || statement.not_action || equal_ignoring_case(key, "sts:ExternalId"))
    return false;
  for (const Str& action : statement.actions) {
    const std::optional<ActionId> id = is_wild(action.value) ? std::nullopt : catalogue.find(action.value);
    if (!id || supplies(catalogue, *id, known.name)) return false;
  }
  return !statement.actions.empty();
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

bool is_boolean(std::string_view text) {
  return equal_ignoring_case(text, "true") || equal_ignoring_case(text, "false");
}

bool is_base64(std::string_view text) {
  return text.size() % 4 == 0 &&
         text.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=") ==
             std::string_view::npos;
}

struct ValueKind {
  bool (*fits)(std::string_view);
  std::string_view wanted;
  std::string_view code;
};

/// What the values of an operator must be; nothing if any text will do.
std::optional<ValueKind> value_kind(Family family) {
  switch (family) {
    case Family::boolean:
    case Family::null:
      return ValueKind{is_boolean, "true or false", "TYPE_MISMATCH_BOOLEAN"};
    case Family::numeric:
      return ValueKind{[](std::string_view text) { return parse_number(text).has_value(); }, "a number",
                       "TYPE_MISMATCH_NUMBER"};
    case Family::date:
      return ValueKind{[](std::string_view text) { return parse_date(text).has_value(); }, "an ISO 8601 date",
                       "TYPE_MISMATCH_DATE"};
    case Family::ip:
      return ValueKind{[](std::string_view text) { return parse_address_range(text).has_value(); },
                       "an IP address or CIDR range", "TYPE_MISMATCH_IP_RANGE"};
    case Family::binary:
      return ValueKind{is_base64, "base64 text", "TYPE_MISMATCH_STRING"};
    default:
      return std::nullopt;
  }
}

bool is_private(std::string_view text) {
  static constexpr std::array kPrivate{"10.0.0.0/8",     "172.16.0.0/12", "192.168.0.0/16", "127.0.0.0/8",
                                       "169.254.0.0/16", "100.64.0.0/10", "fc00::/7",       "fe80::/10"};
  const std::optional<AddressRange> range = parse_address_range(text);
  return range && std::any_of(kPrivate.begin(), kPrivate.end(), [&](const char* known) {
           return contains(*parse_address_range(known), *range);
         });
}

std::vector<ConditionFault> private_addresses(const Condition& condition, const ConditionOperator& op) {
  const bool source = op.family == Family::ip && equal_ignoring_case(condition.key.value, "aws:SourceIp");
  if (!source || condition.values.empty() ||
      !std::all_of(condition.values.begin(), condition.values.end(),
                   [](const Str& value) { return is_private(value.value); }))
    return {};
  const std::string effect = op.negated ? "always holds" : "never holds";
  return {{condition.values.front().span,
           "AWS sees public source addresses only, so this condition of private ranges " + effect + ".",
           op.negated ? "PRIVATE_NOT_IP_ADDRESS" : "PRIVATE_IP_ADDRESS"}};
}

bool is_region_value(std::string_view text) { return is_region(text) || is_region_shaped(text); }

}  // namespace

bool is_service_principal(std::string_view text, PrincipalParts parts) {
  static constexpr std::array<std::string_view, 7> kSuffixes{
      ".amazonaws.com", ".amazonaws.com.cn", ".amazonaws.eu", ".amazon.com",
      ".c2s.ic.gov",    ".sc2s.sgov.gov",    ".internal"};
  const auto suffix = std::find_if(kSuffixes.begin(), kSuffixes.end(),
                                   [text](std::string_view known) { return text.ends_with(known); });
  if (suffix == kSuffixes.end()) return false;
  const std::string_view name = text.substr(0, text.size() - suffix->size());
  const std::string_view letters = "abcdefghijklmnopqrstuvwxyz0123456789-_.";
  const std::string_view allowed =
      parts == PrincipalParts::any ? letters : letters.substr(0, letters.size() - 1);
  return !name.empty() && name.find_first_not_of(allowed) == std::string_view::npos && name.front() != '.';
}

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
  if (!known) return unknown_key(statement, key, catalogue);
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
  return {};
}

std::vector<ConditionFault> value_faults(const Condition& condition, const ConditionOperator& op) {
  std::vector<ConditionFault> faults = private_addresses(condition, op);
  const std::optional<ValueKind> kind = value_kind(op.family);
  const bool region = equal_ignoring_case(condition.key.value, "aws:RequestedRegion");
  const bool via = equal_ignoring_case(condition.key.value, "aws:CalledVia");
  const bool text = op.family <= Family::string_like;
  for (const Str& value : condition.values) {
    if (is_open(value.value)) continue;
    const bool pattern = op.family == Family::string_like && is_wild(value.value);
    if (kind && !kind->fits(value.value))
      faults.push_back({value.span,
                        "Operator " + quoted(condition.op.value) + " wants " + std::string(kind->wanted) +
                            ", and " + quoted(value.value) + " is none.",
                        kind->code});
    else if (text && !pattern && region && !is_region_value(value.value))
      faults.push_back({value.span, quoted(value.value) + " is no AWS region.", "INVALID_REGION"});
    else if (text && !pattern && via && !is_service_principal(value.value, PrincipalParts::one))
      faults.push_back({value.span,
                        quoted(value.value) + " has not the form of a service that aws:CalledVia names: " +
                            "'service.amazonaws.com' in lower case.",
                        "INVALID_SERVICE_PRINCIPAL_FORMAT"});
  }
  return faults;
}

}  // namespace celint
