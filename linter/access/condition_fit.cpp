#include "access/condition_fit.h"

#include <algorithm>
#include <array>

#include "access/condition_value.h"
#include "access/partition.h"
#include "read/letters.h"

namespace celint {
namespace {

using Family = ConditionOperator::Family;

std::string quoted(std::string_view text) { return "'" + std::string(text) + "'"; }

bool is_wild(std::string_view text) { return text.find_first_of("*?") != std::string_view::npos; }

/// Written by another tool, or to be filled in: nothing can be said about it.
bool is_open(std::string_view text) {
  return text.find("${") != std::string_view::npos || is_placeholder(text);
}

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
  return {{condition.values_span,
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
                        quoted(value.value) + " has not the form of a service that " +
                            std::string(condition.key.value) +
                            " names: " + "'service.amazonaws.com' in lower case.",
                        "INVALID_SERVICE_PRINCIPAL_FORMAT"});
  }
  return faults;
}

}  // namespace celint
