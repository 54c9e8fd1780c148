#include "model/quantity.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <string>

namespace celint {
namespace {

struct Suffix {
  std::string_view text;
  double factor;
};

/// Letter case counts: `m` is a thousandth, `M` a million.
constexpr std::array<Suffix, 16> kSuffixes{{{"", 1},
                                            {"n", 1e-9},
                                            {"u", 1e-6},
                                            {"m", 1e-3},
                                            {"k", 1e3},
                                            {"M", 1e6},
                                            {"G", 1e9},
                                            {"T", 1e12},
                                            {"P", 1e15},
                                            {"E", 1e18},
                                            {"Ki", 1024.0},
                                            {"Mi", 1048576.0},
                                            {"Gi", 1073741824.0},
                                            {"Ti", 1099511627776.0},
                                            {"Pi", 1125899906842624.0},
                                            {"Ei", 1152921504606846976.0}}};

/// `e3`, `E-2`: a decimal exponent in place of a suffix.
bool is_exponent(std::string_view text) {
  if (text.size() < 2 || (text[0] != 'e' && text[0] != 'E')) return false;
  text.remove_prefix(text[1] == '-' || text[1] == '+' ? 2 : 1);
  return !text.empty() && text.size() < 4 && text.find_first_not_of("0123456789") == std::string_view::npos;
}

}  // namespace

std::optional<double> parse_quantity(std::string_view text) {
  const std::size_t sign = text.starts_with('+') || text.starts_with('-') ? 1 : 0;
  const std::size_t end = std::min(text.find_first_not_of("0123456789.", sign), text.size());
  const std::string digits(text.substr(0, end));
  const std::string_view suffix = text.substr(end);
  const bool has_digit = digits.find_first_of("0123456789") != std::string::npos;
  if (!has_digit || std::count(digits.begin(), digits.end(), '.') > 1) return std::nullopt;
  const double number = std::strtod(digits.c_str(), nullptr);
  if (is_exponent(suffix)) return number * std::pow(10, std::atoi(std::string(suffix.substr(1)).c_str()));
  for (const Suffix& known : kSuffixes)
    if (known.text == suffix) return number * known.factor;
  return std::nullopt;
}

std::optional<double> Quantity::amount() const { return parse_quantity(text.value); }

const Quantity* find_quantity(std::span<const Quantity> quantities, std::string_view resource) {
  const auto found = std::find_if(quantities.begin(), quantities.end(), [resource](const Quantity& item) {
    return item.resource.value == resource;
  });
  return found == quantities.end() ? nullptr : &*found;
}

}  // namespace celint
