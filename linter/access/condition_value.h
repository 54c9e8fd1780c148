// Typed values of conditions: numbers, dates, addresses.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace celint {

/// A decimal number, sign and fraction allowed; no exponent, no other base.
std::optional<double> parse_number(std::string_view text);

/// Seconds since 1970-01-01T00:00:00Z: from an ISO 8601 date (`2026`, `2026-01-31`, `2026-01-31T08:00:00Z`,
/// with a fraction or an offset) or from epoch seconds. Four digits alone are a year.
std::optional<double> parse_date(std::string_view text);

/// An address or, with a prefix length, a range of addresses.
struct AddressRange {
  bool v6 = false;
  std::array<std::uint8_t, 16> bytes{};  ///< Four are used if not v6.
  unsigned prefix = 0;                   ///< Leading bits that count.
};

/// `10.0.0.0/8`, `10.1.2.3`, `2001:db8::/32`.
std::optional<AddressRange> parse_address_range(std::string_view text);

/// Every address of `inner` lies in `outer`. Versions never meet.
bool contains(const AddressRange& outer, const AddressRange& inner);

}  // namespace celint
